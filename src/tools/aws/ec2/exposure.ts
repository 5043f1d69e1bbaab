import type { Instance, IpPermission } from '@aws-sdk/client-ec2';
import { isAbsent } from '../session/explain.ts';
import type { Session } from '../session.ts';

/** `tcp 22`, `tcp 8000-8080`, `everything`. */
export const portsOf = (rule: IpPermission): string => {
  const { IpProtocol: protocol = '-1', FromPort: from, ToPort: to } = rule;
  if (protocol === '-1') return 'everything';
  return from === undefined || from === -1 ? protocol : `${protocol} ${from === to ? from : `${from}-${to}`}`;
};

/** Security groups of these instances that let in the whole internet, with what they let in. */
export async function openToAll(instances: readonly Instance[], aws: Session): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(instances.flatMap((i) => (i.SecurityGroups ?? []).flatMap((g) => g.GroupId ?? [])))].sort();
  if (ids.length === 0) return new Map();
  const ec2 = await aws.service('ec2');
  const found = await aws.ask('ec2:DescribeSecurityGroups', ec2.describeSecurityGroups({ GroupIds: ids }), (error) =>
    isAbsent(error) ? { SecurityGroups: [] } : undefined,
  );
  return new Map(
    (found.SecurityGroups ?? []).flatMap((group) => {
      const open = (group.IpPermissions ?? []).filter(
        (rule) => rule.IpRanges?.some((r) => r.CidrIp === '0.0.0.0/0') || rule.Ipv6Ranges?.some((r) => r.CidrIpv6 === '::/0'),
      );
      return open.length === 0 || group.GroupId === undefined ? [] : [[group.GroupId, open.map(portsOf).join(', ')] as const];
    }),
  );
}
