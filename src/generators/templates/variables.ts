import {
  type Block,
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
import { blocks, helpers } from './helpers.ts';
import type { Template } from './read.ts';

/** What a template needs to be filled in, each list sorted. */
export interface Needs {
  /** Paths from the root of the data; `[]` stands for every item of a list or map: `cluster.nodeGroups[].name`. */
  readonly variables: readonly string[];
  readonly helpers: readonly string[];
  readonly partials: readonly string[];
}

/** A place of the template: what its context is in the data, or `undefined` where only a run could tell. */
interface Scope {
  readonly context: string | undefined;
  readonly parent?: Scope;
  readonly params: ReadonlyMap<string, string | undefined>;
  readonly partials: ReadonlyMap<string, Program>;
  /** Partials being looked at, so that one that calls itself ends. */
  readonly inside: readonly string[];
}

interface Found {
  readonly variables: Set<string>;
  readonly helpers: Set<string>;
  readonly partials: Set<string>;
}

/** The variables, helpers and partials of a template, found without filling it in. */
export function variables(template: Template): Needs {
  const found: Found = { variables: new Set(), helpers: new Set(), partials: new Set() };
  look(template.program, { context: '', params: new Map(), partials: new Map(), inside: [] }, found);
  const sorted = (names: Set<string>) => [...names].toSorted();
  return { variables: sorted(found.variables), helpers: sorted(found.helpers), partials: sorted(found.partials) };
}

function look(program: Program | undefined, outer: Scope, found: Found): void {
  if (program === undefined) return;
  const scope = { ...outer, partials: new Map([...outer.partials, ...inlinePartials(program)]) };
  for (const node of program.body) lookAt(node, scope, found);
}

function lookAt(node: Statement, scope: Scope, found: Found): void {
  if (node.type === 'MustacheStatement') take(node.path, node.params, scope, found);
  else if (node.type === 'BlockStatement') lookInBlock(node, scope, found);
  else if (node.type === 'PartialStatement') lookInPartial(node, scope, found);
}

/** Notes a call or a variable; the answer is where in the data its value is, when that can be told. */
function take(path: Expression, params: readonly Expression[], scope: Scope, found: Found): string | undefined {
  if (path.type === 'SubExpression') return take(path.path, path.params, scope, found);
  if (path.type !== 'PathExpression') return undefined;
  const name = simpleName(path);
  if (name !== undefined && helpers.has(name) && !scope.params.has(name)) {
    found.helpers.add(name);
    for (const param of params) take(param, [], scope, found);
    return undefined;
  }
  const place = placeOf(path, scope);
  if (place !== undefined && place !== '') found.variables.add(place);
  return place;
}

function placeOf(path: Path, scope: Scope): string | undefined {
  const [head, ...rest] = path.parts;
  if (path.data) return head === 'root' ? rest.join('.') : undefined;
  if (path.depth === 0 && !isScoped(path) && head !== undefined && scope.params.has(head)) return below(scope.params.get(head), rest);
  let from: Scope | undefined = scope;
  for (let up = 0; up < path.depth; up++) from = from?.parent;
  return below(from?.context, path.parts);
}

const below = (context: string | undefined, parts: readonly string[]): string | undefined =>
  context === undefined ? undefined : [context, ...parts].filter((part) => part !== '').join('.');

function lookInBlock(node: Block, scope: Scope, found: Found): void {
  const name = simpleName(node.path);
  const known = name !== undefined && blocks.has(name) && !scope.params.has(name);
  if (known) found.helpers.add(name);
  const head = known ? node.params[0] : node.path;
  const place = head === undefined ? undefined : take(head, [], scope, found);
  if (known && (name === 'if' || name === 'unless')) look(node.program, scope, found);
  else look(node.program, inside(node.program, scope, name === 'with' && known ? place : place === undefined ? undefined : `${place}[]`), found);
  look(node.inverse, scope, found);
}

function inside(program: Program | undefined, scope: Scope, context: string | undefined): Scope {
  const [value, key] = program?.blockParams ?? [];
  const params = new Map(scope.params);
  if (value !== undefined) params.set(value, context);
  if (key !== undefined) params.set(key, undefined);
  return { ...scope, context, parent: scope, params };
}

function lookInPartial(node: Partial, scope: Scope, found: Found): void {
  const name = partialName(node) ?? '';
  const program = scope.partials.get(name);
  const given = node.params[0] === undefined ? scope.context : take(node.params[0], [], scope, found);
  const pairs = node.hash?.pairs ?? [];
  const params = new Map(pairs.map((pair) => [pair.key, take(pair.value, [], scope, found)] as const));
  found.partials.add(name);
  if (program !== undefined && !scope.inside.includes(name))
    look(program, { context: given, params, partials: scope.partials, inside: [...scope.inside, name] }, found);
}
