import { Block } from './block.ts';
import { evaluate, type Scope, unfinished } from './evaluate.ts';
import type { FolderIndex } from './folder-index.ts';
import { instancesOf } from './instances.ts';
import { policyDocument } from './policy-document.ts';
import type { AttributeSyntax, BlockSyntax, Expr } from './syntax.ts';
import { isObject, nothingKnown, Unknown, type Value } from './value.ts';

/** How a module came to be: who calls it, with what in scope. */
export interface Caller {
  readonly module: Module;
  readonly scope: Scope;
  readonly call: BlockSyntax;
  readonly key: string | number | undefined;
}

/** One use of a folder of Terraform: the root with the values of one `.tfvars` set, or one call of it. All values are worked out on demand, once. */
export class Module {
  readonly folder: FolderIndex;
  readonly caller: Caller | undefined;
  /** Set by `.tfvars` files; for roots. */
  private readonly given: ReadonlyMap<string, AttributeSyntax>;
  /** Variables set where it can't be read what to; for roots. */
  private readonly unknown: ReadonlySet<string> | undefined;
  private readonly open: (dir: string, caller: Caller) => Module | undefined;
  private readonly memo = new Map<string, Value>();
  private readonly memoBlocks = new Map<BlockSyntax, readonly Block[]>();
  private readonly memoChildren = new Map<string, readonly Module[]>();
  private all: ReadonlyMap<string, readonly Block[]> | undefined;
  readonly scope: Scope;

  constructor(
    folder: FolderIndex,
    open: (dir: string, caller: Caller) => Module | undefined,
    given: ReadonlyMap<string, AttributeSyntax>,
    caller?: Caller,
    unknown?: ReadonlySet<string>,
  ) {
    this.folder = folder;
    this.caller = caller;
    this.unknown = unknown;
    this.given = given;
    this.open = open;
    this.scope = { module: this, bound: new Map() };
  }

  get key(): string | number | undefined {
    return this.caller?.key;
  }

  get root(): Module {
    return this.caller ? this.caller.module.root : this;
  }

  /** What a variable holds here: what the caller or a `.tfvars` file gives, else its default, else unknown. */
  variable(name: string): Value {
    return this.once(`var.${name}`, () => {
      const block = this.folder.variables.get(name);
      const passed = this.caller?.call.attributes.get(name);
      const given = this.given.get(name);
      const missing = new Unknown([{ module: this, address: `var.${name}`, attribute: '' }]);
      const fallback = (): Value => {
        const standard = block?.attributes.get('default');
        return standard ? evaluate(standard.value, this.scope) : missing;
      };
      let value: Value;
      if (this.folder.isDoubtful?.([name]) || this.caller?.module.folder.isDoubtful?.(this.caller.call.labels)) value = missing;
      else if (passed && this.caller) value = evaluate(passed.value, this.caller.scope);
      // Half typed, or in a file that can't be read: it may well be set.
      else if (this.caller?.call.broken || this.unknown?.has(name)) value = missing;
      else if (given) value = evaluate(given.value, this.scope);
      else value = fallback();
      const nullable = block?.attributes.get('nullable');
      if (value === null && nullable && evaluate(nullable.value, this.scope) === false) value = fallback();
      const type = block?.attributes.get('type');
      return type ? withDefaults(value, type.value, this.scope) : value;
    });
  }

  local(name: string): Value {
    return this.once(`local.${name}`, () => {
      const attribute = this.folder.locals.get(name);
      return attribute && !this.folder.isDoubtful?.([name]) ? evaluate(attribute.value, this.scope) : nothingKnown;
    });
  }

  output(name: string): Value {
    return this.once(`output.${name}`, () => {
      const attribute = this.folder.outputs.get(name)?.attributes.get('value');
      return attribute ? evaluate(attribute.value, this.scope) : nothingKnown;
    });
  }

  /** A data source's attribute, where the files alone decide it; else `undefined`. */
  data(address: string, attribute: string): Value | undefined {
    const block = this.folder.byAddress.get(address);
    if (block?.labels[0] !== 'aws_iam_policy_document' || attribute !== 'json') return undefined;
    return this.once(`${address}.json`, () => {
      const [only, ...more] = this.instances(block);
      const document = only && more.length === 0 ? policyDocument(only) : nothingKnown;
      return new Unknown([{ module: this, address, attribute }], { decoded: document });
    });
  }

  /** The local modules a `module` block makes; empty for one whose code is not here. */
  children(name: string): readonly Module[] {
    const known = this.memoChildren.get(name);
    if (known) return known;
    this.memoChildren.set(name, []);
    const call = this.folder.calls.get(name);
    unfinished.count += 1;
    try {
      const made = call ? instancesOf(call, this.scope).flatMap(({ scope, key }) => this.open(this.folder.dir, { module: this, scope, call, key }) ?? []) : [];
      this.memoChildren.set(name, made);
      return made;
    } finally {
      unfinished.count -= 1;
    }
  }

  /** This module and all below it. */
  *everywhere(): Generator<Module> {
    yield this;
    for (const name of this.folder.calls.keys()) for (const child of this.children(name)) yield* child.everywhere();
  }

  /** What a block stands for: one, or one for each key under `for_each` and `count`, none for `count = 0`. */
  instances(block: BlockSyntax): readonly Block[] {
    let made = this.memoBlocks.get(block);
    if (!made) {
      made = instancesOf(block, this.scope).map((instance) => new Block(block, instance.scope, instance));
      this.memoBlocks.set(block, made);
    }
    return made;
  }

  /** Resources of a type in this module. */
  resources(type: string): readonly Block[] {
    this.all ??= this.group();
    return this.all.get(type) ?? [];
  }

  private group(): ReadonlyMap<string, readonly Block[]> {
    const groups = new Map<string, Block[]>();
    for (const syntax of this.folder.resources) {
      const type = syntax.labels[0] ?? '';
      const group = groups.get(type) ?? [];
      group.push(...this.instances(syntax));
      groups.set(type, group);
    }
    return groups;
  }

  /** A value that leads back to itself is unknown. */
  private once(key: string, work: () => Value): Value {
    const known = this.memo.get(key);
    if (known !== undefined) return known;
    this.memo.set(key, nothingKnown);
    unfinished.count += 1;
    try {
      const value = work();
      this.memo.set(key, value);
      return value;
    } finally {
      unfinished.count -= 1;
    }
  }
}

/** Fills in what `optional(type, default)` promises for members that are left out. */
function withDefaults(value: Value, type: Expr, scope: Scope): Value {
  if (type.kind !== 'call') return value;
  const [inner] = type.args;
  if (type.name === 'object' && inner?.kind === 'object' && isObject(value)) {
    const filled: Record<string, Value> = { ...value };
    for (const { key, value: member } of inner.entries) {
      if (key.kind !== 'literal' || typeof key.value !== 'string') continue;
      const optional = member.kind === 'call' && member.name === 'optional' ? member.args : undefined;
      const standard = optional?.[1];
      const present = filled[key.value];
      if ((present === undefined || present === null) && standard) filled[key.value] = evaluate(standard, scope);
      const memberType = optional ? optional[0] : member;
      const now = filled[key.value];
      if (now !== undefined && memberType) filled[key.value] = withDefaults(now, memberType, scope);
    }
    return filled;
  }
  if (inner === undefined) return value;
  if (type.name === 'map' && isObject(value)) return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withDefaults(item, inner, scope)]));
  if ((type.name === 'list' || type.name === 'set') && Array.isArray(value)) return value.map((item: Value) => withDefaults(item, inner, scope));
  return value;
}
