import { callFunction } from './functions.ts';
import type { Module } from './module.ts';
import type { Expr, Link } from './syntax.ts';
import { asBoolean, asNumber, asText, hole, isList, isObject, isUnknown, nothingKnown, Unknown, unknownOf, type Value } from './value.ts';

/** Where an expression stands: its module, and names bound around it (`each`, `count`, a `for` variable, a dynamic block's iterator). */
export interface Scope {
  readonly module: Module;
  readonly bound: ReadonlyMap<string, Value>;
}

export const bind = (scope: Scope, names: Readonly<Record<string, Value>>): Scope => ({
  module: scope.module,
  bound: new Map([...scope.bound, ...Object.entries(names)]),
});

/**
 * How many values are being worked out right now that others may lead back to: what is read meanwhile may be told otherwise
 * once they are there.
 */
export const unfinished = { count: 0 };

/** What an expression comes to, as far as the files tell. Never throws for what a file can hold. */
export function evaluate(expr: Expr, scope: Scope): Value {
  switch (expr.kind) {
    case 'literal':
      return expr.value;
    case 'template':
      return template(expr.parts, scope);
    case 'list':
      return expr.items.map((item) => evaluate(item, scope));
    case 'object':
      return object(expr.entries, scope);
    case 'name':
      return scope.bound.get(expr.name) ?? nothingKnown;
    case 'walk':
      return walk(expr.from, expr.links, scope);
    case 'call':
      return call(expr, scope);
    case 'if': {
      const condition = asBoolean(evaluate(expr.condition, scope));
      if (condition === true) return evaluate(expr.yes, scope);
      if (condition === false) return evaluate(expr.no, scope);
      return either(evaluate(expr.yes, scope), evaluate(expr.no, scope));
    }
    case 'unary': {
      const of = evaluate(expr.of, scope);
      if (expr.op === '!') {
        const truth = asBoolean(of);
        return typeof truth === 'boolean' ? !truth : unknownOf(of);
      }
      const number = asNumber(of);
      return typeof number === 'number' ? -number : unknownOf(of);
    }
    case 'binary':
      return binary(expr.op, evaluate(expr.left, scope), evaluate(expr.right, scope));
    case 'for':
      return forEach(expr, scope);
    case 'broken':
      return nothingKnown;
  }
}

/** Both branches of a choice nobody can make yet: known only where they agree. */
function either(a: Value, b: Value): Value {
  if (!isUnknown(a) && !isUnknown(b) && JSON.stringify(a) === JSON.stringify(b) && unknownOf(a, b).refs.length === 0) return a;
  return unknownOf(a, b);
}

function template(parts: readonly (string | Expr)[], scope: Scope): Value {
  if (parts.length === 1 && typeof parts[0] === 'object') return evaluate(parts[0], scope);
  let text = '';
  const unknown: Value[] = [];
  for (const part of parts) {
    if (typeof part === 'string') text += part;
    else {
      const value = evaluate(part, scope);
      const piece = asText(value);
      if (typeof piece === 'string') text += piece;
      else {
        text += isUnknown(value) && value.text !== undefined ? value.text : hole;
        unknown.push(value);
      }
    }
  }
  return unknown.length === 0 ? text : new Unknown(unknownOf(...unknown).refs, { text });
}

function object(entries: readonly { readonly key: Expr; readonly value: Expr }[], scope: Scope): Value {
  const result: Record<string, Value> = {};
  const lost: Value[] = [];
  for (const entry of entries) {
    const key = asText(evaluate(entry.key, scope));
    const value = evaluate(entry.value, scope);
    if (typeof key === 'string') result[key] = value;
    else lost.push(key ?? nothingKnown, value);
  }
  return lost.length === 0 ? result : unknownOf(...lost, result);
}

function walk(from: Expr, links: readonly Link[], scope: Scope): Value {
  if (from.kind !== 'name') return follow(evaluate(from, scope), links, scope);
  const bound = scope.bound.get(from.name);
  if (bound !== undefined) return follow(bound, links, scope);
  const [first, second, ...rest] = links;
  const name = first?.kind === 'name' ? first.name : undefined;
  const { module } = scope;
  if (name === undefined) return nothingKnown;
  const after = links.slice(1);
  switch (from.name) {
    case 'var':
      return follow(module.variable(name), after, scope);
    case 'local':
      return follow(module.local(name), after, scope);
    case 'module':
      return moduleOutput(name, after, scope);
    case 'data': {
      if (second?.kind !== 'name') return nothingKnown;
      return reference(`data.${name}.${second.name}`, rest, scope);
    }
    case 'each':
    case 'count':
    case 'self':
    case 'path':
    case 'terraform':
      return nothingKnown;
    default:
      return reference(`${from.name}.${name}`, after, scope);
  }
}

function moduleOutput(name: string, links: readonly Link[], scope: Scope): Value {
  const children = scope.module.children(name);
  if (children.length === 0) return new Unknown([{ module: scope.module, address: `module.${name}`, attribute: '' }]);
  const { key, rest } = instanceKey(links, scope);
  const [first, ...after] = rest;
  if (first?.kind !== 'name') return unknownOf();
  const chosen = key === undefined ? children : children.filter((child) => child.key === key);
  const outputs = chosen.map((child) => follow(child.output(first.name), after, scope));
  return outputs.length === 1 ? (outputs[0] ?? nothingKnown) : unknownOf(...outputs);
}

