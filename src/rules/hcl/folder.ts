import type { Block } from './block.ts';
import { evaluate } from './evaluate.ts';
import { type FolderIndex, relativeSource } from './folder-index.ts';
import { instancesOf } from './instances.ts';
import type { Module } from './module.ts';
import type { Unseen } from './unseen.ts';
import { isObject, isUnknown, type Ref, refsOf, type Value } from './value.ts';

/** What a rule can ask about everything around the block it looks at: its module, and all modules under the same root. */
export class Folder {
  readonly module: Module;
  /** Something was asked, since this was last set to `false`, that what could not be read may answer otherwise. */
  isUnsure = false;
  /** Something was answered, since this was last set to `false`, that override files have changed. */
  isMerged = false;
  private readonly shared: Connections;

  constructor(module: Module, shared: Connections) {
    this.module = module;
    this.shared = shared;
  }

  get index(): FolderIndex {
    if (this.module.folder.unseen) this.isUnsure = true;
    return this.module.folder;
  }

  /** Every resource of a type, wherever under this root. */
  all(type: string): readonly Block[] {
    this.see(type);
    return this.noted(this.shared.all(type));
  }

  /**
   * Resources of `type` whose `attribute` names this one: by a reference (`aws_s3_bucket.logs.id`), through variables,
   * outputs and `for_each`, or by the same name.
   */
  attached(type: string, attribute: string, resource: Block): readonly Block[] {
    this.see(type);
    if (this.shared.isHandedOut(resource)) this.isUnsure = true;
    return this.noted(this.shared.attached(type, attribute, resource));
  }

  /** The resources of `type` that what is at `path` leads to. */
  reached(from: Block, path: string, type: string): readonly Block[] {
    return this.resolve(from.get(path), type);
  }

  /** The resources of `type` a value leads to. */
  resolve(value: Value | undefined, type: string): readonly Block[] {
    this.see(type);
    return this.noted(refsOf(value).flatMap((ref) => this.shared.resolve(ref, type)));
  }

  private noted(found: readonly Block[]): readonly Block[] {
    for (const { syntax } of found) if (syntax.isMerged) this.isMerged = true;
    return found;
  }

  private see(type: string): void {
    if (this.shared.mayMiss(type)) this.isUnsure = true;
  }
}

/** Who names whom under one root; worked out once for each question asked. */
export class Connections {
  readonly root: Module;
  private readonly byType = new Map<string, readonly Block[]>();
  private readonly byResource = new Map<Block, readonly string[]>();
  private readonly byQuestion = new Map<string, ReadonlyMap<string, readonly Block[]>>();
  private unseen: readonly Unseen[] | undefined;
  private handedOut: ReadonlySet<string> | undefined;

  constructor(root: Module) {
    this.root = root;
  }

  all(type: string): readonly Block[] {
    let found = this.byType.get(type);
    if (!found) {
      found = [...this.root.everywhere()].flatMap((module) => module.resources(type));
      this.byType.set(type, found);
    }
    return found;
  }

  attached(type: string, attribute: string, resource: Block): readonly Block[] {
    if (this.all(type).length === 0) return [];
    const question = `${type} ${attribute}`;
    let answers = this.byQuestion.get(question);
    if (!answers) {
      answers = this.ask(type, attribute);
      this.byQuestion.set(question, answers);
    }
    const found = new Set<Block>();
    for (const key of this.keysOf(resource)) for (const block of answers.get(key) ?? []) found.add(block);
    return [...found];
  }

  resolve(ref: Ref, type: string): readonly Block[] {
    if (!ref.address.startsWith(`${type}.`)) return [];
    const blocks = ref.module.resources(type).filter((block) => block.address === ref.address);
    return ref.key === undefined ? blocks : blocks.filter((block) => block.key === undefined || block.key === ref.key);
  }

  /** Whether a resource of this type may stand in what was not read. */
  mayMiss(type: string): boolean {
    this.unseen ??= [...this.root.everywhere()].flatMap(({ folder }) => folder.unseen ?? []);
    return this.unseen.length > 0 && this.unseen.some((unseen) => unseen.mayHold(type));
  }

  /** Whether a module of the same tree that is not here, as it lies above all that is looked at, is given the resource. */
  isHandedOut(resource: Block): boolean {
    this.handedOut ??= this.handed();
    return this.handedOut.size > 0 && this.keysOf(resource).some((key) => this.handedOut?.has(key));
  }

  private handed(): ReadonlySet<string> {
    const keys = new Set<string>();
    for (const module of this.root.everywhere()) {
      for (const [name, call] of module.folder.calls) {
        if (relativeSource(call) === undefined || module.children(name).length > 0) continue;
        for (const { scope } of instancesOf(call, module.scope))
          for (const { value } of call.attributes.values()) for (const leaf of leaves(evaluate(value, scope))) for (const key of keysOf(leaf)) keys.add(key);
      }
    }
    return keys;
  }

  private keysOf(resource: Block): readonly string[] {
    let keys = this.byResource.get(resource);
    if (!keys) {
      keys = this.identities(resource);
      this.byResource.set(resource, keys);
    }
    return keys;
  }

  private ask(type: string, attribute: string): ReadonlyMap<string, readonly Block[]> {
    const answers = new Map<string, Block[]>();
    const add = (key: string, block: Block): void => {
      const list = answers.get(key);
      if (list) list.push(block);
      else answers.set(key, [block]);
    };
    for (const block of this.all(type)) {
      const value = block.get(attribute);
      for (const leaf of leaves(value)) for (const key of keysOf(leaf)) add(key, block);
    }
    return answers;
  }

  /** The keys under which others may name a resource. */
  private identities(resource: Block): readonly string[] {
    const ref: Ref = { module: resource.module, address: resource.address, attribute: '' };
    const keys = [refKey(ref)];
    if (resource.key !== undefined) keys.push(refKey({ ...ref, key: resource.key }));
    else keys.push(...resource.module.instances(resource.syntax).flatMap((block) => (block.key === undefined ? [] : [refKey({ ...ref, key: block.key })])));
    for (const name of ['bucket', 'name', 'identifier', 'cluster_identifier', 'function_name', 'arn', 'id']) {
      const value = resource.get(name);
      if (typeof value === 'string' && value !== '') keys.push(`name ${value}`);
      // Both take it from the same variable that nobody has set here.
      else if (isUnknown(value) && value.text === undefined) keys.push(...value.refs.filter((other) => other.address.startsWith('var.')).map(refKey));
    }
    return keys;
  }
}

function leaves(value: Value | undefined): readonly Value[] {
  if (Array.isArray(value)) return value.flatMap(leaves);
  if (isObject(value)) return Object.values(value).flatMap(leaves);
  return value === undefined ? [] : [value as Value];
}

/** The keys of what a value names. */
const keysOf = (leaf: Value): readonly string[] => (typeof leaf === 'string' ? [`name ${leaf}`] : isUnknown(leaf) ? leaf.refs.map(refKey) : []);

const moduleIds = new WeakMap<Module, number>();
let lastId = 0;
const idOf = (module: Module): number => {
  let id = moduleIds.get(module);
  if (id === undefined) {
    id = ++lastId;
    moduleIds.set(module, id);
  }
  return id;
};
const refKey = (ref: Ref): string => `ref ${idOf(ref.module)} ${ref.address}${ref.key === undefined ? '' : `[${JSON.stringify(ref.key)}]`}`;
