import type { ToolSpec } from '../../domain/tool.ts';
import { cursorAt, type SeenStep, stepAt, stepsIn } from './cursor.ts';
import { below, fieldsOf, type JsonSchema, schemaOf, typeWords, valuesOf } from './schema.ts';
import { stepFields, topFields } from './words.ts';

/** Something that could be written where the cursor is. */
export interface Offer {
  readonly label: string;
  readonly kind: 'key' | 'tool' | 'value' | 'step' | 'reference';
  /** On the line, beside the label. */
  readonly detail: string;
  /** Markdown. */
  readonly docs: string;
  /** As a VS Code snippet: `$` and `}` of its own are escaped. */
  readonly insert: string;
  /** What is there already and goes: columns on the cursor's line. */
  readonly from: number;
  readonly sort: string;
}

export type Tools = ReadonlyMap<string, ToolSpec>;

/** What could be written at a place of a plan file. Pure; the file may be broken. */
export function offersAt(lines: readonly string[], line: number, column: number, tools: Tools): readonly Offer[] {
  const cursor = cursorAt(lines, line, column);
  const steps = stepsIn(lines);
  const step = stepAt(steps, line);
  const reference = referenceBefore((lines[line] ?? '').slice(0, column));
  if (reference !== undefined) return references(reference, steps, step, tools);
  const { path, at, from } = cursor;
  if (at === 'key') return keys(path, step, lines, tools).map((offer, i) => ({ ...offer, from, sort: offer.sort + String(i).padStart(4, '0') }));
  return values(path, steps, step, tools).map((offer, i) => ({ ...offer, from, sort: String(i).padStart(4, '0') }));
}

type Bare = Omit<Offer, 'from'>;

function keys(path: readonly string[], step: SeenStep | undefined, lines: readonly string[], tools: Tools): readonly Bare[] {
  if (path.length === 0)
    return Object.entries(topFields).flatMap(([name, field]) => (lines.some((text) => text.startsWith(`${name}:`)) ? [] : [keyOffer(name, field)]));
  if (path[0] !== 'steps' || path[1] !== '[]') return [];
  if (path.length === 2) return Object.entries(stepFields).flatMap(([name, field]) => (step?.fields.includes(name) ? [] : [keyOffer(name, field)]));
  if (path[2] === 'when' && path.length === 3) return Object.entries(stepFields.when?.fields ?? {}).map(([name, field]) => keyOffer(name, field));
  const schema = inputSchema(path, step, tools);
  if (schema === undefined) return [];
  const there = new Set(siblings(lines, step, path));
  return [...fieldsOf(schema)]
    .filter(([name]) => !there.has(name))
    .map(([name, { schema: field, isRequired }]) => ({
      label: name,
      kind: 'key',
      detail: `${typeWords(field)}${isRequired ? ', needed' : ''}`,
      docs: docsOf(field),
      insert: isMapOf(field) ? `${name}:\n  $0` : `${name}: $0`,
      sort: isRequired ? '0' : '1',
    }));
}

const keyOffer = (name: string, { detail, docs, insert }: { readonly detail: string; readonly docs: string; readonly insert?: string }): Bare => ({
  label: name,
  kind: 'key',
  detail,
  docs,
  insert: insert ?? `${name}: $0`,
  sort: '0',
});

function values(path: readonly string[], steps: readonly SeenStep[], step: SeenStep | undefined, tools: Tools): readonly Bare[] {
  if (path.length === 1 && path[0] === 'nimbus') return [valueOffer('1')];
  if (path[0] !== 'steps' || path[1] !== '[]') return [];
  if (path[2] === 'tool') return [...tools.values()].map(toolOffer);
  if (path[2] === 'dependsOn')
    return steps
      .filter(({ id }) => id !== undefined && id !== step?.id)
      .map(({ id = '', tool = '', reason = '' }) => ({ label: id, kind: 'step', detail: tool, docs: reason, insert: escapeSnippet(id), sort: '' }));
  if (path[2] === 'optional' || path[2] === 'continueOnError') return ['true', 'false'].map(valueOffer);
  const schema = inputSchema(path, step, tools);
  return schema === undefined ? [] : valuesOf(schema).map(valueOffer);
}

