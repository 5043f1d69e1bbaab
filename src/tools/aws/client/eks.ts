import {
  DescribeClusterCommand,
  type DescribeClusterCommandInput,
  EKSClient,
  ListAddonsCommand,
  type ListAddonsCommandInput,
  ListClustersCommand,
  type ListClustersCommandInput,
} from '@aws-sdk/client-eks';
import type { ClientConfig } from '../session.ts';

export function eksCalls({ pathStyle: _, ...config }: ClientConfig, abortSignal: AbortSignal) {
  const client = new EKSClient(config);
  const how = { abortSignal };
  return {
    listClusters: (input: ListClustersCommandInput) => client.send(new ListClustersCommand(input), how),
    describeCluster: (input: DescribeClusterCommandInput) => client.send(new DescribeClusterCommand(input), how),
    listAddons: (input: ListAddonsCommandInput) => client.send(new ListAddonsCommand(input), how),
  };
}
