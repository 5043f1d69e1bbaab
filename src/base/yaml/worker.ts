import { workerData } from 'node:worker_threads';
import { giveParts, slices } from '../parts.ts';
import type { Part, Wanted } from './apart.ts';
import { type ReadDocument, valuesIn } from './values.ts';

// Reads large YAML texts apart from the process that asked, and tells what is in them in parts.

/** So many documents go over at once; of a list that is longer, so many items. */
const atOnce = 20;

const { texts, options } = workerData as Wanted;

function* parts(): Generator<Part, void> {
  for (const [index, text] of texts.entries()) {
    let documents: ReadDocument[] = [];
    for (const document of valuesIn(text, options)) {
      const items = itemsOf(document);
      documents.push(items.length > atOnce ? { value: { ...(document.value as object), items: [] } } : document);
      if (items.length <= atOnce && documents.length < atOnce) continue;
      yield { index, documents };
      documents = [];
      if (items.length > atOnce) for (const some of slices(items, atOnce)) yield { index, items: some };
    }
    yield { index, documents };
  }
}

/** One document may hold all there is: a list of objects, as `kubectl get` writes it. */
function itemsOf({ value }: ReadDocument): readonly unknown[] {
  const { items } = (value ?? {}) as { readonly items?: unknown };
  return Array.isArray(items) ? items : [];
}

giveParts(parts());