const valueOffer = (text: string): Bare => ({
  label: text,
  kind: 'value',
  detail: '',
  docs: '',
  insert: escapeSnippet(needsQuotes(text) ? JSON.stringify(text) : text),
  sort: '',
});

const toolOffer = (tool: ToolSpec): Bare => ({
  label: tool.name,
  kind: 'tool',
  detail: tool.effect,
  docs: toolDocs(tool),
  insert: escapeSnippet(tool.name),
  sort: '',
});

/** Markdown about a tool: what it does, what it takes, how people ask for it. */
export function toolDocs(tool: ToolSpec): string {
  const fields = [...fieldsOf(schemaOf(tool, 'input'))].map(
    ([name, { schema, isRequired }]) => `- \`${name}\`${isRequired ? '' : ' (optional)'}: ${firstSentence(schema.description) || typeWords(schema)}`,
  );
  return [tool.summary, fields.length === 0 ? 'It takes no input.' : `Takes:\n\n${fields.join('\n')}`].join('\n\n');
}

/** Markdown about a field of an input. */
export function docsOf(schema: JsonSchema): string {
  const fallback = schema.default === undefined ? '' : `Default: \`${JSON.stringify(schema.default)}\``;
  return [schema.description ?? '', fallback].filter((part) => part !== '').join('\n\n');
}

/** The schema of what is below `input` of the step's tool. */
export function inputSchema(path: readonly string[], step: SeenStep | undefined, tools: Tools): JsonSchema | undefined {
  const tool = path[2] === 'input' ? tools.get(step?.tool ?? '') : undefined;
  return tool === undefined ? undefined : below(schemaOf(tool, 'input'), path.slice(3));
}

/** Keys that are beside the one being typed: those of the step's lines that stand below the same ones. */
function siblings(lines: readonly string[], step: SeenStep | undefined, path: readonly string[]): readonly string[] {
  const [start, end] = step?.lines ?? [0, 0];
  const wanted = path.join('\n');
  return lines.slice(start, end).flatMap((text, i) => {
    const key = /^\s*(?:-\s+)*([\w-]+)\s*:/.exec(text)?.[1];
    if (key === undefined) return [];
    const column = text.indexOf(key);
    return cursorAt(lines, start + i, column).path.join('\n') === wanted ? [key] : [];
  });
}

/** `${steps.a.out`: an open reference before the cursor, from its `$` on. */
function referenceBefore(before: string): { readonly text: string; readonly from: number } | undefined {
  const from = before.lastIndexOf('${');
  return from === -1 || before.indexOf('}', from) !== -1 ? undefined : { text: before.slice(from), from };
}

function references(
  { text, from }: { readonly text: string; readonly from: number },
  steps: readonly SeenStep[],
  step: SeenStep | undefined,
  tools: Tools,
): readonly Offer[] {
  const others = steps.filter((one) => one.id !== undefined && one !== step);
  return others.flatMap((one) => {
    const tool = tools.get(one.tool ?? '');
    const whole = `\${steps.${one.id}.output}`;
    const outputs = tool === undefined ? [] : [...fieldsOf(schemaOf(tool, 'output'))];
    return [
      ...outputs.map(([name, { schema }]) => ({ label: `\${steps.${one.id}.output.${name}}`, detail: typeWords(schema), docs: docsOf(schema) })),
      { label: whole, detail: 'all of it', docs: tool?.summary ?? '' },
    ]
      .filter(({ label }) => label.startsWith(text) || '${steps.'.startsWith(text))
      .map((offer, i) => ({ ...offer, kind: 'reference' as const, insert: escapeSnippet(offer.label), from, sort: String(i).padStart(4, '0') }));
  });
}

const isMapOf = (schema: JsonSchema): boolean => schema.type === 'object' && schema.properties !== undefined;
const firstSentence = (text = ''): string => /^.*?[.](?=\s|$)/.exec(text)?.[0] ?? text;
const needsQuotes = (text: string): boolean => !/^[A-Za-z_./][\w./ -]*$|^\d+$/.test(text) && text !== 'true' && text !== 'false';
const escapeSnippet = (text: string): string => text.replaceAll(/[\\$}]/g, (c) => `\\${c}`);
