import { posix } from 'node:path';
import type { Failure } from '../../domain/failure/failure.ts';
import { templateNameRefused } from '../../domain/failure/templates.ts';
import { fileOf } from '../../generators/templates/own.ts';
import { readTemplate } from '../../generators/templates/read.ts';
import { isTemplateName, templateFolder } from '../../generators/templates/set.ts';
import { problemsOf } from '../../generators/templates/tools/report.ts';

export interface TemplateProblem {
  /** From 1; 0: it is about the whole template. */
  readonly line: number;
  readonly column: number;
  readonly message: string;
  readonly code: string;
  /** `use`: it is a template, and these answers don't fill it in. */
  readonly kind: 'template' | 'use';
}

export interface Filled {
  /** The file it makes; empty: it makes none. `undefined`: it can't be filled in. */
  readonly text?: string;
  readonly problems: readonly TemplateProblem[];
}

/** What a template's text fills in to, and all that is wrong with it. Pure. */
export async function fill(generator: string, name: string, text: string, data: object): Promise<Filled> {
  if (!isTemplateName(name)) return { problems: explain(templateNameRefused(name), 'template') };
  const path = posix.join(templateFolder(generator), name);
  const lines = text.replaceAll('\r\n', '\n');
  const template = await readTemplate(path, lines);
  if (!template.ok) return { problems: explain(template.failure, 'template') };
  const file = fileOf({ name, path, bytes: Buffer.byteLength(text), text: lines, template }, data);
  return file.ok ? { text: file.value?.text ?? '', problems: [] } : { problems: explain(file.failure, 'use') };
}

export const explain = (failure: Failure, kind: TemplateProblem['kind']): readonly TemplateProblem[] =>
  problemsOf(failure).map((problem) => ({ ...problem, code: failure.code, kind }));

/** Where a problem's place ends, as a column from 1 on the same line: with the expression it stands in, or the word. */
export function endColumn(line: string, column: number): number {
  const rest = line.slice(Math.max(0, column - 1));
  const closes = rest.indexOf('}}');
  if (closes > 0) return column + closes + (rest.startsWith('{{') ? 2 : 0);
  return column + Math.max(1, /^\S+/.exec(rest)?.[0].length ?? 1);
}
