import { parentPort, workerData } from 'node:worker_threads';
import type { FromThread, Wanted } from './apart.ts';
import { type ReadDocument, valuesIn } from './values.ts';

// Reads large YAML texts apart from the process that asked, tells what is in them in parts, and ends.

/** So many documents go over at once: few enough that taking them in holds up nobody. */
const atOnce = 100;

const { texts, options } = workerData as Wanted;
const send = (message: FromThread): void => parentPort?.postMessage(message);
for (const [index, text] of texts.entries()) {
  let part: ReadDocument[] = [];
  for (const document of valuesIn(text, options)) {
    part.push(document);
    if (part.length < atOnce) continue;
    send({ index, documents: part });
    part = [];
  }
  send({ index, documents: part });
}
send('all');
