import { FailureError, failed, type Outcome, ok, type Problem } from '../../domain/failure/failure.ts';
import { templateFailed, templateTooMuch, templateVariablesMissing } from '../../domain/failure/templates.ts';
import {
  at,
  type Block,
  type Call,
  type Expression,
  inlinePartials,
  isScoped,
  type Partial,
  type Path,
  type Program,
  partialName,
  type Statement,
  simpleName,
} from './ast.ts';
import { blocks, helpers, isTrue, kindOf } from './helpers.ts';
import { depthMax, forbiddenNames, outputBytesMax, stepsMax } from './limits.ts';
import { readTemplate, type Template } from './read.ts';

/**
 * Fills a template in as Handlebars does with `noEscape`, and more strictly: only own properties of plain data are
 * read; every variable that is printed or given to a helper must have a value, and all that have none are named at
 * once; lists and maps are not printed by accident. Same data, same text.
 */
export function renderTemplate(template: Template, data: object): Outcome<string> {
  const job: Job = { template, missing: new Map(), steps: 0, bytes: 0 };
  try {
    const text = body(template.program, { context: data, root: data, params: new Map(), partials: new Map(), depth: 0 }, job);
    return job.missing.size > 0 ? failed(missingVariables(job)) : ok(text);
  } catch (stop) {
    if (stop instanceof FailureError) return failed(stop.failure);
    throw stop;
  }
}

/** Reads and fills in one template in one go. */
export async function render(name: string, text: string, data: object): Promise<Outcome<string>> {
  const template = await readTemplate(name, text);
  return template.ok ? renderTemplate(template.value, data) : template;
}

interface Job {
  readonly template: Template;
  /** Place → variable. */
  readonly missing: Map<string, string>;
  steps: number;
  bytes: number;
}

/** Where in the data a part of the template stands. */
interface Scope {
  readonly context: unknown;
  readonly root: unknown;
  /** What `../` leads to. */
  readonly parent?: Scope;
  /** `@index` and its like. */
  readonly loop?: Loop;
  readonly params: ReadonlyMap<string, unknown>;
  readonly partials: ReadonlyMap<string, Program>;
  readonly depth: number;
}

interface Loop {
  readonly index: number;
  readonly key: string | number;
  readonly first: boolean;
  readonly last: boolean;
  readonly outer?: Loop;
}

function body(program: Program | undefined, outer: Scope, job: Job): string {
  if (program === undefined) return '';
  if (outer.depth > depthMax) throw new FailureError(templateTooMuch(job.template.name, `${depthMax} blocks and partials inside each other (depthMax)`));
  const inline = inlinePartials(program);
  const scope = { ...outer, depth: outer.depth + 1, partials: inline.size === 0 ? outer.partials : new Map([...outer.partials, ...inline]) };
  return program.body.map((node) => statement(node, scope, job)).join('');
}

function statement(node: Statement, scope: Scope, job: Job): string {
  if (++job.steps > stepsMax) throw new FailureError(templateTooMuch(job.template.name, `${stepsMax.toLocaleString('en-US')} steps (stepsMax)`));
  switch (node.type) {
    case 'ContentStatement':
      return out(node.value, job);
    case 'MustacheStatement':
      return out(printed(node, call(node, scope, job, false), job), job);
    case 'BlockStatement':
      return block(node, scope, job);
    case 'PartialStatement':
      return partial(node, scope, job);
    default:
      return '';
  }
}

function out(text: string, job: Job): string {
  spend(Buffer.byteLength(text), job);
  return text;
}

function spend(bytes: number, job: Job): void {
  job.bytes += bytes;
  if (job.bytes > outputBytesMax)
    throw new FailureError(templateTooMuch(job.template.name, `${(outputBytesMax / 1024).toLocaleString('en-US')} KiB of output (outputBytesMax)`));
}

function printed(node: Call, value: unknown, job: Job): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string' || typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value))) return String(value);
  const name = node.path.type === 'PathExpression' ? node.path.original : 'this';
  throw stop(job, node, `${name} is ${kindOf(value)}: print its items with {{#each}}, or all of it with join, json or hcl`);
}

const stop = (job: Job, { loc }: Pick<Call, 'loc'>, message: string): FailureError =>
  new FailureError(templateFailed(job.template.name, { path: `${job.template.name}${at(loc)}`, message }));

/** A mustache, a subexpression or a block's head: a helper's result, or a variable's value. */
function call(node: Call, scope: Scope, job: Job, tolerant: boolean): unknown {
  const name = simpleName(node.path);
  const helper = name === undefined || scope.params.has(name) ? undefined : helpers.get(name);
  if (helper === undefined) return expression(node.path, scope, job, tolerant);
  const unknown = job.missing.size;
  const given = helper.apply(...node.params.map((param) => expression(param, scope, job, helper.tolerant ?? false)));
  if (!('problem' in given)) return given.value;
  // What it was given has no value, and that is reported: its own complaint would be the same one again.
  if (job.missing.size > unknown) return undefined;
  throw stop(job, node, `${helper.name} ${given.problem}`);
}

