import { nearest } from '../../base/nearest.ts';
import { count } from '../../base/say.ts';
import type { Problem } from '../../domain/failure/failure.ts';
import {
  at,
  type Block,
  type Call,
  type Expression,
  inlineName,
  inlinePartials,
  type Literal,
  type Partial,
  type Path,
  type Place,
  type Program,
  partialName,
  type Statement,
  simpleName,
} from './ast.ts';
import { blocks, type Helper, helpers } from './helpers.ts';
import { depthMax, forbiddenNames } from './limits.ts';

/** What a place in the template can use besides its data. */
interface Here {
  readonly partials: ReadonlySet<string>;
  readonly params: ReadonlySet<string>;
  readonly depth: number;
}

/** Everything a template asks for that it can't have. Paths are `:line:column`. */
export const checkProgram = (program: Program): readonly Problem[] => checkBody(program, { partials: new Set(), params: new Set(), depth: 0 });

const problem = ({ loc }: { readonly loc: Place }, message: string): Problem => ({ path: at(loc), message });

function checkBody(program: Program | undefined, outer: Here): Problem[] {
  if (program === undefined) return [];
  const here: Here = {
    depth: outer.depth + 1,
    partials: new Set([...outer.partials, ...inlinePartials(program).keys()]),
    params: new Set([...outer.params, ...(program.blockParams ?? [])]),
  };
  const first = program.body.find((node) => node.type !== 'ContentStatement');
  if (here.depth > depthMax && first !== undefined) return [problem(first, `is inside ${depthMax} blocks: at most ${depthMax} may be nested (depthMax)`)];
  return program.body.flatMap((node) => checkStatement(node, here));
}

function checkStatement(node: Statement, here: Here): Problem[] {
  switch (node.type) {
    case 'ContentStatement':
    case 'CommentStatement':
      return [];
    case 'MustacheStatement':
      return checkCall(node, here, false);
    case 'BlockStatement':
      return checkBlock(node, here);
    case 'PartialStatement':
      return checkPartial(node, here);
    case 'DecoratorBlock':
      if (simpleName(node.path) !== 'inline' || inlineName(node) === '') return [problem(node, 'only {{#*inline "name"}} can be defined in a template')];
      // A partial sees the caller's data, and none of the block parameters around it.
      return checkBody(node.program, { ...here, params: new Set() });
    case 'PartialBlockStatement':
      return [problem(node, 'partials with a block are not supported: use {{> name}} with {{#*inline "name"}}')];
    case 'Decorator':
      return [problem(node, 'decorators are not supported, but for {{#*inline "name"}}')];
  }
}

const checkBlock = (node: Block, here: Here): Problem[] => [...checkHead(node, here), ...checkBody(node.program, here), ...checkBody(node.inverse, here)];

function checkHead(node: Block, here: Here): Problem[] {
  const name = simpleName(node.path);
  const called = name !== undefined && !here.params.has(name) ? name : '';
  if (blocks.has(called)) {
    const allowed = called === 'if' || called === 'unless' ? ['includeZero'] : [];
    const wrong = node.params.length === 1 ? [] : [problem(node, `{{#${called}}} takes one value, and has ${node.params.length}`)];
    return [...wrong, ...checkArguments(node, here), ...checkOptions(node, `{{#${called}}}`, allowed)];
  }
  if (helpers.has(called)) return [problem(node, `${called} is not a block: write {{#if (${called} …)}}`)];
  return takesNothing(node) ? checkExpression(node.path, here) : [problem(node, unknownHelper(originalOf(node.path), [...blocks]))];
}

