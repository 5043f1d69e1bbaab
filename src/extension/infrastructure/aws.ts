import { z } from 'zod';
import { plainly } from '../plainly.ts';
import { createPolicy, createRole, createUser, needed, policy, role, user, type Where } from './aws-iam.ts';
import type { Act, Branch } from './branch.ts';
import { about, notTooMany, optional, orNone, step } from './branch.ts';

const identity = z.looseObject({ account: z.string(), arn: z.string().optional() });
const instanceRow = z.looseObject({ instanceId: z.string(), name: z.string().optional(), state: z.string(), type: z.string() });
const bucketRow = z.looseObject({ bucket: z.string(), region: z.string().optional() });
const objectRow = z.looseObject({ key: z.string() });
const versionRow = z.looseObject({ key: z.string(), versionId: z.string(), latest: z.boolean(), deleted: z.boolean(), modifiedAt: z.string() });

/** What an AWS account holds, service by service; nothing is asked before it is opened. */
export const aws = (id: string, profile: string | undefined, region?: string): Branch => ({
  id,
  label: 'AWS',
  description: [profile, region].filter(Boolean).join(' · '),
  icon: 'cloud',
  children: async (ask) => {
    const { account, arn } = identity.parse(await ask('aws.sts.getIdentity', {}, 10_000));
    return [
      {
        id: `${id}/account`,
        label: `Account ${account}`,
        description: arn?.split('/').at(-1),
        icon: 'account',
        tooltip: plainly(arn ?? account),
        actions: { 'nimbus.infrastructure.copy': { copy: account } },
      },
      group(id, 'ec2', 'EC2 Instances', 'vm', 'aws.ec2.listInstances', 'instances', instance),
      leaf(`${id}/groups`, 'Security Groups', 'shield', 'aws.ec2.listSecurityGroups'),
      leaf(`${id}/images`, 'Machine Images', 'layers', 'aws.ec2.listImages'),
      {
        ...group(id, 's3', 'S3 Buckets', 'archive', 'aws.s3.listBuckets', 'buckets', bucket),
        actions: { ...table('S3 Buckets', 'aws.s3.listBuckets'), 'nimbus.aws.createBucket': createBucket },
      },
      group(id, 'rds', 'RDS Databases', 'database', 'aws.rds.listInstances', 'instances', database),
      group(id, 'eks', 'EKS Clusters', 'server-environment', 'aws.eks.listClusters', 'clusters', cluster),
      {
        ...group(id, 'iam', 'IAM Roles', 'key', 'aws.iam.listRoles', 'roles', role),
        actions: { ...table('IAM Roles', 'aws.iam.listRoles'), 'nimbus.aws.createRole': createRole },
      },
      {
        ...group(id, 'users', 'IAM Users', 'person', 'aws.iam.listUsers', 'users', user),
        actions: { ...table('IAM Users', 'aws.iam.listUsers'), 'nimbus.aws.createUser': createUser },
      },
      {
        ...group(id, 'policies', 'IAM Policies', 'law', 'aws.iam.listPolicies', 'policies', policy),
        actions: { ...table('IAM Policies', 'aws.iam.listPolicies'), 'nimbus.aws.createPolicy': createPolicy },
      },
    ];
  },
});

const table = (title: string, tool: string, input: Record<string, unknown> = {}): { readonly 'nimbus.table.of': Act } => ({
  'nimbus.table.of': { table: title, tool, input },
});

/** What is looked at as a table only. */
const leaf = (id: string, label: string, icon: string, tool: string): Branch => ({ id, label, icon, click: 'nimbus.table.of', actions: table(label, tool) });

/** A list, each of its rows a line below. */
const group = (id: string, key: string, label: string, icon: string, tool: string, field: string, of: (id: string, row: unknown) => Branch): Branch => ({
  id: `${id}/${key}`,
  label,
  icon,
  actions: table(label, tool),
  children: async (ask) => {
    const output = z.record(z.string(), z.unknown()).parse(await ask(tool, {}, 30_000));
    const lines = z.array(z.unknown()).parse(output[field]);
    const all = lines.map((row) => {
      const line = of('', row);
      return { ...line, id: `${id}/${key}/${line.id}` };
    });
    return notTooMany(`${id}/${key}`, orNone(`${id}/${key}`, `No ${label.replace(/ies$/, 'y').replace(/s$/, '')}`, all), { table: label, tool, input: {} });
  },
});

