import type { Block, Body } from './block.ts';
import { decodeJson, isList, isObject, isUnknown, nothingKnown, type Value } from './value.ts';

/** What an `aws_iam_policy_document` data source comes to: the policy as JSON would hold it, with its unknown parts left unknown. */
export function policyDocument(data: Block): Value {
  const statements: Value[] = [];
  for (const name of ['source_policy_documents', 'override_policy_documents']) {
    const documents = data.get(name);
    if (documents === undefined) continue;
    if (!isList(documents)) return nothingKnown;
    for (const document of documents) {
      const decoded = decodeJson(document);
      if (!isObject(decoded)) return nothingKnown;
      const inner = decoded.Statement;
      statements.push(...(isList(inner) ? inner : inner === undefined ? [] : [inner]));
    }
  }
  for (const statement of data.blocks('statement')) {
    if (statement.uncertain) statements.push(nothingKnown);
    else statements.push(readStatement(statement));
  }
  return { Version: data.get('version') ?? '2012-10-17', Statement: statements };
}

function readStatement(statement: Body): Value {
  const result: Record<string, Value> = { Effect: statement.get('effect') ?? 'Allow' };
  const sid = statement.get('sid');
  if (sid !== undefined) result.Sid = sid;
  const lists = { actions: 'Action', not_actions: 'NotAction', resources: 'Resource', not_resources: 'NotResource' };
  for (const [name, key] of Object.entries(lists)) {
    const value = statement.get(name);
    if (value !== undefined) result[key] = value;
  }
  for (const [name, key] of [
    ['principals', 'Principal'],
    ['not_principals', 'NotPrincipal'],
  ] as const) {
    const principals = statement.blocks(name);
    if (principals.length > 0) result[key] = readPrincipals(principals);
  }
  const conditions = statement.blocks('condition');
  if (conditions.length > 0) result.Condition = readConditions(conditions);
  return result;
}

function readPrincipals(principals: readonly Body[]): Value {
  const result: Record<string, Value> = {};
  for (const principal of principals) {
    const type = principal.get('type');
    const identifiers = principal.get('identifiers') ?? nothingKnown;
    if (principal.uncertain || typeof type !== 'string') return nothingKnown;
    if (type === '*') return isList(identifiers) && identifiers.length === 1 ? (identifiers[0] ?? '*') : '*';
    result[type] = identifiers;
  }
  return result;
}

function readConditions(conditions: readonly Body[]): Value {
  const result: Record<string, Value> = {};
  for (const condition of conditions) {
    const test = condition.get('test');
    const variable = condition.get('variable');
    if (condition.uncertain || isUnknown(test) || isUnknown(variable)) return nothingKnown;
    const before = result[String(test)];
    result[String(test)] = { ...(isObject(before) ? before : {}), [String(variable)]: condition.get('values') ?? nothingKnown };
  }
  return result;
}
