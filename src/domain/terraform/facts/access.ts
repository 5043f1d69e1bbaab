import { isFields, records, text } from '../read.ts';
import { type Fact, type FactFinder, isMasked, isUnknown, type Look, valuesAt } from './look.ts';
import { type Grant, matches, newlyAllowed, noLongerDenied, type PolicyDocument, readPolicyDocument } from './policy-document.ts';

/** Attributes that hold a policy document, on whichever type. */
const documents: readonly string[] = [
  'policy',
  'assume_role_policy',
  'inline_policy.policy',
  'inline_policy',
  'access_policies',
  'resource_policy',
  'access_policy',
  'policy_document',
  'policy_text',
];

/** The attribute each is in. */
const tops: Readonly<Record<string, string>> = Object.fromEntries(documents.map((at) => [at, at.split('.', 1)[0] ?? at]));

/** Roles and policies of the clouds that let in nearly everything. */
const powerful = {
  aws: /(AdministratorAccess|PowerUserAccess|FullAccess|SystemAdministrator|AmazonEKSClusterAdminPolicy|AmazonEKSAdminPolicy)$/,
  google: new Set([
    ...[
      'roles/owner',
      'roles/editor',
      'roles/resourcemanager.projectIamAdmin',
      'roles/iam.securityAdmin',
      'roles/iam.serviceAccountTokenCreator',
      'roles/iam.serviceAccountUser',
    ],
    ...['roles/iam.serviceAccountKeyAdmin', 'roles/resourcemanager.organizationAdmin', 'roles/storage.admin', 'roles/container.admin', 'roles/compute.admin'],
  ]),
  azure: new Set(['Owner', 'Contributor', 'User Access Administrator', 'Role Based Access Control Administrator']),
} as const;

/** Actions with which their holder can give himself any other. */
const escalates: readonly string[] = [
  ...[
    'iam:passrole',
    'iam:createaccesskey',
    'iam:createloginprofile',
    'iam:attachuserpolicy',
    'iam:attachrolepolicy',
    'iam:putuserpolicy',
    'iam:putrolepolicy',
  ],
  ...['iam:createpolicyversion', 'iam:setdefaultpolicyversion', 'iam:updateassumerolepolicy', 'sts:assumerole'],
];

/** Credentials are made: whoever has the state has them too. */
const credentials: ReadonlySet<string> = new Set([
  'aws_iam_access_key',
  'aws_iam_user_login_profile',
  'aws_iam_service_specific_credential',
  'google_service_account_key',
  'azuread_application_password',
  'azuread_service_principal_password',
]);

/** Someone may do more than before. */
export const access: FactFinder = (look) => {
  const { change, leaves, operation } = look;
  if (change.mode !== 'managed') return [];
  if (!leaves) return isDenying(look) ? [{ mark: 'widens-access', why: 'what it denied is allowed without it' }] : [];
  const facts = [...documents.flatMap((at) => fromDocument(look, at)), ...fromRole(look)];
  if (credentials.has(change.type) && (operation === 'create' || operation === 'replace'))
    facts.push({ mark: 'widens-access', why: 'it makes lasting credentials' });
  return facts;
};

function fromDocument(look: Look, at: string): readonly Fact[] {
  const top = tops[at] ?? at;
  if (!(top in look.after) && !(isFields(look.change.afterUnknown) && top in look.change.afterUnknown)) return [];
  const befores = valuesAt(look.before, at).flatMap((value) => readPolicyDocument(value) ?? []);
  if (isUnknown(look, at)) return befores.length > 0 ? [{ mark: 'unknown', why: `what ${at} will allow is known only after applying` }] : [];
  const existed = isFields(look.change.before);
  const before: PolicyDocument = { allows: befores.flatMap((d) => d.allows), denies: befores.flatMap((d) => d.denies) };
  const facts: Fact[] = [];
  for (const value of valuesAt(look.after, at)) {
    const after = readPolicyDocument(value);
    if (after === undefined) continue;
    const more = newlyAllowed(existed ? before : undefined, after);
    for (const grant of more) {
      if (grant.who === '*' && !grant.conditional) facts.push({ mark: 'exposes-publicly', why: `${at} lets anyone in` });
      const wide = wideness(grant, look.change.type);
      if (wide !== undefined) facts.push({ mark: 'widens-access', why: isMasked(look, at) ? `${at} allows a great deal` : `${at} allows ${wide}` });
    }
    // A new document with nothing wide in it is what least privilege looks like; one that is wider than before is told in any case.
    if (existed && !facts.some((fact) => fact.mark === 'widens-access') && (more.length > 0 || noLongerDenied(before, after).length > 0))
      facts.push({ mark: 'widens-access', why: `${at} allows more than before` });
  }
  return distinct(facts);
}

