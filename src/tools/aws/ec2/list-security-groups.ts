import type { IpPermission } from '@aws-sdk/client-ec2';
import { z } from 'zod';
import { count } from '../../../base/say.ts';
import { readingTool } from '../aws-tool.ts';
import { groupId, more, place, vpcId } from '../fields.ts';
import { collect, cutNote, itemsMax } from '../pages.ts';
import { portsOf } from './exposure.ts';

export const listSecurityGroups = readingTool({
  name: 'aws.ec2.listSecurityGroups',
  summary: 'List security groups with their rules.',
  input: z.strictObject({
    vpcId: vpcId.optional().describe('Only in this VPC.'),
    groupIds: z.array(groupId).min(1).max(200).optional().describe('Only these groups.'),
    ...place,
  }),
  output: z.object({
    groups: z.array(z.object({ groupId: z.string(), name: z.string(), ingress: z.array(z.string()), egress: z.array(z.string()) })),
    more,
  }),
  commands: ['aws ec2 describe-security-groups'],
  says: [
    'list the security groups',
    'which security groups are in vpc-0123456789abcdef0',
    'show the firewall rules of sg-0123456789abcdef0',
    'what does the security group allow',
    'which firewall rules are in vpc-0123456789abcdef0',
    'show sg-0123456789abcdef0',
    'what ports are open in our security groups',
    'security group rules in eu-west-1',
    'security groups of vpc-0123456789abcdef0',
    'inbound rules of sg-0123456789abcdef0',
    'what may connect to sg-0123456789abcdef0',
    'firewall rules of vpc-0123abcd',
    'which ports are open in sg-0a1b2c3d?',
    'security groups of the account',
    'what may come in through sg-0a1b2c3d?',
    'inbound rules in eu-west-1',
    'which ports are open in vpc-0123456789abcdef0',
    'what does sg-0123456789abcdef0 let in',
    'sgs of vpc-0123456789abcdef0',
    'which groups are open to the world',
    'firewall of sg-0123456789abcdef0',
    'who may reach sg-0123456789abcdef0',
    'list the sgs',
    'egress rules of sg-0123456789abcdef0',
    'is ssh open anywhere',
    'security groups in vpc-0c3f7a2196be84d50',
    'What does sg-0a12b34c56d78e90f let in?',
    "can't reach port 5432 from the app servers, check the rules of sg-08fe7dc6ba5948372 and sg-0b1d2f3e4a5c6b7d8",
    'aws ec2 describe-security-groups --group-ids sg-4e5f6a7b',
    'inbound and outbound rules of sg-0dd4ee5ff6aa7bb8c please',
    'which ports are open in vpc vpc-7be3190d?',
    'For the network documentation I am missing only one thing, the security groups of the VPC vpc-0b5c7d9e1f2a4b6c8 with everything that they let in and out.',
    'look at sg-01c2b3a4f5e6d7c89, somebody changed something there',
    'sg rules, profile staging',
    'three groups to compare: sg-0aa111, sg-0bb222, sg-0cc333',
    "Do we still have the group sg-9c8b7a6f and what's in it?",
  ],
  examples: [{ title: 'See who may reach a group', input: { groupIds: ['sg-0a1b2c3d4e5f60718'] } }],
  guessMs: 1_500,

  async read({ vpcId: vpc, groupIds }, aws) {
    const ec2 = await aws.service('ec2');
    const wanted = {
      ...(groupIds === undefined ? { MaxResults: 1_000 } : { GroupIds: groupIds }),
      ...(vpc === undefined ? {} : { Filters: [{ Name: 'vpc-id', Values: [vpc] }] }),
    };
    const found = await collect(itemsMax, async (NextToken) => {
      const page = await aws.ask('ec2:DescribeSecurityGroups', ec2.describeSecurityGroups({ ...wanted, NextToken }));
      return { items: page.SecurityGroups, next: page.NextToken };
    });
    const groups = found.items.map((g) => ({
      groupId: g.GroupId ?? '',
      name: g.GroupName ?? '',
      ingress: (g.IpPermissions ?? []).flatMap((rule) => rulesOf(rule, 'from')),
      egress: (g.IpPermissionsEgress ?? []).flatMap((rule) => rulesOf(rule, 'to')),
    }));
    const open = groups.filter((g) => g.ingress.some((rule) => /from (0\.0\.0\.0\/0|::\/0)$/.test(rule))).length;
    return {
      output: { groups, ...(found.more ? { more: true } : {}) },
      summary: `${count(groups.length, 'security group')} in ${aws.region}, ${open} open to the internet.${cutNote(found.more)}`,
    };
  },
});

/** `tcp 443 from 0.0.0.0/0`. */
const rulesOf = (rule: IpPermission, direction: 'from' | 'to'): readonly string[] =>
  [
    ...(rule.IpRanges ?? []).map((r) => r.CidrIp),
    ...(rule.Ipv6Ranges ?? []).map((r) => r.CidrIpv6),
    ...(rule.UserIdGroupPairs ?? []).map((g) => g.GroupId),
    ...(rule.PrefixListIds ?? []).map((p) => p.PrefixListId),
  ].map((peer) => `${portsOf(rule)} ${direction} ${peer}`);
