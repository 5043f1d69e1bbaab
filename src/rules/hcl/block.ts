import { bind, evaluate, type Scope, unfinished } from './evaluate.ts';
import type { Instance } from './instances.ts';
import type { Module } from './module.ts';
import type { AttributeSyntax, BlockSyntax, Span } from './syntax.ts';
import { isList, isObject, isUnknown, nothingKnown, unknownOf, type Value } from './value.ts';

/** A block or an object that stands where a block can (`ingress = [{ … }]`). */
export interface Body {
  /** Whether it is there at all is not known (a `dynamic` block over an unknown collection). */
  readonly uncertain: boolean;
  /**
   * What is at a path of attributes and nested blocks (`versioning_configuration.status`; of several blocks, the first).
   * `undefined`: absent, or `null`, which Terraform takes for the same.
   */
  get(path: string): Value | undefined;
  /** Nested blocks of a name, `dynamic` ones unfolded. */
  blocks(name: string): readonly Body[];
  /** Where the attribute or block at a path stands; the header of the nearest block around it when there is none. */
  span(path?: string): Span;
}

const none: readonly Body[] = [];

export class Block implements Body {
  readonly syntax: BlockSyntax;
  readonly scope: Scope;
  readonly uncertain: boolean;
  readonly key: string | number | undefined;
  /** What was asked before, as many rules ask the same. */
  private values: Map<string, Value | undefined> | undefined;
  private inner: Map<string, readonly Body[]> | undefined;

  constructor(syntax: BlockSyntax, scope: Scope, instance?: Pick<Instance, 'key' | 'uncertain'>) {
    this.syntax = syntax;
    this.scope = scope;
    this.key = instance?.key;
    this.uncertain = instance?.uncertain ?? false;
  }

  get module(): Module {
    return this.scope.module;
  }

  /** The first label: a resource's type, a variable's name. */
  get type(): string {
    return this.syntax.type === 'resource' || this.syntax.type === 'data' ? (this.syntax.labels[0] ?? '') : this.syntax.type;
  }

  get name(): string {
    return this.syntax.labels.at(-1) ?? '';
  }

  /** `aws_s3_bucket.logs`, `data.aws_ami.linux`, `module.network`, `variable.region`. */
  get address(): string {
    const { type, labels } = this.syntax;
    return (type === 'resource' ? labels : [type, ...labels]).join('.');
  }

  get(path: string): Value | undefined {
    const known = this.values?.get(path);
    if (known !== undefined || this.values?.has(path)) return known;
    const value = this.read(path);
    if (unfinished.count > 0) return value;
    this.values ??= new Map();
    this.values.set(path, value);
    return value;
  }

  private read(path: string): Value | undefined {
    const name = firstOf(path);
    const rest = restOf(path);
    const attribute = this.syntax.attributes.get(name);
    if (attribute) {
      const value = evaluate(attribute.value, this.scope);
      return rest === undefined ? (value ?? undefined) : valueAt(value, rest);
    }
    const first = this.blocks(name)[0];
    if (!first) return this.syntax.broken ? nothingKnown : undefined;
    if (rest === undefined) return nothingKnown;
    const value = first.get(rest);
    return first.uncertain ? unknownOf(value) : value;
  }

  blocks(name: string): readonly Body[] {
    const known = this.inner?.get(name);
    if (known !== undefined) return known;
    const found = this.unfolded(name);
    if (unfinished.count > 0) return found;
    this.inner ??= new Map();
    this.inner.set(name, found);
    return found;
  }

  private unfolded(name: string): readonly Body[] {
    const attribute = this.syntax.attributes.get(name);
    if (attribute) {
      const value = evaluate(attribute.value, this.scope);
      if (isUnknown(value)) return [new ObjectBody({}, attribute, true)];
      return (isList(value) ? value : [value]).flatMap((item) =>
        isObject(item) ? [new ObjectBody(item, attribute, false)] : isUnknown(item) ? [new ObjectBody({}, attribute, true)] : [],
      );
    }
    if (this.syntax.blocks.length === 0) return none;
    const found: Body[] = [];
    for (const inner of this.syntax.blocks) {
      if (inner.type === name) found.push(new Block(inner, this.scope));
      else if (inner.type === 'dynamic' && inner.labels[0] === name) found.push(...unfold(inner, name, this.scope));
    }
    return found;
  }

  span(path?: string): Span {
    if (path === undefined) return { start: this.syntax.start, end: this.syntax.headerEnd, file: this.syntax.file };
    const name = firstOf(path);
    const attribute = this.syntax.attributes.get(name);
    if (attribute) return attribute;
    const first = this.blocks(name)[0];
    return first ? first.span(restOf(path)) : this.span();
  }

  /** The attribute's own text, for those who rewrite it; absent when it isn't written as one. */
  attribute(name: string): AttributeSyntax | undefined {
    return this.syntax.attributes.get(name);
  }
}

/** An object among values, seen as a block. */
class ObjectBody implements Body {
  readonly uncertain: boolean;
  private readonly value: { readonly [key: string]: Value };
  private readonly place: Span;

  constructor(value: { readonly [key: string]: Value }, place: Span, uncertain: boolean) {
    this.value = value;
    this.place = place;
    this.uncertain = uncertain;
  }

  get(path: string): Value | undefined {
    return this.uncertain ? nothingKnown : valueAt(this.value, path);
  }

  blocks(name: string): readonly Body[] {
    const value = this.value[name];
    if (this.uncertain || isUnknown(value)) return [new ObjectBody({}, this.place, true)];
    return (isList(value) ? value : [value]).flatMap((item) => (isObject(item) ? [new ObjectBody(item, this.place, false)] : []));
  }

  span(): Span {
    return this.place;
  }
}

// Two answers of two functions: a pair would be made and taken apart for every question a rule asks, which a cold scan feels.
const firstOf = (path: string): string => {
  const dot = path.indexOf('.');
  return dot < 0 ? path : path.slice(0, dot);
};
const restOf = (path: string): string | undefined => {
  const dot = path.indexOf('.');
  return dot < 0 ? undefined : path.slice(dot + 1);
};

function valueAt(value: Value, path: string): Value | undefined {
  let at: Value | undefined = value;
  for (const name of path.split('.')) {
    if (isUnknown(at)) return at;
    if (isList(at)) at = at[0];
    if (isUnknown(at)) return at;
    at = isObject(at) && Object.hasOwn(at, name) ? at[name] : undefined;
  }
  return at ?? undefined;
}

/** The blocks a `dynamic` block makes; one that is uncertain when what it goes over is not known. */
function unfold(dynamic: BlockSyntax, name: string, scope: Scope): Body[] {
  const content = dynamic.blocks.find((inner) => inner.type === 'content');
  const forEach = dynamic.attributes.get('for_each');
  if (!content) return [];
  const iterator = dynamic.attributes.get('iterator')?.value;
  const bound = iterator?.kind === 'name' ? iterator.name : name;
  const over = forEach ? evaluate(forEach.value, scope) : nothingKnown;
  const pairs = isObject(over) ? Object.entries(over) : isList(over) ? over.map((item, index) => [index, item] as const) : undefined;
  if (pairs) return pairs.map(([key, value]) => new Block(content, bind(scope, { [bound]: { key, value } })));
  const any = unknownOf(over);
  return [new Block(content, bind(scope, { [bound]: { key: any, value: any } }), { key: undefined, uncertain: true })];
}
