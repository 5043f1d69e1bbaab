import { z } from 'zod';
import type { Branch } from './branch.ts';
import { step } from './branch.ts';

const identity = z.looseObject({ account: z.string(), arn: z.string().optional() });
const instances = z.object({ instances: z.array(z.looseObject({ instanceId: z.string(), name: z.string().optional(), state: z.string(), type: z.string() })) });
const buckets = z.object({ buckets: z.array(z.looseObject({ bucket: z.string(), region: z.string() })) });

/** What an AWS account holds, service by service; nothing is asked before it is opened. */
export const aws = (id: string, profile: string | undefined): Branch => ({
  id,
  label: 'AWS',
  description: profile,
  icon: 'cloud',
  children: async (ask) => {
    const { account, arn } = identity.parse(await ask('aws.sts.getIdentity', {}, 10_000));
    return [
      { id: `${id}/account`, label: `Account ${account}`, description: arn?.split('/').at(-1), icon: 'account', tooltip: arn ?? account },
      {
        id: `${id}/ec2`,
        label: 'EC2 Instances',
        icon: 'vm',
        children: async (again) =>
          instances.parse(await again('aws.ec2.listInstances', {}, 30_000)).instances.map((one) => instance(`${id}/ec2/${one.instanceId}`, one)),
      },
      {
        id: `${id}/s3`,
        label: 'S3 Buckets',
        icon: 'archive',
        children: async (again) =>
          buckets.parse(await again('aws.s3.listBuckets', {}, 30_000)).buckets.map(
            ({ bucket, region }): Branch => ({
              id: `${id}/s3/${bucket}`,
              label: bucket,
              description: region,
              icon: 'archive',
              click: 'nimbus.aws.show',
              actions: { 'nimbus.aws.show': { show: `Bucket ${bucket}`, tool: 'aws.s3.showBucket', input: { bucket } } },
            }),
          ),
      },
      listing(`${id}/rds`, 'RDS Databases', 'database', 'aws.rds.listInstances', 'aws.rds.showInstance', 'instances', 'instance'),
      listing(`${id}/eks`, 'EKS Clusters', 'server-environment', 'aws.eks.listClusters', 'aws.eks.showCluster', 'clusters', 'cluster'),
    ];
  },
});

function instance(id: string, { instanceId, name, state, type }: z.output<typeof instances>['instances'][number]): Branch {
  const one = (tool: string, what: string) => ({ plan: `${what} ${name ?? instanceId}`, steps: [step(`aws.ec2.${tool}`, { instanceIds: [instanceId] })] });
  return {
    id,
    label: name ?? instanceId,
    description: [state, type, name === undefined ? undefined : instanceId].filter(Boolean).join(' · '),
    icon: state === 'running' ? 'vm-running' : 'vm-outline',
    click: 'nimbus.aws.show',
    actions: {
      'nimbus.aws.show': { show: name ?? instanceId, tool: 'aws.ec2.showInstance', input: { instanceId } },
      ...(state === 'stopped' ? { 'nimbus.aws.start': one('startInstances', 'Start') } : {}),
      ...(state === 'running' ? { 'nimbus.aws.stop': one('stopInstances', 'Stop'), 'nimbus.aws.reboot': one('rebootInstances', 'Reboot') } : {}),
      ...(state === 'terminated' ? {} : { 'nimbus.aws.terminate': one('terminateInstances', 'Terminate') }),
    },
  };
}

/** A list of things that only have a name, in `key`, and can be shown. */
const listing = (id: string, label: string, icon: string, list: string, show: string, field: string, key: string): Branch => ({
  id,
  label,
  icon,
  children: async (ask) => {
    const output = z.record(z.string(), z.unknown()).parse(await ask(list, {}, 30_000));
    const found = z.array(z.union([z.string(), z.record(z.string(), z.unknown())])).parse(output[field]);
    return found.map((one): Branch => {
      const name = typeof one === 'string' ? one : String(one[key]);
      return {
        id: `${id}/${name}`,
        label: name,
        ...(typeof one !== 'string' && typeof one.status === 'string' ? { description: one.status } : {}),
        icon,
        click: 'nimbus.aws.show',
        actions: { 'nimbus.aws.show': { show: name, tool: show, input: { [key]: name } } },
      };
    });
  },
});