/** `nested`: in parentheses, where it must be a helper. */
function checkCall(node: Call, here: Here, nested: boolean): Problem[] {
  const name = simpleName(node.path);
  const called = name !== undefined && !here.params.has(name) ? name : '';
  const helper = helpers.get(called);
  if (helper !== undefined) {
    const wrong = wrongCount(helper, node.params.length);
    return [...checkArguments(node, here), ...checkOptions(node, called, []), ...(wrong === undefined ? [] : [problem(node.path, wrong)])];
  }
  if (!nested && takesNothing(node)) return checkExpression(node.path, here);
  if (blocks.has(called)) return [problem(node.path, `${called} is a block: write {{#${called} …}} … {{/${called}}}`)];
  return [problem(node.path, unknownHelper(originalOf(node.path), [...helpers.keys()]))];
}

const takesNothing = (node: Call): boolean => node.params.length === 0 && (node.hash?.pairs.length ?? 0) === 0;

const checkArguments = ({ params, hash }: Pick<Call, 'params' | 'hash'>, here: Here): Problem[] =>
  [...params, ...(hash?.pairs.map((pair) => pair.value) ?? [])].flatMap((argument) => checkExpression(argument, here));

const checkOptions = ({ hash }: Call, name: string, allowed: readonly string[]): Problem[] =>
  (hash?.pairs ?? []).filter((pair) => !allowed.includes(pair.key)).map((pair) => problem(pair, `${name} has no option ${pair.key}`));

function checkExpression(node: Expression, here: Here): Problem[] {
  if (node.type === 'SubExpression') return checkCall(node, here, true);
  if (node.type === 'StringLiteral') return forbiddenNames.has(node.value) ? [problem(node, refused(node.value))] : [];
  if (node.type !== 'PathExpression') return [];
  const forbidden = node.parts.find((part) => forbiddenNames.has(part));
  if (forbidden !== undefined) return [problem(node, refused(forbidden))];
  const data = node.data ? (node.parts[0] ?? '') : undefined;
  return data === undefined || dataNames.includes(data)
    ? []
    : [problem(node, `there is no @${data}: there are ${dataNames.map((one) => `@${one}`).join(', ')}`)];
}

const dataNames: readonly string[] = ['root', 'index', 'key', 'first', 'last'];

function checkPartial(node: Partial, here: Here): Problem[] {
  const name = partialName(node);
  return [
    ...checkArguments(node, here),
    ...(node.hash?.pairs ?? []).filter((pair) => forbiddenNames.has(pair.key)).map((pair) => problem(pair, refused(pair.key))),
    ...(node.params.length > 1 ? [problem(node, 'a partial takes one value at most')] : []),
    ...(name !== undefined && here.partials.has(name) ? [] : [problem(node, unknownPartial(name, here))]),
  ];
}

function unknownPartial(name: string | undefined, here: Here): string {
  if (name === undefined) return 'the name of a partial must be written out';
  const near = nearest(name, here.partials);
  if (near !== undefined) return `there is no partial ${name}; the nearest is ${near}`;
  return `there is no partial ${name} in this file: define it with {{#*inline "${name}"}} … {{/inline}}; other files are not read`;
}

const refused = (name: string): string => `${name} is never read through a template: use the name of one of the answers`;

function unknownHelper(name: string, known: readonly string[]): string {
  const near = nearest(name, known);
  return near === undefined ? `there is no helper ${name}: there are ${known.join(', ')}` : `there is no helper ${name}; the nearest is ${near}`;
}

function wrongCount({ name, params, optional, rest }: Helper, given: number): string | undefined {
  const min = optional ?? params.length;
  if (given >= min && (rest || given <= params.length)) return undefined;
  const usage = `{{${name} ${params.map((param, index) => (index < min ? param : `[${param}]`)).join(' ')}${rest ? ' …' : ''}}}`;
  const takes = min === params.length ? count(min, 'value') : `${min} or ${params.length} values`;
  return `${name} takes ${takes}${rest ? ' or more' : ''} and has ${given}: write ${usage}`;
}

const originalOf = (path: Path | Literal): string => {
  if (path.type === 'PathExpression') return path.original;
  return 'value' in path ? String(path.value) : 'this';
};
