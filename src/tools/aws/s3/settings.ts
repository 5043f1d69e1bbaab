import { z } from 'zod';
import { isAbsent, isError } from '../session/explain.ts';
import type { Session } from '../session.ts';

/** How each setting of a bucket is read, what says that there is none, and how it is put. Source: docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html. */
const kinds = {
  ownership: {
    action: 's3:GetBucketOwnershipControls',
    says: 'who owns what others put there',
    read: (s3, Bucket) => s3.getBucketOwnershipControls({ Bucket }).then((a) => a.OwnershipControls),
    put: (s3, Bucket, it) => s3.putBucketOwnershipControls({ Bucket, OwnershipControls: it as { Rules: [] } }),
    take: (s3, Bucket) => s3.deleteBucketOwnershipControls({ Bucket }),
  },
  publicAccess: {
    action: 's3:GetBucketPublicAccessBlock',
    says: 'its block of public access',
    read: (s3, Bucket) => s3.getPublicAccessBlock({ Bucket }).then((a) => a.PublicAccessBlockConfiguration),
    put: (s3, Bucket, it) => s3.putPublicAccessBlock({ Bucket, PublicAccessBlockConfiguration: it as object }),
    take: (s3, Bucket) => s3.deletePublicAccessBlock({ Bucket }),
  },
  encryption: {
    action: 's3:GetEncryptionConfiguration',
    says: 'its encryption',
    read: (s3, Bucket) => s3.getBucketEncryption({ Bucket }).then((a) => a.ServerSideEncryptionConfiguration),
    put: (s3, Bucket, it) => s3.putBucketEncryption({ Bucket, ServerSideEncryptionConfiguration: it as { Rules: [] } }),
  },
  versioning: {
    action: 's3:GetBucketVersioning',
    says: 'its versioning',
    read: (s3, Bucket) => s3.getBucketVersioning({ Bucket }).then(({ Status }) => (Status === undefined ? undefined : { Status })),
    put: (s3, Bucket, it) => s3.putBucketVersioning({ Bucket, VersioningConfiguration: it as object }),
  },
  tags: {
    action: 's3:GetBucketTagging',
    says: 'its tags',
    read: (s3, Bucket) => s3.getBucketTagging({ Bucket }).then((a) => (a.TagSet === undefined ? undefined : { TagSet: a.TagSet })),
    put: (s3, Bucket, it) => s3.putBucketTagging({ Bucket, Tagging: it as { TagSet: [] } }),
  },
  lifecycle: {
    action: 's3:GetLifecycleConfiguration',
    says: 'its lifecycle rules',
    read: (s3, Bucket) => s3.getBucketLifecycleConfiguration({ Bucket }).then((a) => (a.Rules === undefined ? undefined : { Rules: a.Rules })),
    put: (s3, Bucket, it) => s3.putBucketLifecycleConfiguration({ Bucket, LifecycleConfiguration: withDates(it) as { Rules: [] } }),
  },
  cors: {
    action: 's3:GetBucketCORS',
    says: 'its CORS rules',
    read: (s3, Bucket) => s3.getBucketCors({ Bucket }).then((a) => (a.CORSRules === undefined ? undefined : { CORSRules: a.CORSRules })),
    put: (s3, Bucket, it) => s3.putBucketCors({ Bucket, CORSConfiguration: it as { CORSRules: [] } }),
  },
  website: {
    action: 's3:GetBucketWebsite',
    says: 'its website',
    read: (s3, Bucket) => s3.getBucketWebsite({ Bucket }).then(({ $metadata: _, ...it }) => (Object.values(it).some((v) => v !== undefined) ? it : undefined)),
    put: (s3, Bucket, it) => s3.putBucketWebsite({ Bucket, WebsiteConfiguration: it as object }),
  },
  logging: {
    action: 's3:GetBucketLogging',
    says: 'its log of accesses',
    read: (s3, Bucket) => s3.getBucketLogging({ Bucket }).then((a) => (a.LoggingEnabled === undefined ? undefined : { LoggingEnabled: a.LoggingEnabled })),
    put: (s3, Bucket, it) => s3.putBucketLogging({ Bucket, BucketLoggingStatus: it as object }),
  },
  notification: {
    action: 's3:GetBucketNotification',
    says: 'its notifications',
    read: (s3, Bucket) =>
      s3.getBucketNotificationConfiguration({ Bucket }).then(({ $metadata: _, ...it }) => (Object.values(it).some((v) => v !== undefined) ? it : undefined)),
    put: (s3, Bucket, it) => s3.putBucketNotificationConfiguration({ Bucket, NotificationConfiguration: it as object }),
  },
  policy: {
    action: 's3:GetBucketPolicy',
    says: 'its policy',
    read: (s3, Bucket) => s3.getBucketPolicy({ Bucket }).then((a) => (a.Policy === undefined ? undefined : { Policy: a.Policy })),
    put: (s3, Bucket, it) => s3.putBucketPolicy({ Bucket, ...(it as { Policy: string }) }),
  },
} as const satisfies Readonly<Record<string, Kind>>;

