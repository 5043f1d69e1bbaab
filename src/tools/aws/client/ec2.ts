import {
  DescribeImagesCommand,
  type DescribeImagesCommandInput,
  DescribeInstanceAttributeCommand,
  type DescribeInstanceAttributeCommandInput,
  DescribeInstancesCommand,
  type DescribeInstancesCommandInput,
  DescribeSecurityGroupsCommand,
  type DescribeSecurityGroupsCommandInput,
  EC2Client,
  RebootInstancesCommand,
  type RebootInstancesCommandInput,
  StartInstancesCommand,
  type StartInstancesCommandInput,
  StopInstancesCommand,
  type StopInstancesCommandInput,
  TerminateInstancesCommand,
  type TerminateInstancesCommandInput,
} from '@aws-sdk/client-ec2';
import type { ClientConfig } from '../session.ts';

export function ec2Calls({ pathStyle: _, ...config }: ClientConfig, abortSignal: AbortSignal) {
  const client = new EC2Client(config);
  const how = { abortSignal };
  return {
    describeInstances: (input: DescribeInstancesCommandInput) => client.send(new DescribeInstancesCommand(input), how),
    describeInstanceAttribute: (input: DescribeInstanceAttributeCommandInput) => client.send(new DescribeInstanceAttributeCommand(input), how),
    describeImages: (input: DescribeImagesCommandInput) => client.send(new DescribeImagesCommand(input), how),
    describeSecurityGroups: (input: DescribeSecurityGroupsCommandInput) => client.send(new DescribeSecurityGroupsCommand(input), how),
    startInstances: (input: StartInstancesCommandInput) => client.send(new StartInstancesCommand(input), how),
    stopInstances: (input: StopInstancesCommandInput) => client.send(new StopInstancesCommand(input), how),
    rebootInstances: (input: RebootInstancesCommandInput) => client.send(new RebootInstancesCommand(input), how),
    terminateInstances: (input: TerminateInstancesCommandInput) => client.send(new TerminateInstancesCommand(input), how),
  };
}
