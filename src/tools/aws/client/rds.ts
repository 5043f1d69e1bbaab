import { DescribeDBInstancesCommand, type DescribeDBInstancesCommandInput, RDSClient } from '@aws-sdk/client-rds';
import type { ClientConfig } from '../session.ts';

export function rdsCalls({ pathStyle: _, ...config }: ClientConfig, abortSignal: AbortSignal) {
  const client = new RDSClient(config);
  const how = { abortSignal };
  return {
    describeDBInstances: (input: DescribeDBInstancesCommandInput) => client.send(new DescribeDBInstancesCommand(input), how),
  };
}
