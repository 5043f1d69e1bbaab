import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import type { RunEvent } from '../../src/domain/event.ts';
import type { Answers } from '../../src/domain/question.ts';
import type { Tool } from '../../src/domain/tool.ts';
import { generateTerraform } from '../../src/generators/terraform/tool.ts';
import { all, start, testHouse } from '../support/house.ts';
import { tree } from '../support/tree.ts';

type Files = Readonly<Record<string, string>>;

interface Case {
  /** What a person did in `infra/` after the first time. */
  readonly edit?: (infra: Place) => void;
  /** The second time's answers, over the first's. */
  readonly answers?: Answers;
  /** Nothing was generated before; the edit is all there is. */
  readonly first?: false;
  /** The second time is on a machine whose store has never seen these files. */
  readonly freshStore?: true;
  /** A line a file that is not unchanged, then conflicts and warnings; or the failure. */
  readonly expect: string | RegExp;
  readonly also?: (before: Files, after: Files) => void;
  /** A third time, with the answers of the second: what the person did before it, and what it tells. */
  readonly third?: { readonly edit: (infra: Place, first: (path: string) => string) => void; readonly expect: string };
}

interface Place {
  /** Replaces text that must be there. */
  replace(path: string, from: string, to: string): void;
  write(path: string, content: string | Uint8Array): void;
  remove(path: string): void;
}

const answers: Answers = {
  'project.name': 'shop',
  'project.environment': 'dev',
  'project.region': 'eu-central-1',
  'project.components': ['network', 'bucket'],
  'project.owner': 'team-shop',
  'project.costCentre': 'CC-1',
  'bucket.names': ['uploads'],
  'bucket.noncurrentDays': 90,
  'output.layout': 'flat',
};

/** Generates, lets a person edit, generates again with a yes, and tells what the second time did to the folder. */
async function check({ edit = () => {}, answers: changed = {}, first, freshStore, expect: expected, also, third }: Case): Promise<void> {
  const house = testHouse([generateTerraform as unknown as Tool]);
  const generate = async (on: typeof house, given: Answers) =>
    (await all(start(on, [{ id: 'files', tool: 'generate.terraform', input: { answers: given, out: 'infra' } }]))).map((e) => e.event);
  if (first !== false) expect((await generate(house, answers)).at(-1)).toMatchObject({ type: 'run-ended', outcome: 'succeeded' });
  const at = (path: string) => join(house.folder, 'infra', path);
  const written = tree(house.folder);
  const place: Place = {
    replace: (path, from, to) => {
      const text = readFileSync(at(path), 'utf8');
      expect(text).toContain(from);
      writeFileSync(at(path), text.replaceAll(from, to));
    },
    write: (path, content) => {
      mkdirSync(dirname(at(path)), { recursive: true });
      writeFileSync(at(path), content);
    },
    remove: (path) => rmSync(at(path)),
  };
  edit(place);
  const before = tree(house.folder);

  const again = { ...answers, ...changed };
  const told = tell(await generate(freshStore ? { ...testHouse([generateTerraform as unknown as Tool]), folder: house.folder } : house, again));
  if (typeof expected === 'string') expect(told).toBe(expected.trim().replaceAll(/^ +/gm, ''));
  else expect(told).toMatch(expected);
  also?.(before, tree(house.folder));
  if (third === undefined) return;
  third.edit(place, (path) => written[`infra/${path}`] ?? '');
  expect(tell(await generate(house, again))).toBe(third.expect.replaceAll(/^ +/gm, ''));
}

/** A line a file that is not unchanged, then conflicts, warnings, and how it ended. */
function tell(events: readonly RunEvent[]): string {
  const end = events.find((e) => e.type === 'run-ended');
  const preview = events.find((e) => e.type === 'step-previewed')?.preview;
  return [
    ...(preview?.files ?? [])
      .filter((f) => f.action !== 'unchanged' && f.path !== 'infra/.nimbus/terraform.json')
      .map((f) => `${f.action} ${f.path} +${f.added} -${f.removed}`),
    ...(preview?.files ?? []).flatMap((f) => f.conflicts.map((c) => `conflict ${c.path}:${c.line} yours: ${firstLine(c.yours)} | new: ${firstLine(c.ours)}`)),
    ...(preview?.warnings ?? []).map((warning) => `warning ${warning}`),
    ...(end?.failure ? [`${end.failure.code} ${end.failure.message} ${end.failure.fix}`] : [end?.outcome ?? 'no end']),
  ].join('\n');
}