/** From a row of `aws.ec2.listInstances`. */
export function instance(id: string, row: unknown, where: Where = {}): Branch {
  const { instanceId, name, state, type } = instanceRow.parse(row);
  const one = (tool: string, what: string) => ({
    plan: `${what} ${name ?? instanceId}`,
    steps: [step(`aws.ec2.${tool}`, { instanceIds: [instanceId], ...where })],
  });
  return {
    id: `${id}${instanceId}`,
    label: name ?? instanceId,
    description: [state, type, name === undefined ? undefined : instanceId].filter(Boolean).join(' · '),
    icon: state === 'running' ? 'vm-running' : 'vm-outline',
    click: 'nimbus.aws.show',
    actions: {
      ...about('aws.ec2.showInstance', { instanceId, ...where }),
      'nimbus.aws.show': { show: name ?? instanceId, tool: 'aws.ec2.showInstance', input: { instanceId, ...where } },
      ...(state === 'stopped' ? { 'nimbus.aws.start': one('startInstances', 'Start') } : {}),
      ...(state === 'running' ? { 'nimbus.aws.stop': one('stopInstances', 'Stop'), 'nimbus.aws.reboot': one('rebootInstances', 'Reboot') } : {}),
      ...(state === 'terminated' ? {} : { 'nimbus.aws.terminate': one('terminateInstances', 'Terminate') }),
      'nimbus.infrastructure.copy': { copy: instanceId },
    },
  };
}

/** From a row of `aws.s3.listBuckets`. */
export function bucket(id: string, row: unknown, where: Where = {}): Branch {
  const { bucket: name, region } = bucketRow.parse(row);
  const prefix = { id: 'prefix', title: `Which part of ${name}?`, prompt: 'A prefix, such as site/; left empty: all of it.', optional: true } as const;
  const address = (part: string | undefined) => `s3://${name}${part ? `/${part}` : ''}`;
  const gone = {
    id: 'delete',
    title: 'And what is only at the destination?',
    options: [
      { value: 'keep', label: 'Keep it' },
      { value: 'delete', label: 'Delete it', description: 'so that both are the same' },
    ],
  } as const;
  return {
    id: `${id}${name}`,
    label: name,
    ...(region === undefined ? {} : { description: region }),
    icon: 'archive',
    click: 'nimbus.aws.show',
    actions: {
      ...about('aws.s3.showBucket', { bucket: name, ...where }),
      'nimbus.aws.show': { show: `Bucket ${name}`, tool: 'aws.s3.showBucket', input: { bucket: name, ...where } },
      'nimbus.aws.versions': { table: `Versions in ${name}`, tool: 'aws.s3.listVersions', input: { bucket: name, ...where } },
      'nimbus.aws.deleteBucket': {
        questions: [
          {
            id: 'contents',
            title: `Delete ${name}: and if something is in it?`,
            options: [
              { value: 'keep', label: 'Leave the bucket as it is', description: 'only an empty one is deleted' },
              { value: 'delete', label: 'Delete everything in it too', description: 'every version of every object, for good' },
            ],
          },
        ],
        planOf: ({ contents }) => ({
          plan: `Delete the bucket ${name}`,
          steps: [step('aws.s3.deleteBucket', { bucket: name, contents: contents === 'delete', ...where })],
        }),
      },
      'nimbus.aws.objects': { table: `Objects of ${name}`, tool: 'aws.s3.listObjects', input: { bucket: name, ...where } },
      'nimbus.aws.upload': {
        questions: [
          { id: 'path', title: `Upload which file to ${name}?`, place: 'file' },
          { id: 'key', title: 'Under which key?', prompt: 'Left empty: the name of the file.', optional: true },
        ],
        planOf: ({ path = '', key }) => ({
          plan: `Upload ${path} to ${name}`,
          steps: [step('aws.s3.putObject', { path, bucket: name, ...optional('key', key), ...where })],
        }),
      },
      'nimbus.aws.syncFrom': {
        questions: [{ id: 'folder', title: `Sync which folder to ${name}?`, place: 'folder' }, prefix, gone],
        planOf: ({ folder = '.', prefix: part, delete: only }) => ({
          plan: `Sync ${folder} to ${address(part)}`,
          steps: [step('aws.s3.sync', { source: folder, destination: address(part), delete: only === 'delete', ...where })],
        }),
      },
      'nimbus.aws.syncTo': {
        questions: [{ id: 'folder', title: `Sync ${name} to which folder?`, place: 'folder' }, prefix, gone],
        planOf: ({ folder = '.', prefix: part, delete: only }) => ({
          plan: `Sync ${address(part)} to ${folder}`,
          steps: [step('aws.s3.sync', { source: address(part), destination: folder, delete: only === 'delete', ...where })],
        }),
      },
      'nimbus.infrastructure.copy': { copy: name },
    },
  };
}