function expression(node: Expression, scope: Scope, job: Job, tolerant: boolean): unknown {
  switch (node.type) {
    case 'SubExpression':
      return call(node, scope, job, tolerant);
    case 'PathExpression': {
      const value = find(node, scope);
      if (value === undefined && !tolerant) job.missing.set(at(node.loc), node.original);
      return value;
    }
    case 'UndefinedLiteral':
      return undefined;
    case 'NullLiteral':
      return null;
    default:
      return node.value;
  }
}

function find(path: Path, scope: Scope): unknown {
  const [head, ...rest] = path.parts;
  if (path.data) return rest.reduce(own, head === 'root' ? scope.root : loopValue(head, path.depth, scope.loop));
  if (path.depth === 0 && !isScoped(path) && head !== undefined && scope.params.has(head)) return rest.reduce(own, scope.params.get(head));
  let from: Scope | undefined = scope;
  for (let up = 0; up < path.depth; up++) from = from?.parent;
  return path.parts.reduce(own, from?.context);
}

function loopValue(name: string | undefined, depth: number, loop: Loop | undefined): unknown {
  let from = loop;
  for (let up = 0; up < depth; up++) from = from?.outer;
  return name === 'index' || name === 'key' || name === 'first' || name === 'last' ? from?.[name] : undefined;
}

/** Own properties of plain data only: nothing of a prototype, no getter, no function is ever reached. */
function own(value: unknown, key: string): unknown {
  if (value === null || value === undefined || forbiddenNames.has(key)) return undefined;
  const found: unknown = Object.getOwnPropertyDescriptor(Object(value), key)?.value;
  return typeof found === 'function' || typeof found === 'symbol' ? undefined : found;
}

function block(node: Block, scope: Scope, job: Job): string {
  const name = simpleName(node.path);
  if (name === undefined || !blocks.has(name) || scope.params.has(name)) return variableBlock(node, scope, job);
  // With an {{else}} the template says itself what to do without a value.
  const tolerant = name === 'if' || name === 'unless' || node.inverse !== undefined;
  const value = node.params[0] === undefined ? undefined : expression(node.params[0], scope, job, tolerant);
  if (name === 'each') return each(node, value, scope, job);
  if (name === 'with') return isTrue(value) ? body(node.program, enter(node.program, scope, value, [value]), job) : body(node.inverse, scope, job);
  const includeZero = value === 0 && node.hash?.pairs.some((pair) => pair.key === 'includeZero' && pair.value.type === 'BooleanLiteral' && pair.value.value);
  const holds = isTrue(value) || includeZero === true;
  return body(holds === (name === 'if') ? node.program : node.inverse, scope, job);
}

/** `{{#items}} … {{/items}}`: each of a list, with a map, or if it is true. */
function variableBlock(node: Block, scope: Scope, job: Job): string {
  const value = expression(node.path, scope, job, true);
  if (Array.isArray(value)) return each(node, value, scope, job);
  if (value === true) return body(node.program, scope, job);
  if (value === false || value === null || value === undefined) return body(node.inverse, scope, job);
  return body(node.program, enter(node.program, scope, value, []), job);
}

function each(node: Block, value: unknown, scope: Scope, job: Job): string {
  const entries: readonly (readonly [string | number, unknown])[] = Array.isArray(value)
    ? value.map((item, index) => [index, item])
    : typeof value === 'object' && value !== null
      ? Object.keys(value).map((key) => [key, own(value, key)])
      : [];
  if (entries.length === 0) return body(node.inverse, scope, job);
  return entries
    .map(([key, item], index) => {
      const loop: Loop = { index, key, first: index === 0, last: index === entries.length - 1, outer: scope.loop };
      return body(node.program, { ...enter(node.program, scope, item, [item, key]), loop }, job);
    })
    .join('');
}

/** One level further in, unless it is the same data as here, which `../` does not count. */
function enter(program: Program | undefined, scope: Scope, context: unknown, values: readonly unknown[]): Scope {
  const names = program?.blockParams ?? [];
  const params = names.length === 0 ? scope.params : new Map([...scope.params, ...names.map((name, index) => [name, values[index]] as const)]);
  return { ...scope, params, ...(context === scope.context ? {} : { context, parent: scope }) };
}

function partial(node: Partial, scope: Scope, job: Job): string {
  const program = scope.partials.get(partialName(node) ?? '');
  if (program === undefined) throw stop(job, node, `there is no partial ${partialName(node) ?? ''} here`);
  const given = node.params[0] === undefined ? scope.context : expression(node.params[0], scope, job, false);
  const pairs = (node.hash?.pairs ?? []).map((pair) => [pair.key, expression(pair.value, scope, job, false)] as const);
  const context = pairs.length === 0 ? given : { ...(typeof given === 'object' ? given : {}), ...Object.fromEntries(pairs) };
  const text = body(program, { ...scope, context, parent: undefined, params: new Map() }, job);
  if (!node.indent) return text;
  const indented = text.replace(/^(?=[\s\S])/gm, node.indent);
  spend(indented.length - text.length, job);
  return indented;
}

function missingVariables(job: Job) {
  const { name } = job.template;
  const problems: Problem[] = [...job.missing].map(([place, variable]) => ({ path: `${name}${place}`, message: `${variable} has no value` }));
  return templateVariablesMissing(name, [...new Set(job.missing.values())], problems);
}
