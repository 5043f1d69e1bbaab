import {
  AbortMultipartUploadCommand,
  type AbortMultipartUploadCommandInput,
  CompleteMultipartUploadCommand,
  type CompleteMultipartUploadCommandInput,
  CopyObjectCommand,
  type CopyObjectCommandInput,
  CreateBucketCommand,
  type CreateBucketCommandInput,
  CreateMultipartUploadCommand,
  type CreateMultipartUploadCommandInput,
  DeleteBucketCommand,
  type DeleteBucketCommandInput,
  DeleteBucketOwnershipControlsCommand,
  type DeleteBucketOwnershipControlsCommandInput,
  DeleteObjectCommand,
  type DeleteObjectCommandInput,
  DeleteObjectsCommand,
  type DeleteObjectsCommandInput,
  DeletePublicAccessBlockCommand,
  type DeletePublicAccessBlockCommandInput,
  GetBucketCorsCommand,
  type GetBucketCorsCommandInput,
  GetBucketEncryptionCommand,
  type GetBucketEncryptionCommandInput,
  GetBucketLifecycleConfigurationCommand,
  type GetBucketLifecycleConfigurationCommandInput,
  GetBucketLocationCommand,
  type GetBucketLocationCommandInput,
  GetBucketLoggingCommand,
  type GetBucketLoggingCommandInput,
  GetBucketNotificationConfigurationCommand,
  type GetBucketNotificationConfigurationCommandInput,
  GetBucketOwnershipControlsCommand,
  type GetBucketOwnershipControlsCommandInput,
  GetBucketPolicyCommand,
  type GetBucketPolicyCommandInput,
  GetBucketPolicyStatusCommand,
  type GetBucketPolicyStatusCommandInput,
  GetBucketReplicationCommand,
  type GetBucketReplicationCommandInput,
  GetBucketTaggingCommand,
  type GetBucketTaggingCommandInput,
  GetBucketVersioningCommand,
  type GetBucketVersioningCommandInput,
  GetBucketWebsiteCommand,
  type GetBucketWebsiteCommandInput,
  GetObjectCommand,
  type GetObjectCommandInput,
  GetObjectLockConfigurationCommand,
  type GetObjectLockConfigurationCommandInput,
  GetObjectTaggingCommand,
  type GetObjectTaggingCommandInput,
  GetPublicAccessBlockCommand,
  type GetPublicAccessBlockCommandInput,
  HeadBucketCommand,
  type HeadBucketCommandInput,
  HeadObjectCommand,
  type HeadObjectCommandInput,
  ListBucketsCommand,
  type ListBucketsCommandInput,
  ListObjectsV2Command,
  type ListObjectsV2CommandInput,
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandInput,
  ListPartsCommand,
  type ListPartsCommandInput,
  PutBucketCorsCommand,
  type PutBucketCorsCommandInput,
  PutBucketEncryptionCommand,
  type PutBucketEncryptionCommandInput,
  PutBucketLifecycleConfigurationCommand,
  type PutBucketLifecycleConfigurationCommandInput,
  PutBucketLoggingCommand,
  type PutBucketLoggingCommandInput,
  PutBucketNotificationConfigurationCommand,
  type PutBucketNotificationConfigurationCommandInput,
  PutBucketOwnershipControlsCommand,
  type PutBucketOwnershipControlsCommandInput,
  PutBucketPolicyCommand,
  type PutBucketPolicyCommandInput,
  PutBucketTaggingCommand,
  type PutBucketTaggingCommandInput,
  PutBucketVersioningCommand,
  type PutBucketVersioningCommandInput,
  PutBucketWebsiteCommand,
  type PutBucketWebsiteCommandInput,
  PutObjectCommand,
  type PutObjectCommandInput,
  PutPublicAccessBlockCommand,
  type PutPublicAccessBlockCommandInput,
  S3Client,
  UploadPartCommand,
  type UploadPartCommandInput,
  UploadPartCopyCommand,
  type UploadPartCopyCommandInput,
} from '@aws-sdk/client-s3';
import type { ClientConfig } from '../session.ts';
import { Sha256 } from './sha256.ts';

