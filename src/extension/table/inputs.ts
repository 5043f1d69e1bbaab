import * as vscode from 'vscode';
import { z } from 'zod';
import { issueInWords } from '../../domain/schema-issue.ts';
import type { Tool } from '../../domain/tool.ts';
import { titleOf } from './words.ts';

interface Field {
  readonly type?: string;
  readonly description?: string;
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly items?: Field;
}

interface Fields {
  readonly properties?: Readonly<Record<string, Field>>;
  readonly required?: readonly string[];
}

type Input = Readonly<Record<string, unknown>>;

/** The inputs of a tool as questions: names, what may be said, whether it must be. */
const fieldsOf = (tool: Pick<Tool, 'input'>): Fields => z.toJSONSchema(tool.input, { io: 'input', unrepresentable: 'any', reused: 'inline' }) as Fields;

/** Asks for what a tool cannot do without, then offers the rest until the person has enough. Throws `CancellationError` when they give up. */
export async function askInputs(tool: Tool, given: Input, title: string): Promise<Input> {
  const { properties = {}, required = [] } = fieldsOf(tool);
  let input = given;
  for (const name of required) if (!(name in input)) input = { ...input, [name]: await askField(tool, title, name, properties[name] ?? {}, undefined, true) };
  const free = Object.keys(properties).filter((name) => !(name in given && tool.effectOf !== undefined && name === 'action') && isAskable(properties[name]));
  for (;;) {
    const chosen = await vscode.window.showQuickPick<vscode.QuickPickItem & { readonly field?: string }>(
      [
        { label: '$(table) Show the table', description: said(input), alwaysShow: true },
        { label: 'Ask for something else', kind: vscode.QuickPickItemKind.Separator },
        ...free.map((field) => ({ label: `${titleOf(field)}…`, ...described(properties[field]), ...valueNow(input[field], properties[field]), field })),
      ],
      { title, placeHolder: 'Show it, or narrow it down first', matchOnDetail: true, ignoreFocusOut: true },
    );
    if (chosen === undefined) throw new vscode.CancellationError();
    if (chosen.field === undefined) return input;
    const { [chosen.field]: before, ...others } = input;
    const value = await askField(tool, title, chosen.field, properties[chosen.field] ?? {}, before, required.includes(chosen.field)).catch((error: unknown) => {
      // Back to the list: what was said before stays.
      if (error instanceof vscode.CancellationError) return before;
      throw error;
    });
    input = value === undefined ? others : { ...others, [chosen.field]: value };
  }
}

const described = (field: Field | undefined) => (field?.description === undefined ? {} : { detail: field.description });

const valueNow = (value: unknown, field: Field | undefined) =>
  value !== undefined ? { description: shortly(value) } : hasDefault(field) ? { description: `default ${shortly(field?.default)}` } : {};

const hasDefault = (field: Field | undefined): boolean => field?.default !== undefined && shortly(field.default) !== '';

const shortly = (value: unknown): string => (Array.isArray(value) ? value.join(', ') : typeof value === 'object' ? JSON.stringify(value) : String(value));

/** `state open · limit 30`. */
export const said = (input: Input): string =>
  Object.entries(input)
    .map(([name, value]) => (value === true ? titleOf(name).toLowerCase() : `${titleOf(name).toLowerCase()} ${value === false ? 'no' : shortly(value)}`))
    .join(' · ');

const isAskable = (field: Field | undefined): boolean =>
  field !== undefined && (field.enum !== undefined || ['string', 'integer', 'number', 'boolean'].includes(field.type ?? '') || field.items?.type === 'string');

async function askField(tool: Tool, title: string, name: string, field: Field, before: unknown, isNeeded: boolean): Promise<unknown> {
  const options = field.enum ?? (field.type === 'boolean' ? [true, false] : undefined);
  if (options !== undefined) {
    const chosen = await vscode.window.showQuickPick(
      options.map((value) => ({ label: value === true ? 'Yes' : value === false ? 'No' : String(value), value })),
      { title: `${title}: ${titleOf(name)}`, ...(field.description === undefined ? {} : { placeHolder: field.description }), ignoreFocusOut: true },
    );
    if (chosen === undefined) throw new vscode.CancellationError();
    return chosen.value;
  }
  const text = await vscode.window.showInputBox({
    title: `${title}: ${titleOf(name)}`,
    prompt: [field.description, field.items === undefined ? undefined : 'Several: with a comma between.'].filter(Boolean).join(' '),
    value: before === undefined ? '' : shortly(before),
    ignoreFocusOut: true,
    validateInput: (typed) => (typed.trim() === '' ? (isNeeded ? 'It cannot do without this.' : undefined) : problemOf(tool, name, valueIn(typed, field))),
  });
  if (text === undefined) throw new vscode.CancellationError();
  return text.trim() === '' ? undefined : valueIn(text, field);
}

const valueIn = (text: string, field: Field): unknown =>
  field.items !== undefined
    ? text
        .split(',')
        .map((one) => one.trim())
        .filter(Boolean)
    : field.type === 'integer' || field.type === 'number'
      ? Number(text)
      : text.trim();

/** What the tool itself says of this one input. */
function problemOf(tool: Tool, name: string, value: unknown): string | undefined {
  const issue = tool.input.safeParse({ [name]: value }).error?.issues.find(({ path }) => path[0] === name);
  return issue && issueInWords(issue);
}
