import { z } from 'zod';
import { count } from '../../../base/say.ts';
import { readingTool } from '../aws-tool.ts';
import { more, place, tags, vpcId } from '../fields.ts';
import { collect, cutNote, itemsMax } from '../pages.ts';
import { row, rowOf } from './instances.ts';

export const listInstances = readingTool({
  name: 'aws.ec2.listInstances',
  summary: 'List EC2 instances: virtual machines, servers, with state, type and address.',
  input: z.strictObject({
    state: z.enum(['pending', 'running', 'stopping', 'stopped', 'shutting-down', 'terminated']).optional().describe('Only instances in this state.'),
    type: z
      .string()
      .regex(/^[a-z][\w-]*\.[\w-]+$/)
      .optional()
      .describe('Only of this instance type: t3.micro.'),
    vpcId: vpcId.optional().describe('Only in this VPC.'),
    tags,
    ...place,
  }),
  output: z.object({ instances: z.array(row), more }),
  commands: ['aws ec2 describe-instances'],
  says: [
    'list my ec2 instances',
    'which instances are running in eu-west-1',
    'show all stopped virtual machines',
    'how many servers do we have',
    'list instances with tag env=dev',
    'what ec2 machines are there',
    'show all vms in eu-west-1',
    'what machines do we have in aws',
    'stopped instances in us-east-1',
    'how many ec2 instances are there',
    't3.micro instances in vpc-0123456789abcdef0',
    'machines tagged team=web',
    'ec2 machines in eu-west-1',
    'which instances are stopped',
    'all running vms',
    'servers tagged env=dev',
    'list virtual machines in vpc-0123456789abcdef0',
    'what is running in ec2',
    'servers that are up right now',
    'vms in us-west-2',
    'what is running on ec2 at the moment?',
    'how many servers do we have?',
    'machines in vpc-0aa0bb0cc',
    'boxes tagged Env=test',
    'all our t3.large machines',
    'do we still have stopped machines lying around?',
    'inventory of virtual machines',
    'are any m5.large running',
    'how many boxes are up in eu-west-1',
    'ec2 inventory',
    'what do we have running on ec2',
    'which vms are off',
    'servers tagged team=payments',
    'instances in vpc-0123456789abcdef0',
    'what is running in us-east-1',
    'all our virtual machines',
    'list boxes with tag env=stg',
    'machines of type t3.micro',
    'ec2 with profile staging',
    'show me t3.micro instances',
    'all stopped servers',
    'stopped instances',
    'running boxes of type m5.large',
    'which servers are turned off',
    'what ec2 boxes do we have running right now',
    "I'm trying to work out why the bill jumped, so give me every m5.4xlarge we have in us-east-1",
    'Our finance lady keeps asking why the compute line went up again this month, so I need every EC2 server in us-east-1 with its type.',
    'all instances tagged team=billing',
    'Requesting an overview of the virtual servers in account 410022337788, profile audit.',
    'I have just taken over the fleet team and have no clue what they left behind, could you show me the AWS machines tagged owner=fleet?',
    'are there any t3.micro machines left over in ap-southeast-2?',
    'aws ec2 describe-instances --region us-west-2 --profile staging',
    'There should be exactly four c6i.2xlarge workers in vpc-0d4b1f7e93ac2865b but the dashboard says six, so please list which ones AWS really has there.',
    'Hello, please to give me list of our ec2 servers with profile kiosk-dev',
    'Before we tear down the network I would like to know what EC2 instances are still sitting in vpc-9f31aa02.',
    'lsit my ec2 instnaces under the fleet profile',
  ],
  examples: [{ title: 'List what is running', input: { state: 'running' } }],
  guessMs: 1_500,

  async read({ state, type, vpcId: vpc, tags: wanted }, aws) {
    const filter = (Name: string, value: string | undefined) => (value === undefined ? [] : [{ Name, Values: [value] }]);
    const Filters = [
      ...filter('instance-state-name', state),
      ...filter('instance-type', type),
      ...filter('vpc-id', vpc),
      ...Object.entries(wanted ?? {}).flatMap(([name, value]) => filter(`tag:${literal(name)}`, literal(value))),
    ];
    const ec2 = await aws.service('ec2');
    const found = await collect(itemsMax, async (NextToken) => {
      const page = await aws.ask('ec2:DescribeInstances', ec2.describeInstances({ MaxResults: 500, NextToken, ...(Filters.length === 0 ? {} : { Filters }) }));
      return { items: page.Reservations?.flatMap((r) => r.Instances ?? []), next: page.NextToken };
    });
    return {
      output: { instances: found.items.map(rowOf), ...(found.more ? { more: true } : {}) },
      summary: `${count(found.items.length, 'instance')} in ${aws.region}.${cutNote(found.more)}`,
    };
  },
});

/** In a filter `*`, `?` and `\` mean something. Source: docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Filtering.html. */
const literal = (text: string): string => text.replaceAll(/[*?\\]/g, '\\$&');
