import type { ToolSpec } from '../../domain/tool.ts';
import { cursorAt } from '../yaml/cursor.ts';
import { type Bare, docsOf, escapeSnippet, keyOffers, keysBeside, type Offer, placed, valueOffer, valueOffers } from '../yaml/offers.ts';
import { below, fieldsOf, type JsonSchema, schemaOf, typeWords } from '../yaml/schema.ts';
import { holdsMaps, type SeenStep, stepAt, stepsIn } from './steps.ts';
import { stepFields, topFields } from './words.ts';

export type Tools = ReadonlyMap<string, ToolSpec>;

/** What could be written at a place of a plan file. Pure; the file may be broken. */
export function offersAt(lines: readonly string[], line: number, column: number, tools: Tools): readonly Offer[] {
  const cursor = cursorAt(lines, line, column, holdsMaps);
  const steps = stepsIn(lines);
  const step = stepAt(steps, line);
  const reference = referenceBefore((lines[line] ?? '').slice(0, column));
  if (reference !== undefined) return references(reference, steps, step, tools);
  const { path, at, from } = cursor;
  if (at === 'key') return placed(keys(path, step, lines, tools, keysBeside(lines, line, column)), from);
  return placed(values(path, steps, step, tools), from);
}

function keys(path: readonly string[], step: SeenStep | undefined, lines: readonly string[], tools: Tools, there: ReadonlySet<string>): readonly Bare[] {
  if (path.length === 0)
    return Object.entries(topFields).flatMap(([name, field]) => (lines.some((text) => text.startsWith(`${name}:`)) ? [] : [keyOffer(name, field)]));
  if (path[0] !== 'steps' || path[1] !== '[]') return [];
  if (path.length === 2) return Object.entries(stepFields).flatMap(([name, field]) => (step?.fields.includes(name) ? [] : [keyOffer(name, field)]));
  if (path[2] === 'when' && path.length === 3) return Object.entries(stepFields.when?.fields ?? {}).map(([name, field]) => keyOffer(name, field));
  const schema = inputSchema(path, step, tools);
  return schema === undefined ? [] : keyOffers(schema, there);
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
  if (path[2] === 'optional' || path[2] === 'continueOnError') return ['true', 'false'].map((text) => valueOffer(text));
  const schema = inputSchema(path, step, tools);
  return schema === undefined ? [] : valueOffers(schema);
}

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
  const fields = [...fieldsOf(schemaOf(tool.input, 'input'))].map(
    ([name, { schema, isRequired }]) => `- \`${name}\`${isRequired ? '' : ' (optional)'}: ${firstSentence(schema.description) || typeWords(schema)}`,
  );
  return [tool.summary, fields.length === 0 ? 'It takes no input.' : `Takes:\n\n${fields.join('\n')}`].join('\n\n');
}

/** The schema of what is below `input` of the step's tool. */
export function inputSchema(path: readonly string[], step: SeenStep | undefined, tools: Tools): JsonSchema | undefined {
  const tool = path[2] === 'input' ? tools.get(step?.tool ?? '') : undefined;
  return tool === undefined ? undefined : below(schemaOf(tool.input, 'input'), path.slice(3));
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
    const outputs = tool === undefined ? [] : [...fieldsOf(schemaOf(tool.output, 'output'))];
    return [
      ...outputs.map(([name, { schema }]) => ({ label: `\${steps.${one.id}.output.${name}}`, detail: typeWords(schema), docs: docsOf(schema) })),
      { label: whole, detail: 'all of it', docs: tool?.summary ?? '' },
    ]
      .filter(({ label }) => label.startsWith(text) || '${steps.'.startsWith(text))
      .map((offer, i) => ({ ...offer, kind: 'reference' as const, insert: escapeSnippet(offer.label), from, sort: String(i).padStart(4, '0') }));
  });
}

const firstSentence = (text = ''): string => /^.*?[.](?=\s|$)/.exec(text)?.[0] ?? text;
