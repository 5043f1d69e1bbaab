import { z } from 'zod';
import { readingTool } from '../aws-tool.ts';
import { instanceId, place } from '../fields.ts';
import { instancesOf, nameOf, optional, row, rowOf } from './instances.ts';

/** User data is never asked for: it often holds passwords. */
export const showInstance = readingTool({
  name: 'aws.ec2.showInstance',
  summary: 'Show one EC2 instance in detail.',
  input: z.strictObject({ instanceId: instanceId.describe('Id of the instance.'), ...place }),
  output: z.object({
    ...row.shape,
    vpcId: z.string().optional(),
    subnetId: z.string().optional(),
    securityGroups: z.array(z.string()),
    tags: z.record(z.string(), z.string()),
    launchedAt: z.string(),
    imageId: z.string().optional(),
    profile: z.string().optional(),
    volumes: z.array(z.object({ volumeId: z.string(), device: z.string(), deletedWithIt: z.boolean() })).optional(),
  }),
  commands: ['aws ec2 describe-instances --instance-ids={instanceId}'],
  says: [
    'show instance i-0123456789abcdef0',
    'describe ec2 instance i-0123456789abcdef0',
    'details of the instance',
    'what type is i-0123456789abcdef0',
    'is i-0123456789abcdef0 running',
    'what is the ip of the instance',
    'what is the state of i-0123456789abcdef0',
    'ip address of i-0123456789abcdef0',
    'describe the server i-0123456789abcdef0',
    'tell me about i-0123456789abcdef0',
    'details of i-0123456789abcdef0',
    'which ip does i-0123456789abcdef0 have',
    'look at i-0123456789abcdef0',
    'has i-0123456789abcdef0 started',
    'i-0123456789abcdef0',
    'what is i-0123456789abcdef0?',
    'is i-0123456789abcdef0 up?',
    'details about machine i-0123456789abcdef0',
    'which type is the server i-0123456789abcdef0?',
    'information on instance i-0123456789abcdef0',
    'which security groups are attached to i-0123456789abcdef0',
    'which subnet is i-0123456789abcdef0 in',
    'private ip of i-0123456789abcdef0',
    'when was i-0123456789abcdef0 launched',
    'what is i-0123456789abcdef0 doing',
    'which ami does i-0123456789abcdef0 use',
    'who owns i-0123456789abcdef0',
    'tags of i-0123456789abcdef0',
    'is the box i-0123456789abcdef0 healthy',
    'everything on i-0123456789abcdef0',
    'why is i-0123456789abcdef0 not reachable',
  ],
  examples: [{ title: 'Look at one instance', input: { instanceId: 'i-0a1b2c3d4e5f60718' } }],
  guessMs: 1_000,

  async read({ instanceId: id }, aws) {
    const [instance] = await instancesOf([id], aws);
    if (instance === undefined) throw new Error(`no instance for ${id}`);
    const output = {
      ...rowOf(instance),
      ...optional('vpcId', instance.VpcId),
      ...optional('subnetId', instance.SubnetId),
      securityGroups: (instance.SecurityGroups ?? []).map((g) => g.GroupId ?? ''),
      tags: Object.fromEntries((instance.Tags ?? []).map((tag) => [tag.Key ?? '', tag.Value ?? ''])),
      launchedAt: instance.LaunchTime?.toISOString() ?? '',
      ...optional('imageId', instance.ImageId),
      ...optional('profile', instance.IamInstanceProfile?.Arn),
      volumes: (instance.BlockDeviceMappings ?? []).map((b) => ({
        volumeId: b.Ebs?.VolumeId ?? '',
        device: b.DeviceName ?? '',
        deletedWithIt: b.Ebs?.DeleteOnTermination ?? false,
      })),
    };
    return { output, summary: `${nameOf(instance)}: ${output.type}, ${output.state}.` };
  },
});
