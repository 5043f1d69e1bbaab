import { partsFrom } from '../parts.ts';
import { type ReadDocument, type ValueOptions, valuesIn } from './values.ts';

/** What the thread is given. */
export interface Wanted {
  readonly texts: readonly string[];
  readonly options: ValueOptions;
}

/** What it says: some documents of one of the texts, in their order, or more of the `items` of the last one. */
export type Part = { readonly index: number } & ({ readonly documents: readonly ReadDocument[] } | { readonly items: readonly unknown[] });

/** Less than this is read where it is asked for: a thread takes longer to start. The library reads some hundred KB in a second. */
export const inPlaceMax = 32 * 1024;

/** In the bundle its code lies in a folder of its own beside the programs. */
const program = new URL(import.meta.url.endsWith('.ts') ? './worker.ts' : '../base/yaml/worker.js', import.meta.url);

/**
 * The documents of each text. Much of it is read on a thread, so that nothing else has to wait. Rejects when `signal` fires, and
 * where the thread breaks.
 */
export async function readYaml(texts: readonly string[], options: ValueOptions, signal: AbortSignal): Promise<readonly (readonly ReadDocument[])[]> {
  if (texts.reduce((sum, text) => sum + text.length, 0) <= inPlaceMax) return texts.map((text) => [...valuesIn(text, options)]);
  const read = texts.map((): ReadDocument[] => []);
  const wanted: Wanted = { texts, options };
  for await (const part of partsFrom<Part>(program, 'nimbus-yaml', wanted, signal)) {
    const documents = read[part.index];
    if ('documents' in part) documents?.push(...part.documents);
    else {
      const begun = documents?.at(-1)?.value as { items: unknown[] } | undefined;
      begun?.items.push(...part.items);
    }
  }
  return read;
}
