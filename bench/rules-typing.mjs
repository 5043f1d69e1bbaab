import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root as checkout } from '../scripts/lib/place.mjs';
import { synthetic } from './rules-synthetic.mjs';

export const name = 'Best practices: an edit in a file of 1,000 lines, as the editor sends it, until its findings are out';
export const limit = 10;
export const unit = 'ms';

/** The built worker, on its own thread, in a folder with nine more files; letters typed into the middle of one. */
export async function run() {
  const { RulesClient } = await import('../src/extension/rules/client.ts');
  const root = await mkdtemp(join(tmpdir(), 'nimbus-bench-'));
  let text = synthetic(90)
    .map((source) => source.text)
    .join('\n');
  for (const [n, source] of synthetic(90).entries()) await writeFile(join(root, `other${n}.tf`), source.text.replaceAll('"b', '"o').replaceAll('"d', '"e'));
  await writeFile(join(root, 'main.tf'), text);
  let heard = () => {};
  using client = new RulesClient({
    file: pathToFileURL(join(checkout, 'dist/extension/rules/worker/worker.js')),
    take: (message) => heard(message),
    started: () => {},
    broke: (why) => {
      throw new Error(why);
    },
  });
  client.start();
  // A worker alone keeps no process alive.
  const alive = setInterval(() => {}, 60_000);
  try {
    client.send({ type: 'begin', root, walk: true, exclude: [] });
    client.send({ type: 'document', root, path: 'main.tf', version: 1, text });
    await client.ask('idle', {});
    const samples = [];
    const inside = [];
    const at = text.indexOf('"group-42"') + 2;
    for (let version = 2; version < 62; version++) {
      const answered = Promise.withResolvers();
      heard = (message) => {
        if (message.type === 'looked') inside.push(message.ms);
        if (message.type === 'findings' && message.files.some((file) => file.version === version)) answered.resolve();
      };
      text = `${text.slice(0, at)}x${text.slice(at)}`;
      const started = performance.now();
      client.send({ type: 'edited', root, path: 'main.tf', from: version - 1, version, length: text.length, changes: [{ start: at, end: at, text: 'x' }] });
      await answered.promise;
      if (version > 12) samples.push(performance.now() - started);
      // The rest of the folder is looked at meanwhile, and is done when nobody types.
      heard = () => {};
      await client.ask('idle', {});
    }
    const slowest = Math.max(...samples);
    return {
      samples,
      detail: `${text.split('\n').length} lines, ten files in the module; on the worker's own clock ${median(inside.slice(10)).toFixed(1)} ms; slowest of ${samples.length} ${slowest.toFixed(1)} ms`,
    };
  } finally {
    clearInterval(alive);
    await rm(root, { recursive: true, force: true });
  }
}

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
