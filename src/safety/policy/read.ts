import { type Document, isNode } from 'yaml';
import { canonicalJson } from '../../base/json.ts';
import { yamlDocument } from '../../base/yaml.ts';
import { failed, type Outcome, ok, type Problem } from '../../domain/failure/failure.ts';
import { policyInvalid } from '../../domain/failure/policy.ts';
import { issueInWords } from '../../domain/schema-issue.ts';
import { type ExampleResult, runExamples } from './examples.ts';
import { type PolicyFile, type PolicyMatch, policyFile } from './schema.ts';

/** A policy longer than this is not read. */
const bytesMax = 512 * 1024;

/** One thing that is wrong with the text of a policy, and where. */
export interface PolicyProblem {
  /** Of the value that is wrong; of the key alone where `isKey`. Empty: the whole file. */
  readonly path: readonly (string | number)[];
  readonly isKey?: true;
  /** Where the text is no YAML: offsets. */
  readonly at?: readonly [number, number];
  /** A rule or an example by its own name, for who can't see the place. */
  readonly name?: string;
  readonly message: string;
}

/** What a policy's text holds, with all that is wrong with it. `file`: absent where it is not even in the shape of one. */
export interface Examined {
  readonly document: Document.Parsed | undefined;
  readonly file?: PolicyFile;
  readonly examples: readonly ExampleResult[];
  readonly problems: readonly PolicyProblem[];
}

/**
 * Reads a policy file's text and runs its examples; `path` is for messages. All problems at once, with the line where it
 * is known. A file with a problem, a contradiction or a failing example is not used at all.
 */
export function readPolicy(text: string, path: string): Outcome<PolicyFile> {
  const { file, problems, document } = examinePolicy(text);
  if (file !== undefined && problems.length === 0) return ok(file);
  return failed(
    policyInvalid(
      path,
      problems.map((problem) => told(problem, text, document)),
    ),
  );
}

/** Everything that can be said of a policy's text. Pure. */
export function examinePolicy(text: string): Examined {
  const nothing = { document: undefined, examples: [] };
  if (text.length > bytesMax) return { ...nothing, problems: [{ path: [], message: `it is longer than ${bytesMax / 1024} KB` }] };
  const document = yamlDocument(text);
  if (document.errors.length > 0)
    return {
      ...nothing,
      problems: document.errors.map((e) => ({
        path: [],
        at: [e.pos[0], e.pos[1]],
        message: (e.message.split('\n')[0] ?? e.code).replace(/ at line \d+, column \d+:?$/, ''),
      })),
    };
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 100 });
  } catch (bomb) {
    return { ...nothing, problems: [{ path: [], message: bomb instanceof Error ? bomb.message : String(bomb) }] };
  }
  const parsed = policyFile.safeParse(value);
  if (!parsed.success) {
    // A word it does not know may be all there is: that it is about everything is then no news.
    const misspelt = new Set(parsed.error.issues.flatMap((issue) => (issue.code === 'unrecognized_keys' ? [issue.path.join('.')] : [])));
    const issues = parsed.error.issues.filter((issue) => issue.code !== 'custom' || !misspelt.has(issue.path.join('.')));
    const problems = issues.flatMap((issue): readonly PolicyProblem[] => {
      const path = issue.path.map((key) => (typeof key === 'number' ? key : String(key)));
      if (issue.code === 'unrecognized_keys')
        return issue.keys.map((key) => ({ path: [...path, key], isKey: true, message: `${key} is not a word of a policy` }));
      return [{ path, message: issueInWords(issue) }];
    });
    return { document, examples: [], problems };
  }
  const examples = runExamples(parsed.data);
  return { document, file: parsed.data, examples, problems: [...contradictions(parsed.data), ...examples.flatMap(wrongExample)] };
}

/** Rules about the very same thing that answer differently, and ids given twice. */
function contradictions({ rules }: PolicyFile): readonly PolicyProblem[] {
  const problems: PolicyProblem[] = [];
  const ids = new Set<string>();
  const byWhen = new Map<string, { readonly id: string; readonly answer: string }>();
  for (const [i, rule] of rules.entries()) {
    if (ids.has(rule.id)) problems.push({ path: ['rules', i, 'id'], name: rule.id, message: 'two rules have this id' });
    ids.add(rule.id);
    const key = canonicalJson(sameWords(rule.when));
    const before = byWhen.get(key);
    if (before !== undefined && before.answer !== rule.answer)
      problems.push({
        path: ['rules', i, 'answer'],
        name: rule.id,
        message: `it contradicts ${before.id}: both are about the same, one says ${before.answer}, the other ${rule.answer}`,
      });
    byWhen.set(key, rule);
  }
  return problems;
}

/** However it is written: one value or a list of one, in whatever order. */
const sameWords = (when: PolicyMatch): unknown => {
  const sorted = (value: unknown): unknown => [value].flat().map(String).toSorted();
  const entries = Object.entries(when).filter(([, value]) => value !== undefined);
  return Object.fromEntries(
    entries.map(([key, value]) => [
      key,
      key === 'target' ? Object.fromEntries(Object.entries(value as object).map(([fact, one]) => [fact, sorted(one)])) : sorted(value),
    ]),
  );
};

function wrongExample({ index, name, expect, answer, reasons }: ExampleResult): readonly PolicyProblem[] {
  if (answer === expect) return [];
  const by = reasons.length === 0 ? '' : ` (${reasons.join('; ')})`;
  return [{ path: ['examples', index, 'expect'], name: `example “${name}”`, message: `it should come out as ${expect}, but comes out as ${answer}${by}` }];
}

/** An example that fails, as problems; for the policy that ships. */
export const failingExamples = (file: PolicyFile): readonly Problem[] =>
  runExamples(file)
    .flatMap(wrongExample)
    .map(({ name = '', message }) => ({ path: name, message }));

function told({ path, isKey, at, name, message }: PolicyProblem, text: string, document: Document.Parsed | undefined): Problem {
  if (name !== undefined) return { path: name, message };
  if (at !== undefined) return { path: line(text, at[0]), message };
  const shown = isKey ? path.slice(0, -1) : path;
  const node = document?.getIn(shown, true);
  const start = isNode(node) ? node.range?.[0] : undefined;
  return { path: `${start === undefined || shown.length === 0 ? '' : `${line(text, start)}, `}${shown.join('.')}`, message };
}

const line = (text: string, offset: number): string => `line ${text.slice(0, offset).split('\n').length}`;
