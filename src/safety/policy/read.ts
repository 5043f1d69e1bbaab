import { parseDocument } from 'yaml';
import { canonicalJson } from '../../base/json.ts';
import { failed, type Outcome, ok, type Problem } from '../../domain/failure/failure.ts';
import { policyInvalid } from '../../domain/failure/policy.ts';
import type { Impact } from '../../domain/impact.ts';
import { weigh } from '../weigh.ts';
import { decide, ruling } from './decide.ts';
import { defaultPolicy } from './default.ts';
import type { Subject } from './match.ts';
import { type PolicyExample, type PolicyFile, policyFile } from './schema.ts';

/** A policy longer than this is not read. */
const bytesMax = 512 * 1024;

/**
 * Reads a policy file's text and runs its examples; `path` is for messages. All problems at once, with the line where it
 * is known. A file with a problem, a contradiction or a failing example is not used at all.
 */
export function readPolicy(text: string, path: string): Outcome<PolicyFile> {
  if (text.length > bytesMax) return failed(policyInvalid(path, [{ path: '', message: `it is longer than ${bytesMax / 1024} KB` }]));
  const document = parseDocument(text, { prettyErrors: true, uniqueKeys: true });
  if (document.errors.length > 0)
    return failed(
      policyInvalid(
        path,
        document.errors.map((e) => ({ path: line(text, e.pos[0]), message: e.message.split('\n')[0] ?? e.code })),
      ),
    );
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 100 });
  } catch (bomb) {
    return failed(policyInvalid(path, [{ path: '', message: bomb instanceof Error ? bomb.message : String(bomb) }]));
  }
  const parsed = policyFile.safeParse(value);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue): Problem => {
      const node = document.getIn(issue.path, true) as { range?: readonly [number, number, number] } | undefined;
      const where = node?.range === undefined ? '' : `${line(text, node.range[0])}, `;
      const message = issue.code === 'unrecognized_keys' ? `${issue.keys.join(', ')} is not a word of a policy` : issue.message;
      return { path: `${where}${issue.path.join('.')}`, message };
    });
    return failed(policyInvalid(path, problems));
  }
  const wrong = [...contradictions(parsed.data), ...failingExamples(parsed.data)];
  return wrong.length > 0 ? failed(policyInvalid(path, wrong)) : ok(parsed.data);
}

/** Rules about the very same thing that answer differently, and ids given twice. */
function contradictions({ rules }: PolicyFile): readonly Problem[] {
  const problems: Problem[] = [];
  const ids = new Set<string>();
  const byWhen = new Map<string, { readonly id: string; readonly answer: string }>();
  for (const rule of rules) {
    if (ids.has(rule.id)) problems.push({ path: rule.id, message: 'two rules have this id' });
    ids.add(rule.id);
    const key = canonicalJson(rule.when);
    const before = byWhen.get(key);
    if (before !== undefined && before.answer !== rule.answer)
      problems.push({ path: rule.id, message: `it contradicts ${before.id}: both are about the same, one says ${before.answer}, the other ${rule.answer}` });
    byWhen.set(key, rule);
  }
  return problems;
}

/** An example is decided by the file's own rules over what ships. */
export function failingExamples(file: PolicyFile): readonly Problem[] {
  return file.examples.flatMap((example) => {
    const subject = subjectOf(example);
    const { answer } =
      file === defaultPolicy
        ? decide(subject, { shipped: file, workspaceTrusted: false, broken: [] })
        : decide(subject, { shipped: defaultPolicy, user: file, workspaceTrusted: false, broken: [] });
    if (answer === example.expect) return [];
    const by = ruling(file, subject)?.reasons.join('; ');
    return [
      {
        path: `example “${example.name}”`,
        message: `it should come out as ${example.expect}, but comes out as ${answer}${by === undefined ? '' : ` (${by})`}`,
      },
    ];
  });
}

function subjectOf({ tool, effect, environment, changes, target, paths }: PolicyExample): Subject {
  const impacts: readonly Impact[] = changes;
  return { tool, effect, environment, facts: target, paths, changes: impacts.map((impact) => ({ impact, ...weigh(impact, environment) })) };
}

const line = (text: string, offset: number): string => `line ${text.slice(0, offset).split('\n').length}`;
