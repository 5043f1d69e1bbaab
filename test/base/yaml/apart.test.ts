import { expect, test } from 'vitest';
import { readYaml } from '../../../src/base/yaml/apart.ts';

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

test('it ends when it is told to', async () => {
  const over = new AbortController();
  const reading = readYaml([Array.from({ length: 4_000 }, (_, n) => document(`map-${n}`)).join('---\n')], options, over.signal);
  setImmediate(() => over.abort(new Error('enough')));
  await expect(reading).rejects.toThrow('enough');
});
