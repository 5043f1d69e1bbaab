import { z } from 'zod';
import { type ToolSpec, toolSpec } from '../../../domain/tool.ts';
import { groupId, instanceId, place, tags, vpcId } from './fields.ts';

const instanceIds = z.array(instanceId).min(1).max(100).describe('Ids of the instances.');
const states = z.object({ instances: z.array(z.object({ instanceId: z.string(), before: z.string(), state: z.string() })) });
const row = z.object({
  instanceId: z.string(),
  name: z.string().optional(),
  state: z.string(),
  type: z.string(),
  zone: z.string(),
  privateIp: z.string().optional(),
  publicIp: z.string().optional(),
});

const listInstances = toolSpec({
  name: 'aws.ec2.listInstances',
  effect: 'read',
  summary: 'List EC2 instances: virtual machines, servers, with state, type and address.',
  input: z.strictObject({
    state: z.enum(['pending', 'running', 'stopping', 'stopped', 'shutting-down', 'terminated']).optional().describe('Only instances in this state.'),
    type: z
      .string()
      .regex(/^[a-z]\w*\.\w+$/)
      .optional()
      .describe('Only of this instance type: t3.micro.'),
    vpcId: vpcId.optional().describe('Only in this VPC.'),
    tags,
    ...place,
  }),
  output: z.object({ instances: z.array(row) }),
  says: [
    'list my ec2 instances',
    'which instances are running in eu-west-1',
    'show all stopped virtual machines',
    'how many servers do we have',
    'list instances with tag env=dev',
    'what ec2 machines are there',
  ],
  guessMs: 1_500,
});

const showInstance = toolSpec({
  name: 'aws.ec2.showInstance',
  effect: 'read',
  summary: 'Show one EC2 instance in detail.',
  input: z.strictObject({ instanceId: instanceId.describe('Id of the instance.'), ...place }),
  output: z.object({
    ...row.shape,
    vpcId: z.string().optional(),
    subnetId: z.string().optional(),
    securityGroups: z.array(z.string()),
    tags: z.record(z.string(), z.string()),
    launchedAt: z.string(),
  }),
  says: [
    'show instance i-0123456789abcdef0',
    'describe ec2 instance i-0123456789abcdef0',
    'details of the instance',
    'what type is i-0123456789abcdef0',
    'is i-0123456789abcdef0 running',
    'what is the ip of the instance',
  ],
  guessMs: 1_000,
});

const startInstances = toolSpec({
  name: 'aws.ec2.startInstances',
  effect: 'change',
  summary: 'Start stopped EC2 instances.',
  input: z.strictObject({ instanceIds, ...place }),
  output: states,
  says: ['start instance i-0123456789abcdef0', 'boot the ec2 server', 'turn on i-0123456789abcdef0', 'power up the virtual machine'],
  guessMs: 30_000,
});

const stopInstances = toolSpec({
  name: 'aws.ec2.stopInstances',
  effect: 'change',
  summary: 'Stop running EC2 instances; their disks stay.',
  input: z.strictObject({
    instanceIds,
    force: z.boolean().default(false).describe('Force it, without letting the operating system shut down.'),
    hibernate: z.boolean().default(false).describe('Hibernate: keep the memory on disk.'),
    ...place,
  }),
  output: states,
  says: [
    'stop instance i-0123456789abcdef0',
    'shut down the ec2 server',
    'turn off i-0123456789abcdef0',
    'power down the virtual machine',
    'halt the instance',
  ],
  guessMs: 60_000,
});

const rebootInstances = toolSpec({
  name: 'aws.ec2.rebootInstances',
  effect: 'change',
  summary: 'Reboot EC2 instances.',
  input: z.strictObject({ instanceIds, ...place }),
  output: z.object({ instances: z.array(z.object({ instanceId: z.string() })) }),
  says: ['reboot instance i-0123456789abcdef0', 'restart the ec2 server', 'power cycle i-0123456789abcdef0', 'restart i-0123456789abcdef0'],
  guessMs: 60_000,
});

const terminateInstances = toolSpec({
  name: 'aws.ec2.terminateInstances',
  effect: 'destroy',
  summary: 'Terminate EC2 instances: they and their root disks are gone for good.',
  input: z.strictObject({ instanceIds, ...place }),
  output: states,
  says: [
    'terminate instance i-0123456789abcdef0',
    'delete the ec2 instance',
    'destroy the virtual machine i-0123456789abcdef0',
    'get rid of the server for good',
    'remove instance i-0123456789abcdef0',
  ],
  guessMs: 60_000,
});

const listImages = toolSpec({
  name: 'aws.ec2.listImages',
  effect: 'read',
  summary: 'List machine images (AMIs).',
  input: z.strictObject({
    owner: z.enum(['self', 'amazon', 'aws-marketplace']).default('self').describe('Whose images: our own (self), those of amazon, of the marketplace.'),
    name: z.string().min(1).optional().describe('Name of the image; * stands for anything.'),
    architecture: z.enum(['x86_64', 'arm64']).optional().describe('Only for this processor architecture.'),
    ...place,
  }),
  output: z.object({ images: z.array(z.object({ imageId: z.string(), name: z.string(), createdAt: z.string(), architecture: z.string() })) }),
  says: ['list our amis', 'which machine images do we have', 'show the ec2 images of amazon', 'find arm64 images'],
  guessMs: 3_000,
});

const listSecurityGroups = toolSpec({
  name: 'aws.ec2.listSecurityGroups',
  effect: 'read',
  summary: 'List security groups with their rules.',
  input: z.strictObject({
    vpcId: vpcId.optional().describe('Only in this VPC.'),
    groupIds: z.array(groupId).min(1).optional().describe('Only these groups.'),
    ...place,
  }),
  output: z.object({ groups: z.array(z.object({ groupId: z.string(), name: z.string(), ingress: z.array(z.string()), egress: z.array(z.string()) })) }),
  says: [
    'list the security groups',
    'which security groups are in vpc-0123456789abcdef0',
    'show the firewall rules of sg-0123456789abcdef0',
    'what does the security group allow',
  ],
  guessMs: 1_500,
});

export const ec2Specs: readonly ToolSpec[] = [
  listInstances,
  showInstance,
  startInstances,
  stopInstances,
  rebootInstances,
  terminateInstances,
  listImages,
  listSecurityGroups,
];