/** `undefined` for a grant that names what it allows. */
function wideness({ action, resource, who }: Grant, type: string): string | undefined {
  if (action === '*' || action === '*:*') return resource === '*' ? 'every action on everything' : 'every action';
  // A key's own policy says `kms:*` to its account: without it nobody could ever change it again.
  if (/^[a-z0-9-]+:\*$/.test(action) && !(type.startsWith('aws_kms_') && who.endsWith(':root'))) return `every action of ${action.slice(0, -2)}`;
  const escalating = resource === '*' ? escalates.find((one) => matches(action, one)) : undefined;
  if (escalating !== undefined) return `${escalating} on everything`;
  return undefined;
}

/** Roles and managed policies that are given by name. */
function fromRole({ change, before, after }: Look): readonly Fact[] {
  const given = (at: string): readonly string[] => {
    const was = isFields(change.before) ? valuesAt(before, at) : [];
    return valuesAt(after, at).filter((value) => typeof value === 'string' && !was.includes(value)) as readonly string[];
  };
  const facts: Fact[] = [];
  if (change.type.startsWith('aws_')) {
    for (const arn of [...given('policy_arn'), ...given('managed_policy_arn'), ...given('managed_policy_arns'), ...given('policy_arns')]) {
      const name = powerful.aws.exec(arn)?.[1];
      if (name !== undefined) facts.push({ mark: 'widens-access', why: `it gives ${name}` });
    }
  } else if (change.type.startsWith('google_')) {
    const roles = [...given('role'), ...given('policy_data').flatMap(rolesIn)];
    for (const role of roles) if (powerful.google.has(role)) facts.push({ mark: 'widens-access', why: `it gives ${role}` });
    if (given('policy_data').some((policy) => /"all(Authenticated)?Users"/.test(policy)))
      facts.push({ mark: 'exposes-publicly', why: 'it is open to everybody' });
  } else if (change.type === 'azurerm_role_assignment') {
    for (const role of given('role_definition_name')) if (powerful.azure.has(role)) facts.push({ mark: 'widens-access', why: `it gives ${role}` });
  } else if (change.type.startsWith('kubernetes_')) {
    if (/^kubernetes_(cluster_)?role_binding/.test(change.type) && given('role_ref.name').some((role) => role === 'cluster-admin' || role === 'admin'))
      facts.push({ mark: 'widens-access', why: 'it gives administrator rights' });
    if (/^kubernetes_(cluster_)?role(_v1)?$/.test(change.type) && given('rule.verbs').includes('*'))
      facts.push({ mark: 'widens-access', why: 'it allows every verb' });
  }
  return facts;
}

/** The roles an IAM policy of Google Cloud gives, by its JSON. */
function rolesIn(policy: string): readonly string[] {
  try {
    const document: unknown = JSON.parse(policy);
    return isFields(document) ? records(document.bindings).flatMap((binding) => text(binding.role) ?? []) : [];
  } catch {
    return [];
  }
}

/** What goes away took rights out: a policy that denies, a boundary, a service control policy. */
const isDenying = ({ change, before, destroys }: Look): boolean =>
  destroys &&
  (change.type === 'aws_organizations_policy' ||
    change.type === 'aws_organizations_policy_attachment' ||
    (change.type.endsWith('_policy') && documents.some((at) => valuesAt(before, at).some((value) => (readPolicyDocument(value)?.denies.length ?? 0) > 0))));

const distinct = (facts: readonly Fact[]): readonly Fact[] => [...new Map(facts.map((fact) => [`${fact.mark} ${fact.why}`, fact])).values()];
