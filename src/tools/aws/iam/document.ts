import { policyInvalid } from '../../../domain/failure/aws.ts';
import { FailureError, type Problem } from '../../../domain/failure/failure.ts';

/** Without white space. Source: docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html. */
const documentCharsMax = 6_144;
const currentVersion = '2012-10-17';
/** Source: docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html. */
const elements = new Set(['Sid', 'Effect', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition']);

export interface PolicyDocument {
  /** As it is sent. */
  readonly json: string;
  readonly value: unknown;
}

/** The text of a policy of permissions, with all that IAM would refuse about it said at once. `from`: the file it is in. */
export function readDocument(text: string, from: string): PolicyDocument {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new FailureError(policyInvalid([{ path: from, message: `it is not JSON: ${(error as Error).message}` }]));
  }
  const problems = problemsOf(value);
  const json = JSON.stringify(value);
  const chars = [...json].length;
  if (chars > documentCharsMax)
    problems.push({ path: '', message: `it has ${chars.toLocaleString('en-US')} characters, and IAM takes ${documentCharsMax.toLocaleString('en-US')}` });
  if (problems.length > 0) throw new FailureError(policyInvalid(problems));
  return { json, value };
}

function problemsOf(value: unknown): Problem[] {
  if (!isRecord(value)) return [{ path: '', message: 'a policy is a JSON object' }];
  const problems: Problem[] = [];
  const wrong = (path: string, message: string) => problems.push({ path, message });
  if (value.Version !== currentVersion) wrong('Version', `"${currentVersion}" is the version of the policy language that IAM takes`);
  for (const key of Object.keys(value)) if (!['Version', 'Id', 'Statement'].includes(key)) wrong(key, 'a policy has no such element');
  const statements = value.Statement === undefined ? [] : many(value.Statement);
  if (statements.length === 0) wrong('Statement', 'at least one statement is needed');
  const ids = new Set<unknown>();
  for (const [i, statement] of statements.entries()) {
    const at = Array.isArray(value.Statement) ? `Statement[${i}]` : 'Statement';
    if (!isRecord(statement)) {
      wrong(at, 'a statement is a JSON object');
      continue;
    }
    for (const key of Object.keys(statement)) {
      if (key === 'Principal' || key === 'NotPrincipal') wrong(`${at}.${key}`, 'who is meant is said by attaching the policy, not in it');
      else if (!elements.has(key)) wrong(`${at}.${key}`, 'a statement has no such element');
    }
    if (statement.Effect !== 'Allow' && statement.Effect !== 'Deny') wrong(`${at}.Effect`, '"Allow" or "Deny"');
    oneOf(statement, at, 'Action', /^(\*|[a-z0-9-]+:[\w*?]+)$/i, 'an action such as "s3:GetObject"');
    oneOf(statement, at, 'Resource', /^(\*|arn:[\x21-\x7e]+)$/, 'an ARN, or "*"');
    if (statement.Sid !== undefined) {
      if (typeof statement.Sid !== 'string' || !/^[A-Za-z0-9]*$/.test(statement.Sid)) wrong(`${at}.Sid`, 'letters and digits');
      else if (ids.has(statement.Sid)) wrong(`${at}.Sid`, 'another statement has this id');
      ids.add(statement.Sid);
    }
    if (statement.Condition !== undefined && !(isRecord(statement.Condition) && Object.values(statement.Condition).every(isRecord)))
      wrong(`${at}.Condition`, 'operators with keys and values, such as {"StringEquals": {"aws:RequestedRegion": "eu-central-1"}}');
  }
  return problems;

  function oneOf(statement: Readonly<Record<string, unknown>>, at: string, name: 'Action' | 'Resource', like: RegExp, says: string): void {
    const not = `Not${name}`;
    const has = [name, not].filter((key) => statement[key] !== undefined);
    if (has.length !== 1) wrong(`${at}.${name}`, `one of ${name} and ${not} is needed`);
    for (const key of has) {
      const values = many(statement[key]);
      if (values.length === 0 || !values.every((text) => typeof text === 'string' && like.test(text))) wrong(`${at}.${key}`, says);
    }
  }
}

/** A policy that allows these actions on these resources, and nothing else. */
export const documentOf = (actions: readonly string[], resources: readonly string[]): string =>
  JSON.stringify({ Version: currentVersion, Statement: [{ Effect: 'Allow', Action: actions, Resource: resources }] });

export const many = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : value === undefined ? [] : [value]);
const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => value !== null && typeof value === 'object' && !Array.isArray(value);
