import { nearest } from '../../../base/nearest.ts';
import { nameTaken, notThere } from '../../../domain/failure/aws.ts';
import { FailureError } from '../../../domain/failure/failure.ts';
import type { Mark } from '../../../domain/impact.ts';
import type { Pinned } from '../aws-tool.ts';
import { isError, type SdkError } from '../session/explain.ts';
import type { Session } from '../session.ts';

/** What about a bucket matters to whoever writes into it. */
export interface Bucket {
  readonly bucket: string;
  readonly region: string;
  readonly versioning: 'on' | 'suspended' | 'off';
  /** Its policy lets everyone in. */
  readonly public: boolean;
  /** It belongs to the account of the credentials. */
  readonly own: boolean;
}

/** Region of a bucket; `undefined`: there is none of this name. Fails when it is somebody else's. */
export async function findBucket(Bucket: string, aws: Session): Promise<string | undefined> {
  const s3 = await aws.service('s3');
  const found = await aws.ask('s3:ListBucket', s3.headBucket({ Bucket }), (error) => {
    const { name, $metadata } = error as SdkError;
    if (name === 'NotFound' || name === 'NoSuchBucket' || $metadata?.httpStatusCode === 404) return 'none';
    // Without a name it is the answer to everyone who asks for somebody else's bucket.
    if ($metadata?.httpStatusCode === 403 && !isError(error, 'ExpiredToken', 'InvalidAccessKeyId', 'SignatureDoesNotMatch', 'RequestTimeTooSkewed'))
      throw new FailureError(nameTaken(Bucket));
    return undefined;
  });
  return found === 'none' ? undefined : (found.BucketRegion ?? aws.region);
}

/** The bucket of this account that was probably meant; who may not list them gets no hint. */
export async function nearBucket(name: string, aws: Session): Promise<string | undefined> {
  const s3 = await aws.service('s3');
  const all = await aws.ask('s3:ListAllMyBuckets', s3.listBuckets({ MaxBuckets: 1_000 }), () => ({ Buckets: [] }));
  return nearest(
    name,
    (all.Buckets ?? []).flatMap((bucket) => bucket.Name ?? []),
  );
}

/** Not an object, not a version, not a marker of a deletion. */
export async function holdsNothing(Bucket: string, aws: Session): Promise<boolean> {
  const s3 = await aws.service('s3');
  const page = await aws.ask('s3:ListBucketVersions', s3.listObjectVersions({ Bucket, MaxKeys: 1 }));
  return (page.Versions ?? []).length === 0 && (page.DeleteMarkers ?? []).length === 0;
}

/** Fails when it is not there. */
export async function theBucket(Bucket: string, aws: Pinned): Promise<Bucket> {
  const region = await findBucket(Bucket, aws);
  if (region === undefined) throw new FailureError(notThere(`bucket ${Bucket}`, aws.where, await nearBucket(Bucket, aws)));
  const s3 = await aws.service('s3');
  const [versions, status, own] = await Promise.all([
    aws.ask('s3:GetBucketVersioning', s3.getBucketVersioning({ Bucket })),
    // Who may not read the policy is not kept from writing.
    aws.ask('s3:GetBucketPolicyStatus', s3.getBucketPolicyStatus({ Bucket }), () => ({ PolicyStatus: undefined })),
    aws.ask<unknown, boolean>(
      's3:ListBucket',
      s3.headBucket({ Bucket, ExpectedBucketOwner: aws.account }).then(() => true),
      () => false,
    ),
  ]);
  return {
    bucket: Bucket,
    region,
    versioning: versions.Status === 'Enabled' ? 'on' : versions.Status === 'Suspended' ? 'suspended' : 'off',
    public: status.PolicyStatus?.IsPublic ?? false,
    own: own === true,
  };
}

export const bucketWarnings = ({ bucket, public: open, own }: Bucket): readonly string[] => [
  ...(open ? [`The policy of ${bucket} lets everyone in: what is put there can be read on the internet`] : []),
  ...(own ? [] : [`${bucket} belongs to another account`]),
];

export const exposureOf = ({ public: open }: Bucket): readonly Mark[] => (open ? ['exposes-publicly'] : []);