/** A thing only an apply makes: what it will be is unknown, which thing it is is not. */
function reference(address: string, links: readonly Link[], scope: Scope): Value {
  const { key, rest } = instanceKey(links, scope);
  const [first, ...after] = rest;
  const attribute = first?.kind === 'name' ? first.name : '';
  const known = address.startsWith('data.') ? scope.module.data(address, attribute) : undefined;
  if (known !== undefined) return follow(known, after, scope);
  return new Unknown([{ module: scope.module, address, attribute, ...(key === undefined ? {} : { key }) }]);
}

function instanceKey(links: readonly Link[], scope: Scope): { key: string | number | undefined; rest: readonly Link[] } {
  const [first, ...rest] = links;
  if (first === undefined || first.kind === 'name') return { key: undefined, rest: links };
  if (first.kind === 'each') return { key: undefined, rest };
  const key = evaluate(first.key, scope);
  return { key: typeof key === 'string' || typeof key === 'number' ? key : undefined, rest };
}

/** Goes down a value; what is not there comes out as `null`, as an optional attribute does. */
export function follow(value: Value, links: readonly Link[], scope: Scope): Value {
  let at = value;
  for (const [index, link] of links.entries()) {
    if (isUnknown(at)) return at.text === undefined && at.decoded === undefined ? at : unknownOf(at);
    if (link.kind === 'each') {
      const rest = links.slice(index + 1);
      const items = isList(at) ? at : at === null ? [] : [at];
      return items.map((item) => follow(item, rest, scope));
    }
    const key = link.kind === 'name' ? link.name : evaluate(link.key, scope);
    if (isUnknown(key)) return unknownOf(key, at);
    if (isList(at) && asNumber(key) !== undefined) at = at[Number(key)] ?? nothingKnown;
    else if (isObject(at) && (typeof key === 'string' || typeof key === 'number')) at = Object.hasOwn(at, key) ? (at[key] ?? null) : null;
    else return nothingKnown;
  }
  return at;
}

function binary(op: string, left: Value, right: Value): Value {
  if (op === '&&' || op === '||') {
    const [a, b] = [asBoolean(left), asBoolean(right)];
    const decides = op === '||';
    if (a === decides || b === decides) return decides;
    return typeof a === 'boolean' && typeof b === 'boolean' ? !decides : unknownOf(left, right);
  }
  if (isUnknown(left) || isUnknown(right)) return unknownOf(left, right);
  if (op === '==' || op === '!=') {
    const refs = unknownOf(left, right);
    if (refs.refs.length > 0) return refs;
    return (JSON.stringify(left) === JSON.stringify(right)) === (op === '==');
  }
  const [a, b] = [asNumber(left), asNumber(right)];
  if (typeof a !== 'number' || typeof b !== 'number') return nothingKnown;
  switch (op) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return b === 0 ? nothingKnown : a / b;
    case '%':
      return b === 0 ? nothingKnown : a % b;
    case '<':
      return a < b;
    case '<=':
      return a <= b;
    case '>':
      return a > b;
    case '>=':
      return a >= b;
    default:
      return nothingKnown;
  }
}

function call(expr: Extract<Expr, { kind: 'call' }>, scope: Scope): Value {
  const args = expr.args.map((arg) => evaluate(arg, scope));
  if (expr.spread) {
    const last = args.pop();
    if (!isList(last)) return unknownOf(...args, last);
    args.push(...last);
  }
  if (expr.name === 'try' || expr.name === 'can') return args[0] === undefined || args[0] === null ? unknownOf(...args) : expr.name === 'can' ? true : args[0];
  return callFunction(expr.name, args);
}

function forEach(expr: Extract<Expr, { kind: 'for' }>, scope: Scope): Value {
  const over = evaluate(expr.over, scope);
  const pairs: [Value, Value][] | undefined = isList(over) ? over.map((item, index) => [index, item]) : isObject(over) ? Object.entries(over) : undefined;
  if (pairs === undefined)
    return unknownOf(
      over,
      evaluate(expr.value, bind(scope, { [expr.valueName]: unknownOf(over), ...(expr.keyName ? { [expr.keyName]: unknownOf(over) } : {}) })),
    );
  const list: Value[] = [];
  const made: Record<string, Value> = {};
  for (const [key, value] of pairs) {
    const inner = bind(scope, { [expr.valueName]: value, ...(expr.keyName ? { [expr.keyName]: key } : {}) });
    const kept = expr.when ? asBoolean(evaluate(expr.when, inner)) : true;
    if (kept === false) continue;
    if (kept !== true) return unknownOf(over, kept, evaluate(expr.value, inner));
    const result = evaluate(expr.value, inner);
    if (!expr.key) {
      list.push(result);
      continue;
    }
    const name = asText(evaluate(expr.key, inner));
    if (typeof name !== 'string') return unknownOf(over, name, result);
    const before = made[name];
    made[name] = expr.grouped ? [...(isList(before) ? before : []), result] : result;
  }
  return expr.key ? made : list;
}
