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
  const pulled = await root.run(['state', 'pull'], { timeoutMs: 120_000, outputBytesMax: stateBytesMax, quietly: true });
  if (!pulled.ok) return pulled;
  if (pulled.value.code !== 0) return failed(explain('state pull', pulled.value, root));
  if (pulled.value.stdout.trim() === '') return ok({ lineage: '', serial: 0, addresses: [] });
  try {
    const { lineage, serial, resources } = JSON.parse(pulled.value.stdout);
    if (typeof serial !== 'number' || typeof lineage !== 'string') throw new SyntaxError('no serial');
    return ok({ lineage, serial, addresses: (Array.isArray(resources) ? resources : []).flatMap(addressesOf) });
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    // Never shown: a state holds secrets.
    return failed(programGarbled(`${root.program.command} state pull`, `${pulled.value.stdout.length} characters`));
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
