import type { Answer } from './moto.ts';

/**
 * The EKS calls that moto 5.2 lacks, kept in memory: add-ons and pod identity associations. Shapes follow
 * https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateAddon.html and …/API_CreatePodIdentityAssociation.html.
 * Answers `undefined` for every other call.
 */
export function eksGaps(): (method: string, path: string, body: string) => Answer | undefined {
  const kept = new Map<string, object>();
  let created = 0;
  return (method, path, body) => {
    const [, cluster, kind, id] = /^\/clusters\/([^/]+)\/(addons|pod-identity-associations)(?:\/([^/]+))?$/.exec(path) ?? [];
    if (cluster === undefined || (kind !== 'addons' && kind !== 'pod-identity-associations')) return undefined;
    const wrap = (thing: object): Answer => ({ status: 200, body: kind === 'addons' ? { addon: thing } : { association: thing } });
    if (method === 'POST' && id === undefined) {
      const thing = made[kind](cluster, JSON.parse(body), `a-${String(++created).padStart(17, '0')}`);
      kept.set(`${path}/${thing.key}`, thing.shown);
      return wrap(thing.shown);
    }
    if (method === 'GET' && id === undefined) {
      const below = [...kept].filter(([key]) => key.startsWith(`${path}/`));
      return {
        status: 200,
        body: kind === 'addons' ? { addons: below.map(([key]) => key.slice(path.length + 1)) } : { associations: below.map(([, thing]) => thing) },
      };
    }
    const there = kept.get(path);
    if (there === undefined) return { status: 404, errorType: 'ResourceNotFoundException', body: { message: `${path} is not there` } };
    if (method === 'DELETE') kept.delete(path);
    return wrap(there);
  };
}

type Asked = { readonly [field: string]: unknown };

const arn = (rest: string) => `arn:aws:eks:eu-central-1:123456789012:${rest}`;
const times = { createdAt: 1_700_000_000, modifiedAt: 1_700_000_000 };

const made = {
  addons: (cluster: string, asked: Asked, id: string) => ({
    key: String(asked.addonName),
    shown: {
      addonName: asked.addonName,
      clusterName: cluster,
      status: 'ACTIVE',
      addonVersion: 'v1.0.0-eksbuild.1',
      health: { issues: [] },
      addonArn: arn(`addon/${cluster}/${asked.addonName}/${id}`),
      tags: asked.tags ?? {},
      podIdentityAssociations: [],
      ...times,
    },
  }),
  'pod-identity-associations': (cluster: string, asked: Asked, id: string) => ({
    key: id,
    shown: {
      clusterName: cluster,
      namespace: asked.namespace,
      serviceAccount: asked.serviceAccount,
      roleArn: asked.roleArn,
      associationId: id,
      associationArn: arn(`podidentityassociation/${cluster}/${id}`),
      tags: asked.tags ?? {},
      ...times,
    },
  }),
};

/**
 * moto's clusters have no security group of their own, which nodes and rules elsewhere refer to: gives each a real one in
 * the VPC of its subnets, and takes it away with the cluster. Nor does it remember who has access: by API, as we ask. Rewrites what moto answered to a call about a cluster.
 */
export function clusterGroups(ec2: (body: string) => Promise<string>): (method: string, path: string, body: string) => Promise<string> {
  const groups = new Map<string, string>();
  return async (method, path, body) => {
    if (!/^\/clusters(\/[^/]+)?$/.test(path)) return body;
    const answer = JSON.parse(body) as {
      cluster?: { name: string; accessConfig?: object; resourcesVpcConfig: { subnetIds: readonly string[]; clusterSecurityGroupId?: string } };
    };
    if (answer.cluster === undefined) return body;
    const { name, resourcesVpcConfig } = answer.cluster;
    let group = groups.get(name);
    if (group === undefined) {
      const subnets = await ec2(`Action=DescribeSubnets&Version=2016-11-15&SubnetId.1=${resourcesVpcConfig.subnetIds[0]}`);
      const vpc = /<vpcId>(.*?)<\/vpcId>/.exec(subnets)?.[1];
      group =
        /<groupId>(.*?)<\/groupId>/.exec(
          await ec2(`Action=CreateSecurityGroup&Version=2016-11-15&GroupName=eks-${name}&GroupDescription=cluster&VpcId=${vpc}`),
        )?.[1] ?? '';
      groups.set(name, group);
    }
    resourcesVpcConfig.clusterSecurityGroupId = group;
    answer.cluster.accessConfig = { authenticationMode: 'API', bootstrapClusterCreatorAdminPermissions: true };
    if (method === 'DELETE') {
      groups.delete(name);
      await ec2(`Action=DeleteSecurityGroup&Version=2016-11-15&GroupId=${group}`);
    }
    return JSON.stringify(answer);
  };
}
