import { failed, type Outcome, ok } from '../../../domain/failure/failure.ts';
import { programGarbled } from '../../../domain/failure/process.ts';
import { explain } from '../explain.ts';
import type { Root } from './open.ts';

/** What tells one state from another, and which resources are in it. No values: they may be secret. */
export interface State {
  /** Empty where nothing was ever applied. */
  readonly lineage: string;
  /** Grows with every change; 0 where nothing was ever applied. */
  readonly serial: number;
  /** Managed resources by address, with instance keys. */
  readonly addresses: readonly string[];
}

const stateBytesMax = 400 * 1024 * 1024;

/** Reads the state where it really is, without taking its lock. */
export async function readState(root: Root): Promise<Outcome<State>> {
  const pulled = await pullState(root);
  return pulled.ok ? ok(pulled.value.state) : pulled;
}

/** The same with all of its text, which holds secrets: it goes into a file of this user alone, and nowhere else. */
export async function pullState(root: Root): Promise<Outcome<{ readonly state: State; readonly text: string }>> {
  const pulled = await root.run(['state', 'pull'], { timeoutMs: 120_000, outputBytesMax: stateBytesMax, quietly: true });
  if (!pulled.ok) return pulled;
  if (pulled.value.code !== 0) return failed(explain('state pull', pulled.value, root));
  const text = pulled.value.stdout;
  const state = text.trim() === '' ? { lineage: '', serial: 0, addresses: [] } : stateIn(text);
  return state === undefined ? failed(programGarbled(`${root.program.command} state pull`, `${text.length} characters`)) : ok({ state, text });
}

/** `undefined`: it is no state. */
export function stateIn(text: string): State | undefined {
  try {
    const { lineage, serial, resources } = JSON.parse(text);
    if (typeof serial !== 'number' || typeof lineage !== 'string') return undefined;
    return { lineage, serial, addresses: (Array.isArray(resources) ? resources : []).flatMap(addressesOf) };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return undefined;
  }
}

interface StateResource {
  readonly module?: string;
  readonly mode?: string;
  readonly type?: string;
  readonly name?: string;
  readonly instances?: readonly { readonly index_key?: string | number }[];
}

function addressesOf({ module, mode, type, name, instances = [] }: StateResource): readonly string[] {
  if (mode !== 'managed') return [];
  const base = `${module === undefined ? '' : `${module}.`}${type}.${name}`;
  const all = instances.map(({ index_key: key }) => (key === undefined ? base : `${base}[${JSON.stringify(key)}]`));
  return [...new Set(all)];
}

/** By address, the id of what the state has there, and not of what waits to be deleted; `undefined` for a thing without one. */
export function currentIds(text: string): ReadonlyMap<string, string | undefined> {
  const ids = new Map<string, string | undefined>();
  if (text.trim() === '') return ids;
  const { resources } = JSON.parse(text);
  for (const resource of Array.isArray(resources) ? resources : [])
    for (const instance of resource.instances ?? []) {
      if (instance.deposed !== undefined) continue;
      for (const address of addressesOf({ ...resource, instances: [instance] })) ids.set(address, instance.attributes?.id);
    }
  return ids;
}