type Calls = Awaited<ReturnType<typeof callsOf>>;
const callsOf = (aws: Session) => aws.service('s3');

interface Kind {
  readonly action: string;
  /** `its tags`. */
  readonly says: string;
  read(s3: Calls, bucket: string): Promise<unknown>;
  put(s3: Calls, bucket: string, it: unknown): Promise<unknown>;
  /** Where a new bucket has one by itself. */
  take?(s3: Calls, bucket: string): Promise<unknown>;
}

export type SettingName = keyof typeof kinds;
export const settingNames = Object.keys(kinds) as SettingName[];

/** What a bucket is set to, each as S3 says it in JSON; what is not set is not there. */
export const bucketSettings = z.partialRecord(z.enum(settingNames as [SettingName, ...SettingName[]]), z.string().refine(isObject, 'a JSON object'));
export type BucketSettings = z.output<typeof bucketSettings>;

export interface SeenSettings {
  readonly settings: BucketSettings;
  /** What the credentials may not read, in words. */
  readonly unread: readonly string[];
}

/** All settings of a bucket that can be put again. */
export async function settingsOf(bucket: string, aws: Session): Promise<SeenSettings> {
  const s3 = await callsOf(aws);
  const unread: string[] = [];
  const settings: Partial<Record<SettingName, string>> = {};
  const read = async (name: SettingName): Promise<void> => {
    const { action, says, read: ask }: Kind = kinds[name];
    const found = await aws.ask(
      action,
      ask(s3, bucket).then((it) => ({ it })),
      (error) => {
        if (isNotSet(error)) return { it: undefined };
        if (!isDenied(error)) return undefined;
        unread.push(says);
        return { it: undefined };
      },
    );
    if (found.it !== undefined) settings[name] = JSON.stringify(found.it);
  };
  await Promise.all(settingNames.map(read));
  return { settings, unread: unread.sort() };
}

/** Sets a bucket to all of them, and takes away what a new one has by itself and this one has not. The policy comes last. */
export async function putSettings(bucket: string, settings: BucketSettings, aws: Session): Promise<void> {
  const s3 = await callsOf(aws);
  for (const name of settingNames) {
    const json = settings[name];
    const { action, put, take }: Kind = kinds[name];
    if (json !== undefined) await aws.ask(action.replace('Get', 'Put'), put(s3, bucket, JSON.parse(json)));
    else if (take !== undefined) await aws.ask(action.replace('Get', 'Put'), take(s3, bucket), (error) => (isNotSet(error) ? true : undefined));
  }
}

/** Whether two buckets are set alike; in which order S3 names things does not matter. */
export const differing = (a: BucketSettings, b: BucketSettings): readonly SettingName[] => settingNames.filter((name) => inOrder(a[name]) !== inOrder(b[name]));

const inOrder = (json: string | undefined): string | undefined => (json === undefined ? undefined : JSON.stringify(sorted(JSON.parse(json))));
const sorted = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(sorted)
    : value !== null && typeof value === 'object'
      ? Object.fromEntries(
          Object.entries(value)
            .sort(([x], [y]) => (x < y ? -1 : 1))
            .map(([key, one]) => [key, sorted(one)]),
        )
      : value;

const isNotSet = (error: unknown): boolean =>
  isAbsent(error) || isError(error, 'ServerSideEncryptionConfigurationNotFoundError', 'OwnershipControlsNotFoundError');
const isDenied = (error: unknown): boolean => isError(error, 'AccessDenied', 'AccessDeniedException');

function isObject(json: string): boolean {
  try {
    const value: unknown = JSON.parse(json);
    return value !== null && typeof value === 'object' && !Array.isArray(value);
  } catch {
    return false;
  }
}

/** Days on which something expires are dates to the client, and text in JSON. */
function withDates(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withDates);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, key === 'Date' && typeof one === 'string' ? new Date(one) : withDates(one)]));
}
