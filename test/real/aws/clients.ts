import { EC2Client } from '@aws-sdk/client-ec2';
import { EKSClient } from '@aws-sdk/client-eks';
import { IAMClient } from '@aws-sdk/client-iam';
import { RDSClient } from '@aws-sdk/client-rds';
import { S3Client } from '@aws-sdk/client-s3';

/** The test's own way to the emulated AWS, past everything that is tested. */
export function clientsOf(endpoint: string, region = 'eu-central-1') {
  const config = { endpoint, region, credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };
  return {
    ec2: new EC2Client(config),
    iam: new IAMClient(config),
    s3: new S3Client({ ...config, forcePathStyle: true }),
    eks: new EKSClient(config),
    rds: new RDSClient(config),
  };
}
export type Clients = ReturnType<typeof clientsOf>;
