import { isFields, records } from '../read.ts';

/** One thing an IAM policy allows, or takes out: who, what, on what. */
export interface Grant {
  /** `*`, an ARN, an account; `(holder)` where the document is attached to whom it is for. */
  readonly who: string;
  readonly action: string;
  readonly resource: string;
  /** It holds only under a condition. */
  readonly conditional: boolean;
}

export interface PolicyDocument {
  readonly allows: readonly Grant[];
  readonly denies: readonly Grant[];
}

/**
 * Reads an IAM policy document, as text or as an object; `undefined` for what is none. `NotAction` and `NotResource` count as `*`, as
 * they let in all that is not named. Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function readPolicyDocument(value: unknown): PolicyDocument | undefined {
  const document = typeof value === 'string' ? parse(value) : value;
  if (!isFields(document) || !('Statement' in document)) return undefined;
  const statements = isFields(document.Statement) ? [document.Statement] : records(document.Statement);
  const allows: Grant[] = [];
  const denies: Grant[] = [];
  for (const statement of statements) {
    const into = statement.Effect === 'Deny' ? denies : allows;
    const actions = 'NotAction' in statement ? ['*'] : namesOf(statement.Action).map((action) => action.toLowerCase());
    const resources = 'NotResource' in statement ? ['*'] : 'Resource' in statement ? namesOf(statement.Resource) : ['(itself)'];
    const who = 'NotPrincipal' in statement ? ['*'] : 'Principal' in statement ? principals(statement.Principal) : ['(holder)'];
    const conditional = isFields(statement.Condition) && Object.keys(statement.Condition).length > 0;
    for (const one of who)
      for (const action of actions) for (const resource of resources) if (into.length < grantsMax) into.push({ who: one, action, resource, conditional });
  }
  return { allows, denies };
}

/** A document that AWS takes has at most 20,480 characters, so no more than this. */
const grantsMax = 20_000;

function parse(text: string): unknown {
  if (!text.trimStart().startsWith('{')) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const namesOf = (value: unknown): readonly string[] =>
  typeof value === 'string' ? [value] : Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];

/** `"*"`, `{"AWS": "*"}`, `{"Service": ["ec2.amazonaws.com"]}`. */
function principals(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (!isFields(value)) return [];
  return Object.entries(value).flatMap(([kind, names]) => namesOf(names).map((name) => (name === '*' && kind === 'AWS' ? '*' : name)));
}

/** What `after` allows and `before` did not. */
export const newlyAllowed = (before: PolicyDocument | undefined, after: PolicyDocument): readonly Grant[] =>
  before === undefined ? after.allows : after.allows.filter((grant) => !before.allows.some((old) => covers(old, grant)));

/** What `before` denied and `after` denies no more. */
export const noLongerDenied = (before: PolicyDocument, after: PolicyDocument): readonly Grant[] =>
  before.denies.filter((grant) => !after.denies.some((still) => covers(still, grant)));

/** Whether everything `b` lets through, `a` lets through too. */
const covers = (a: Grant, b: Grant): boolean =>
  (!a.conditional || b.conditional) && (a.who === '*' || a.who === b.who) && matches(a.action, b.action) && matches(a.resource, b.resource);

/** `s3:Get*` matches `s3:GetObject` and `s3:Get*`. Linear: no pattern of a policy is turned into a regular expression. */
export function matches(pattern: string, name: string): boolean {
  let p = 0;
  let n = 0;
  let star = -1;
  let resume = 0;
  while (n < name.length) {
    const at = pattern.charAt(p);
    if (at === '*') {
      star = p++;
      resume = n;
    } else if (p < pattern.length && (at === '?' || at === name.charAt(n))) {
      p++;
      n++;
    } else if (star >= 0) {
      p = star + 1;
      n = ++resume;
    } else return false;
  }
  while (pattern.charAt(p) === '*') p++;
  return p === pattern.length;
}