const firstLine = (text: string): string => text.trim().split('\n')[0] ?? '';

const longer: Answers = { 'bucket.noncurrentDays': 45 };

test('the same answers again: nothing to write', () => check({ expect: 'succeeded', also: (before, after) => expect(after).toEqual(before) }));

test('files nobody touched take the new answers', () =>
  check({
    answers: longer,
    expect: `update infra/bucket.tf +1 -1
      succeeded`,
    also: (_, after) => expect(after['infra/bucket.tf']).toContain('noncurrent_days = 45'),
  }));

test('an edit elsewhere in a file stays, and the new answers arrive beside it', () =>
  check({
    edit: (infra) => infra.replace('bucket.tf', 'description             = "Objects in the buckets"', 'description             = "Objects, says team-shop"'),
    answers: longer,
    expect: `update infra/bucket.tf +1 -1
      succeeded`,
    also: (_, after) => {
      expect(after['infra/bucket.tf']).toContain('Objects, says team-shop');
      expect(after['infra/bucket.tf']).toContain('noncurrent_days = 45');
    },
  }));

test('a machine that never saw these files merges all the same: the manifest holds the answers', () =>
  check({
    edit: (infra) => infra.replace('bucket.tf', 'description             = "Objects in the buckets"', 'description             = "Objects, says team-shop"'),
    answers: longer,
    freshStore: true,
    expect: `update infra/bucket.tf +1 -1
      succeeded`,
    also: (_, after) => {
      expect(after['infra/bucket.tf']).toContain('Objects, says team-shop');
      expect(after['infra/bucket.tf']).toContain('noncurrent_days = 45');
    },
  }));

test('an edit of the very lines that change is kept, and named', () =>
  check({
    edit: (infra) => infra.replace('bucket.tf', 'noncurrent_days = 90', 'noncurrent_days = 7'),
    answers: longer,
    expect: `conflict infra/bucket.tf:161 yours: noncurrent_days = 7 | new: noncurrent_days = 45
      warning infra/bucket.tf:161 your edit is kept; the new version of these lines was not written
      succeeded`,
    also: (before, after) => expect(after['infra/bucket.tf']).toBe(before['infra/bucket.tf']),
  }));

test('a file that was there before the first time is kept, and named', () =>
  check({
    first: false,
    edit: (infra) => infra.write('README.md', '# Our own words\n'),
    expect: `create infra/.gitignore +20 -0
      create infra/backend.tf +4 -0
      create infra/bucket.tf +174 -0
      create infra/bucket_logs.tf +163 -0
      create infra/data.tf +11 -0
      create infra/endpoints.tf +14 -0
      create infra/environments/dev.tfvars +18 -0
      create infra/flow_logs.tf +110 -0
      create infra/locals.tf +12 -0
      create infra/network.tf +155 -0
      create infra/outputs.tf +44 -0
      create infra/providers.tf +7 -0
      create infra/variables.tf +121 -0
      create infra/versions.tf +10 -0
      conflict infra/README.md:1 yours: # Our own words | new: # shop-dev
      warning infra/README.md:1 your edit is kept; the new version of these lines was not written
      succeeded`,
    also: (before, after) => expect(after['infra/README.md']).toBe(before['infra/README.md']),
  }));

test('a file of a name the generator does not know is left alone', () =>
  check({
    edit: (infra) => infra.write('ours.tf', 'locals { ours = true }\n'),
    answers: longer,
    expect: `update infra/bucket.tf +1 -1
      succeeded`,
    also: (_, after) => expect(after['infra/ours.tf']).toBe('locals { ours = true }\n'),
  }));

