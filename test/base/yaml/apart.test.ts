import { once } from 'node:events';
import type { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { type Part, readYaml } from '../../../src/base/yaml/apart.ts';

const options = { version: '1.1', merge: true, aliasesMax: 100 } as const;
const going = new AbortController().signal;
const document = (name: string) => `kind: ConfigMap\nmetadata: { name: ${name} }\ndata:\n  text: ${'x'.repeat(200)}\n`;

/** Does the work, and counts how often the process came to something else meanwhile. */
async function turnsDuring<T>(work: Promise<T>): Promise<{ readonly value: T; readonly turns: number }> {
  let turns = 0;
  let goes = true;
  const turn = () => {
    turns++;
    if (goes) setImmediate(turn);
  };
  setImmediate(turn);
  try {
    return { value: await work, turns };
  } finally {
    goes = false;
  }
}

test('a large text is read while the process goes on with other things, and says just what a small one says', async () => {
  const odd = ['on: yes\n', 'a: &a [1]\nb: *a\n', 'a: 1\na: 2\n', '', '# nothing\n', 'when: 2026-01-01\n', `a: &x [1]\nb: [${'*x, '.repeat(200)}]\n`];
  const small = await turnsDuring(readYaml([odd.join('---\n')], options, going));
  const large = Array.from({ length: 400 }, (_, n) => document(`map-${n}`));
  const { value, turns } = await turnsDuring(readYaml([odd.join('---\n'), large.join('---\n')], options, going));
  expect(turns).toBeGreaterThan(50);
  expect(value[0]).toEqual(small.value[0]);
  expect(value[0]?.map((one) => one.mistake ?? one.why ?? one.value)).toEqual([
    { true: true },
    { a: [1], b: [1] },
    { line: 7, says: 'Map keys must be unique at line 7, column 1:' },
    null,
    null,
    { when: new Date('2026-01-01') },
    'Excessive alias count indicates a resource exhaustion attack',
  ]);
  expect(value[1]?.map((one) => one.value)).toEqual(
    large.map((_, n) => ({ kind: 'ConfigMap', metadata: { name: `map-${n}` }, data: { text: 'x'.repeat(200) } })),
  );
});

test('a mistake in a large text is told at its line, without a word of the text', async () => {
  const [read = []] = await readYaml([`${Array.from({ length: 400 }, (_, n) => document(`map-${n}`)).join('---\n')}---\npassword: "open\n`], options, going);
  expect(read).toHaveLength(401);
  expect(read.at(-1)).toEqual({ mistake: { line: 2002, says: expect.stringMatching(/^Missing closing "quote at line 2002, column \d+:$/) } });
});

test('a list of many in one document comes over a few at a time, each in a turn of its own', async () => {
  const names = Array.from({ length: 150 }, (_, n) => `map-${n}`);
  const indented = names.map((name) => `  - ${document(name).trimEnd().replaceAll('\n', '\n    ')}\n`);
  const starting = once(process, 'worker');
  const reading = readYaml([`kind: List\nitems:\n${indented.join('')}note: last\n`, 'kind: List\nitems: [1]\n'], options, going);
  const [thread] = (await starting) as [Worker];
  let turns = 0;
  let goes = true;
  const turn = () => {
    turns++;
    if (goes) setImmediate(turn);
  };
  turn();
  const parts: { readonly turn: number; readonly items: number }[] = [];
  thread.on('message', ({ value }: IteratorResult<Part, undefined>) => {
    // However it comes: an item of the list is a map with a text.
    parts.push({ turn: turns, items: JSON.stringify(value ?? null).split('"text"').length - 1 });
  });
  const [all, short] = await reading;
  goes = false;
  expect(all).toEqual([
    { value: { kind: 'List', items: names.map((name) => ({ kind: 'ConfigMap', metadata: { name }, data: { text: 'x'.repeat(200) } })), note: 'last' } },
  ]);
  expect(Object.keys(all?.[0]?.value as object)).toEqual(['kind', 'items', 'note']);
  expect(short).toEqual([{ value: { kind: 'List', items: [1] } }]);
  expect(parts.reduce((sum, part) => sum + part.items, 0)).toBe(150);
  expect(Math.max(...parts.map((part) => part.items))).toBeLessThanOrEqual(20);
  expect(new Set(parts.map((part) => part.turn)).size).toBe(parts.length);
});

test('it ends when it is told to', async () => {
  const over = new AbortController();
  const reading = readYaml([Array.from({ length: 4_000 }, (_, n) => document(`map-${n}`)).join('---\n')], options, over.signal);
  setImmediate(() => over.abort(new Error('enough')));
  await expect(reading).rejects.toThrow('enough');
});
