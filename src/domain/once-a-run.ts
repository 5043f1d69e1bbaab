import { type Outcome, ok } from './failure/failure.ts';
import type { Workplace } from './workplace.ts';

const answers = new WeakMap<object, Map<string, unknown>>();

/** Asks once in a run for what no step of it can change, `by` naming what was asked and all that the answer hangs on. A failure is not kept. */
export async function onceARun<T>(at: Workplace, by: readonly unknown[], ask: () => Promise<Outcome<T>>): Promise<Outcome<T>> {
  const key = JSON.stringify(by);
  const known = answers.get(at.run ?? at) ?? new Map<string, unknown>();
  answers.set(at.run ?? at, known);
  if (known.has(key)) return ok(known.get(key) as T);
  const asked = await ask();
  if (asked.ok) known.set(key, asked.value);
  return asked;
}
