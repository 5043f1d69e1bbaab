import type { Impact } from '../../domain/impact.ts';
import { weigh } from '../weigh.ts';
import { decide, ruling } from './decide.ts';
import { defaultPolicy } from './default.ts';
import type { Subject } from './match.ts';
import type { Answer, PolicyExample, PolicyFile } from './schema.ts';

/** How an example came out. */
export interface ExampleResult {
  /** In the file. */
  readonly index: number;
  readonly name: string;
  readonly expect: Answer;
  readonly answer: Answer;
  /** What the file's own rules say of it; none where they say nothing and what ships decides. */
  readonly reasons: readonly string[];
}

/** Each example, decided by the file's own rules over what ships. */
export const runExamples = (file: PolicyFile): readonly ExampleResult[] =>
  file.examples.map((example, index) => {
    const subject = subjectOf(example);
    const own = file === defaultPolicy ? {} : { user: file };
    const { answer } = decide(subject, { shipped: defaultPolicy, ...own, workspaceTrusted: false, broken: [] });
    return { index, name: example.name, expect: example.expect, answer, reasons: ruling(file, subject)?.reasons ?? [] };
  });

function subjectOf({ tool, effect, environment, changes, target, paths }: PolicyExample): Subject {
  const impacts: readonly Impact[] = changes;
  return { tool, effect, environment, facts: target, paths, changes: impacts.map((impact) => ({ impact, ...weigh(impact, environment) })) };
}
