// Made by `npm run generate` from the rule files.

import type { Rule } from './rule.ts';
import { awsKmsRotation } from './terraform/aws/aws-kms-rotation.ts';
import { awsRdsStorageEncrypted } from './terraform/aws/aws-rds-storage-encrypted.ts';
import { awsS3PublicAccessBlock } from './terraform/aws/aws-s3-public-access-block.ts';
import { awsS3Versioning } from './terraform/aws/aws-s3-versioning.ts';
import { awsSgOpenAdminPorts } from './terraform/aws/aws-sg-open-admin-ports.ts';

/** Every rule, in order of its file. */
export const allRules: readonly Rule[] = [awsKmsRotation, awsRdsStorageEncrypted, awsS3PublicAccessBlock, awsS3Versioning, awsSgOpenAdminPorts];