/** From a row of `aws.s3.listObjects`. */
export function object(id: string, row: unknown, inBucket: string, where: Where = {}): Branch {
  const { key } = objectRow.parse(row);
  const name = key.split('/').at(-1) || key;
  return {
    id: `${id}${key}`,
    label: key,
    icon: 'file',
    actions: {
      ...about('aws.s3.showObject', { bucket: inBucket, key, ...where }),
      'nimbus.aws.show': { show: `s3://${inBucket}/${key}`, tool: 'aws.s3.showObject', input: { bucket: inBucket, key, ...where } },
      'nimbus.aws.versions': { table: `Versions of ${key}`, tool: 'aws.s3.listVersions', input: { bucket: inBucket, key, ...where } },
      'nimbus.aws.download': {
        questions: [{ id: 'path', title: `Download ${name} to which file?`, value: name, prompt: 'Relative to the workspace folder.' }],
        planOf: ({ path = name }) => ({ plan: `Download ${key} to ${path}`, steps: [step('aws.s3.getObject', { bucket: inBucket, key, path, ...where })] }),
      },
      'nimbus.aws.copyObject': {
        questions: [
          { id: 'bucket', title: `Copy ${name} to which bucket?`, value: inBucket },
          { id: 'key', title: 'Under which key?', value: key },
        ],
        planOf: ({ bucket: to = inBucket, key: as = key }) => ({
          plan: `Copy ${key} to s3://${to}/${as}`,
          steps: [step('aws.s3.copyObject', { sourceBucket: inBucket, sourceKey: key, bucket: to, key: as, ...where })],
        }),
      },
      'nimbus.aws.deleteObject': { plan: `Delete ${key} from ${inBucket}`, steps: [step('aws.s3.deleteObject', { bucket: inBucket, key, ...where })] },
      'nimbus.infrastructure.copy': { copy: `s3://${inBucket}/${key}` },
    },
  };
}

/** From a row of `aws.s3.listVersions`. What marks a deletion has nothing to have back. */
export function version(id: string, row: unknown, inBucket: string, where: Where = {}): Branch {
  const { key, versionId, latest, deleted, modifiedAt } = versionRow.parse(row);
  const name = key.split('/').at(-1) || key;
  const one = { bucket: inBucket, key, versionId, ...where };
  return {
    id: `${id}${key}/${versionId}`,
    label: key,
    description: [modifiedAt, latest ? 'latest' : undefined, deleted ? 'deleted' : undefined].filter(Boolean).join(' · '),
    icon: deleted ? 'trash' : 'history',
    actions: {
      ...about('aws.s3.listVersions', { bucket: inBucket, key, ...where }),
      ...(deleted || latest ? {} : { 'nimbus.aws.restoreVersion': { plan: `Restore ${key} of ${modifiedAt}`, steps: [step('aws.s3.restoreVersion', one)] } }),
      ...(deleted
        ? {}
        : {
            'nimbus.aws.downloadVersion': {
              questions: [{ id: 'path', title: `Download this version of ${name} to which file?`, value: name, prompt: 'Relative to the workspace folder.' }],
              planOf: ({ path = name }) => ({ plan: `Download ${key} of ${modifiedAt} to ${path}`, steps: [step('aws.s3.getObject', { ...one, path })] }),
            },
          }),
      'nimbus.aws.deleteVersion': { plan: `Delete ${key} of ${modifiedAt} for good`, steps: [step('aws.s3.deleteObject', one)] },
      'nimbus.infrastructure.copy': { copy: versionId },
    },
  };
}

/** From a row of `aws.rds.listInstances`. */
export function database(id: string, row: unknown, where: Where = {}): Branch {
  const { instance: name, status } = z.looseObject({ instance: z.string(), status: z.string().optional() }).parse(row);
  return shownOnly(id, name, 'database', status, 'aws.rds.showInstance', { instance: name, ...where });
}

/** From `aws.eks.listClusters`, which gives names alone. */
export function cluster(id: string, row: unknown, where: Where = {}): Branch {
  const name = z.string().parse(row);
  return shownOnly(id, name, 'server-environment', undefined, 'aws.eks.showCluster', { cluster: name, ...where });
}

const shownOnly = (id: string, name: string, icon: string, status: string | undefined, tool: string, input: Record<string, unknown>): Branch => ({
  id: `${id}${name}`,
  label: name,
  ...(status === undefined ? {} : { description: status }),
  icon,
  click: 'nimbus.aws.show',
  actions: { ...about(tool, input), 'nimbus.aws.show': { show: name, tool, input }, 'nimbus.infrastructure.copy': { copy: name } },
});

const createBucket: Act = {
  questions: [
    { id: 'bucket', title: 'Create a bucket: name', prompt: 'Unique in all of AWS; small letters, digits, dots and hyphens.', check: needed },
    { id: 'region', title: 'In which region?', prompt: 'Left empty: that of the profile.', optional: true },
  ],
  planOf: ({ bucket: name = '', region }) => ({
    plan: `Create the bucket ${name}`,
    steps: [step('aws.s3.createBucket', { bucket: name, ...optional('region', region) })],
  }),
};
