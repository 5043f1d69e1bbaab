import { z } from 'zod';
import type { Act, Branch } from './branch.ts';
import { about, optional, step, words } from './branch.ts';

const userRow = z.looseObject({ name: z.string(), arn: z.string().optional() });
const policyRow = z.looseObject({ name: z.string(), arn: z.string() });
const roleRow = z.looseObject({ role: z.string(), arn: z.string().optional() });

/** Account, profile and region a row was listed with: what is done with it goes there too. */
export type Where = Readonly<Partial<Record<'region' | 'profile' | 'account', unknown>>>;

/** From a row of `aws.iam.listUsers`. */
export function user(id: string, row: unknown, where: Where = {}): Branch {
  const { name, arn } = userRow.parse(row);
  const input = { user: name, ...where };
  return {
    id: `${id}${name}`,
    label: name,
    icon: 'person',
    click: 'nimbus.aws.show',
    actions: {
      ...about('aws.iam.showUser', input),
      'nimbus.aws.show': { show: `User ${name}`, tool: 'aws.iam.showUser', input },
      ...policiesOf(name, input),
      'nimbus.aws.deleteUser': { plan: `Delete user ${name}`, steps: [step('aws.iam.deleteUser', input)] },
      'nimbus.infrastructure.copy': { copy: arn ?? name },
    },
  };
}

/** From a row of `aws.iam.listPolicies`. Those of AWS are there to be looked at. */
export function policy(id: string, row: unknown, where: Where = {}): Branch {
  const { name, arn } = policyRow.parse(row);
  const input = { policy: arn, ...where };
  return {
    id: `${id}${arn}`,
    label: name,
    icon: 'law',
    click: 'nimbus.aws.show',
    actions: {
      ...about('aws.iam.showPolicy', input),
      'nimbus.aws.show': { show: `Policy ${name}`, tool: 'aws.iam.showPolicy', input },
      ...(arn.includes(':aws:policy/') ? {} : { 'nimbus.aws.deletePolicy': { plan: `Delete policy ${name}`, steps: [step('aws.iam.deletePolicy', input)] } }),
      'nimbus.infrastructure.copy': { copy: arn },
    },
  };
}

/** From a row of `aws.iam.listRoles`. */
export function role(id: string, row: unknown, where: Where = {}): Branch {
  const { role: name, arn } = roleRow.parse(row);
  const input = { role: name, ...where };
  return {
    id: `${id}${name}`,
    label: name,
    icon: 'key',
    click: 'nimbus.aws.show',
    actions: {
      ...about('aws.iam.showRole', input),
      'nimbus.aws.show': { show: `Role ${name}`, tool: 'aws.iam.showRole', input },
      'nimbus.aws.policies': { table: `Policies of ${name}`, tool: 'aws.iam.listPolicies', input: { scope: 'all', ...input } },
      ...policiesOf(name, input),
      'nimbus.aws.deleteRole': { plan: `Delete role ${name}`, steps: [step('aws.iam.deleteRole', input)] },
      'nimbus.infrastructure.copy': { copy: arn ?? name },
    },
  };
}

/** What attaches policies to a role or a user, and detaches them. */
const policiesOf = (name: string, holder: Readonly<Record<string, unknown>>): Readonly<Record<string, Act>> => {
  const asked = (tool: string, what: string, title: string): Act => ({
    questions: [{ id: 'policy', title, prompt: 'Its ARN, or its name.', placeHolder: 'ReadOnlyAccess', check: needed }],
    planOf: ({ policy: named = '' }) => ({ plan: `${what} ${name}`, steps: [step(`aws.iam.${tool}`, { policy: named, ...holder })] }),
  });
  return {
    'nimbus.aws.attachPolicy': asked('attachPolicy', 'Attach a policy to', `Attach which policy to ${name}?`),
    'nimbus.aws.detachPolicy': asked('detachPolicy', 'Detach a policy from', `Detach which policy from ${name}?`),
  };
};

export const needed = (text: string): string | undefined => (text.trim() === '' ? 'It cannot do without this.' : undefined);

export const createUser: Act = {
  questions: [
    { id: 'user', title: 'Create an IAM user: name', check: needed },
    { id: 'groups', title: 'Put it into which groups?', prompt: 'Names, with commas between; may be empty.', optional: true },
  ],
  planOf: ({ user: name = '', groups }) => ({
    plan: `Create the user ${name}`,
    steps: [step('aws.iam.createUser', { user: name, ...(words(groups).length === 0 ? {} : { groups: words(groups) }) })],
  }),
};

export const createRole: Act = {
  questions: [
    { id: 'role', title: 'Create an IAM role: name', check: needed },
    { id: 'trusts', title: 'Who may assume it?', prompt: 'An AWS service or an account id.', placeHolder: 'lambda.amazonaws.com', check: needed },
    { id: 'policies', title: 'Attach which policies?', prompt: 'ARNs or names, with commas between; may be empty.', optional: true },
  ],
  planOf: ({ role: name = '', trusts = '', policies }) => ({
    plan: `Create the role ${name}`,
    steps: [
      step('aws.iam.createRole', { role: name, trusts }),
      ...words(policies).map((policy, i) => ({ ...step('aws.iam.attachPolicy', { policy, role: name }), id: `attach${i + 1}`, dependsOn: ['createRole'] })),
    ],
  }),
};

export const createPolicy: Act = {
  questions: [
    { id: 'policy', title: 'Create an IAM policy: name', check: needed },
    { id: 'path', title: 'Which file holds what it allows?', place: 'file' },
    { id: 'description', title: 'What is it for?', prompt: 'May be empty; can’t be changed later.', optional: true },
  ],
  planOf: ({ policy: name = '', path = '', description }) => ({
    plan: `Create the policy ${name}`,
    steps: [step('aws.iam.createPolicy', { policy: name, path, ...optional('description', description) })],
  }),
};