export function s3Calls({ pathStyle, ...config }: ClientConfig, abortSignal: AbortSignal) {
  // A bucket may be in another region than the session.
  const client = new S3Client({ ...config, forcePathStyle: pathStyle, followRegionRedirects: true, sha256: Sha256 });
  // Nobody reads its log, and it goes through every input and output for it.
  client.middlewareStack.remove('loggerMiddleware');
  client.middlewareStack.add(signedByChecksum, { step: 'build', priority: 'low', name: 'signedByChecksum' });
  const how = { abortSignal };
  return {
    listBuckets: (input: ListBucketsCommandInput) => client.send(new ListBucketsCommand(input), how),
    headBucket: (input: HeadBucketCommandInput) => client.send(new HeadBucketCommand(input), how),
    createBucket: (input: CreateBucketCommandInput) => client.send(new CreateBucketCommand(input), how),
    deleteBucket: (input: DeleteBucketCommandInput) => client.send(new DeleteBucketCommand(input), how),
    getBucketLocation: (input: GetBucketLocationCommandInput) => client.send(new GetBucketLocationCommand(input), how),
    getBucketVersioning: (input: GetBucketVersioningCommandInput) => client.send(new GetBucketVersioningCommand(input), how),
    putBucketVersioning: (input: PutBucketVersioningCommandInput) => client.send(new PutBucketVersioningCommand(input), how),
    getBucketEncryption: (input: GetBucketEncryptionCommandInput) => client.send(new GetBucketEncryptionCommand(input), how),
    putBucketEncryption: (input: PutBucketEncryptionCommandInput) => client.send(new PutBucketEncryptionCommand(input), how),
    getPublicAccessBlock: (input: GetPublicAccessBlockCommandInput) => client.send(new GetPublicAccessBlockCommand(input), how),
    putPublicAccessBlock: (input: PutPublicAccessBlockCommandInput) => client.send(new PutPublicAccessBlockCommand(input), how),
    getBucketPolicyStatus: (input: GetBucketPolicyStatusCommandInput) => client.send(new GetBucketPolicyStatusCommand(input), how),
    getBucketTagging: (input: GetBucketTaggingCommandInput) => client.send(new GetBucketTaggingCommand(input), how),
    deleteBucketOwnershipControls: (input: DeleteBucketOwnershipControlsCommandInput) => client.send(new DeleteBucketOwnershipControlsCommand(input), how),
    deletePublicAccessBlock: (input: DeletePublicAccessBlockCommandInput) => client.send(new DeletePublicAccessBlockCommand(input), how),
    getBucketCors: (input: GetBucketCorsCommandInput) => client.send(new GetBucketCorsCommand(input), how),
    getBucketLifecycleConfiguration: (input: GetBucketLifecycleConfigurationCommandInput) =>
      client.send(new GetBucketLifecycleConfigurationCommand(input), how),
    getBucketLogging: (input: GetBucketLoggingCommandInput) => client.send(new GetBucketLoggingCommand(input), how),
    getBucketNotificationConfiguration: (input: GetBucketNotificationConfigurationCommandInput) =>
      client.send(new GetBucketNotificationConfigurationCommand(input), how),
    getBucketOwnershipControls: (input: GetBucketOwnershipControlsCommandInput) => client.send(new GetBucketOwnershipControlsCommand(input), how),
    getBucketPolicy: (input: GetBucketPolicyCommandInput) => client.send(new GetBucketPolicyCommand(input), how),
    getBucketReplication: (input: GetBucketReplicationCommandInput) => client.send(new GetBucketReplicationCommand(input), how),
    getBucketWebsite: (input: GetBucketWebsiteCommandInput) => client.send(new GetBucketWebsiteCommand(input), how),
    getObjectLockConfiguration: (input: GetObjectLockConfigurationCommandInput) => client.send(new GetObjectLockConfigurationCommand(input), how),
    putBucketCors: (input: PutBucketCorsCommandInput) => client.send(new PutBucketCorsCommand(input), how),
    putBucketLifecycleConfiguration: (input: PutBucketLifecycleConfigurationCommandInput) =>
      client.send(new PutBucketLifecycleConfigurationCommand(input), how),
    putBucketLogging: (input: PutBucketLoggingCommandInput) => client.send(new PutBucketLoggingCommand(input), how),
    putBucketNotificationConfiguration: (input: PutBucketNotificationConfigurationCommandInput) =>
      client.send(new PutBucketNotificationConfigurationCommand(input), how),
    putBucketOwnershipControls: (input: PutBucketOwnershipControlsCommandInput) => client.send(new PutBucketOwnershipControlsCommand(input), how),
    putBucketPolicy: (input: PutBucketPolicyCommandInput) => client.send(new PutBucketPolicyCommand(input), how),
    putBucketTagging: (input: PutBucketTaggingCommandInput) => client.send(new PutBucketTaggingCommand(input), how),
    putBucketWebsite: (input: PutBucketWebsiteCommandInput) => client.send(new PutBucketWebsiteCommand(input), how),
    listObjectsV2: (input: ListObjectsV2CommandInput) => client.send(new ListObjectsV2Command(input), how),
    listObjectVersions: (input: ListObjectVersionsCommandInput) => client.send(new ListObjectVersionsCommand(input), how),
    headObject: (input: HeadObjectCommandInput) => client.send(new HeadObjectCommand(input), how),
    getObject: (input: GetObjectCommandInput) => client.send(new GetObjectCommand(input), how),
    getObjectTagging: (input: GetObjectTaggingCommandInput) => client.send(new GetObjectTaggingCommand(input), how),
    putObject: (input: PutObjectCommandInput) => client.send(new PutObjectCommand(input), how),
    copyObject: (input: CopyObjectCommandInput) => client.send(new CopyObjectCommand(input), how),
    deleteObject: (input: DeleteObjectCommandInput) => client.send(new DeleteObjectCommand(input), how),
    deleteObjects: (input: DeleteObjectsCommandInput) => client.send(new DeleteObjectsCommand(input), how),
    createMultipartUpload: (input: CreateMultipartUploadCommandInput) => client.send(new CreateMultipartUploadCommand(input), how),
    uploadPart: (input: UploadPartCommandInput) => client.send(new UploadPartCommand(input), how),
    uploadPartCopy: (input: UploadPartCopyCommandInput) => client.send(new UploadPartCopyCommand(input), how),
    listParts: (input: ListPartsCommandInput) => client.send(new ListPartsCommand(input), how),
    completeMultipartUpload: (input: CompleteMultipartUploadCommandInput) => client.send(new CompleteMultipartUploadCommand(input), how),
    abortMultipartUpload: (input: AbortMultipartUploadCommandInput) => client.send(new AbortMultipartUploadCommand(input), how),
  };
}

interface Signable {
  readonly protocol: string;
  readonly headers: Record<string, string>;
}

/**
 * What TLS and a checksum in a signed header protect already needs no SHA-256 of all of it, as the AWS command line has it,
 * too. Source: docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html.
 */
function signedByChecksum<Args extends object, Answer>(next: (args: Args) => Promise<Answer>): (args: Args) => Promise<Answer> {
  return async (args) => {
    const { protocol, headers } = (args as { readonly request: Signable }).request;
    if (protocol === 'https:' && headers['x-amz-checksum-crc32'] !== undefined) headers['x-amz-content-sha256'] = 'UNSIGNED-PAYLOAD';
    return next(args);
  };
}