test('files that are no longer part of it go', () =>
  check({
    answers: { 'project.components': ['network'] },
    expect: `update infra/README.md +1 -4
      delete infra/bucket.tf +0 -174
      delete infra/bucket_logs.tf +0 -163
      update infra/environments/dev.tfvars +0 -5
      update infra/outputs.tf +0 -20
      update infra/variables.tf +0 -27
      succeeded`,
    also: (_, after) => expect(Object.keys(after)).not.toContain('infra/bucket.tf'),
  }));

test('a file that is no longer part of it and was edited stays, and is named', () =>
  check({
    edit: (infra) => infra.replace('bucket.tf', 'noncurrent_days = 90', 'noncurrent_days = 7'),
    answers: { 'project.components': ['network'] },
    expect: `update infra/README.md +1 -4
      delete infra/bucket_logs.tf +0 -163
      update infra/environments/dev.tfvars +0 -5
      update infra/outputs.tf +0 -20
      update infra/variables.tf +0 -27
      warning infra/bucket.tf is no longer part of this and you edited it; it is kept
      succeeded`,
    also: (before, after) => expect(after['infra/bucket.tf']).toBe(before['infra/bucket.tf']),
  }));

test('line ends as Windows writes them stay, and are no edit', () =>
  check({
    edit: (infra) => infra.replace('bucket.tf', '\n', '\r\n'),
    answers: longer,
    expect: `update infra/bucket.tf +1 -1
      succeeded`,
    also: (_, after) => {
      expect(after['infra/bucket.tf']).toContain('noncurrent_days = 45\r\n');
      expect(after['infra/bucket.tf']?.replaceAll('\r\n', '')).not.toContain('\n');
    },
  }));

test('a file with Windows line ends that is no longer part of it goes', () =>
  check({
    edit: (infra) => infra.replace('bucket.tf', '\n', '\r\n'),
    answers: { 'project.components': ['network'] },
    expect: `update infra/README.md +1 -4
      delete infra/bucket.tf +0 -174
      delete infra/bucket_logs.tf +0 -163
      update infra/environments/dev.tfvars +0 -5
      update infra/outputs.tf +0 -20
      update infra/variables.tf +0 -27
      succeeded`,
  }));

test('what is not text stays byte for byte, and is named', () =>
  check({
    edit: (infra) => infra.write('bucket.tf', Uint8Array.of(0xff, 0xfe, 0, 1)),
    answers: longer,
    expect: `warning infra/bucket.tf is not text; it is kept as it is and the new version was not written
      succeeded`,
    also: (before, after) => expect(after['infra/bucket.tf']).toBe(before['infra/bucket.tf']),
  }));

test('a file that was not text is compared with what was last written, once it is text again', () =>
  check({
    edit: (infra) => infra.write('bucket.tf', Uint8Array.of(0xff, 0xfe, 0, 1)),
    answers: longer,
    expect: `warning infra/bucket.tf is not text; it is kept as it is and the new version was not written
      succeeded`,
    // As from version control: the text of the first time. The new version is what the third time brings.
    third: {
      edit: (infra, first) => infra.write('bucket.tf', first('bucket.tf')),
      expect: `update infra/bucket.tf +1 -1
      succeeded`,
    },
  }));

test('a file a person deleted comes back', () =>
  check({
    edit: (infra) => infra.remove('outputs.tf'),
    expect: `create infra/outputs.tf +44 -0
      succeeded`,
  }));

for (const [what, manifest, message] of [
  [
    'no JSON',
    '{"nimbus": 1, <<<<<<< HEAD',
    /^input\/invalid infra\/\.nimbus\/terraform\.json: it is not JSON: .* Restore it from version control, or delete it: files you edited are then all kept as they are\.$/,
  ],
  [
    'of something else',
    '{"name": "shop"}',
    /^input\/invalid infra\/\.nimbus\/terraform\.json: it was not written by this generator .* Restore it from version control/,
  ],
] as const)
  test(`a manifest that is ${what} stops it before anything is written, with the way out`, () =>
    check({
      edit: (infra) => infra.write('.nimbus/terraform.json', manifest),
      answers: longer,
      expect: message,
      also: (before, after) => expect(after).toEqual(before),
    }));
