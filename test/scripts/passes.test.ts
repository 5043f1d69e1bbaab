import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { keepPasses, passedBefore, passKeys } from '../../scripts/lib/passes.mjs';
import { tempFolder } from '../support/temp.ts';

const plain = 'test/real/plain.test.ts';
const built = 'test/real/cli/built.test.ts';
const editor = 'test/vscode/editor.test.ts';
const files = [plain, built, editor];

const project = {
  'src/tool.ts': "import { base } from './base.ts';\nexport const tool = base;\n",
  'src/base.ts': 'export const base = 1;\n',
  'src/elsewhere.ts': 'export const elsewhere = 1;\n',
  'templates/main.tf.hbs': 'one\n',
  'docs/guide.md': 'one\n',
  [plain]: "import { tool } from '../../src/tool.ts';\nexport const it = tool;\n",
  'test/real/driver.ts': "import { driven } from './driven.ts';\nexport const driver = driven;\n",
  'test/real/driven.ts': 'export const driven = 1;\n',
  [built]: "export const starts = 'dist/cli.mjs';\n",
  [editor]: 'export const page = 1;\n',
};

function write(folder: string, path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

function checkout(): string {
  const folder = tempFolder();
  for (const [path, text] of Object.entries(project)) write(folder, path, text);
  execFileSync('git', ['init', '-q'], { cwd: folder });
  return folder;
}

test.each<[string, readonly string[]]>([
  ['src/base.ts', [plain, built, editor]],
  ['src/elsewhere.ts', [built, editor]],
  ['templates/main.tf.hbs', [plain, built, editor]],
  ['test/real/driven.ts', [plain]],
  [plain, [plain]],
  ['docs/guide.md', []],
])('a change of %s asks these anew: %j', async (path, anew) => {
  const folder = checkout();
  const before = await passKeys(files, folder);
  write(folder, path, `${project[path as keyof typeof project]}// changed\n`);
  const after = await passKeys(files, folder);
  expect(files.filter((file) => before[file] !== after[file])).toEqual(anew);
});

test('only what passed with this very key is recalled', () => {
  const former = process.env.NIMBUS_DEV_CACHE;
  process.env.NIMBUS_DEV_CACHE = tempFolder();
  onTestFinished(() => {
    if (former === undefined) delete process.env.NIMBUS_DEV_CACHE;
    else process.env.NIMBUS_DEV_CACHE = former;
  });
  const keys = { [plain]: 'a'.repeat(64), [built]: 'b'.repeat(64) };
  expect(passedBefore('real', keys)).toEqual({});
  keepPasses('real', keys, [{ file: plain, tests: 3 }]);
  expect(passedBefore('real', keys)).toEqual({ [plain]: 3 });
  expect(passedBefore('vscode', keys)).toEqual({});
  expect(passedBefore('real', { ...keys, [plain]: 'c'.repeat(64) })).toEqual({});
});
