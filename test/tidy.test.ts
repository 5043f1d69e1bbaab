import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';
import { describe, expect, test } from 'vitest';
import { metaOfProduct } from '../scripts/build/meta.mjs';
import { stale } from '../scripts/generate.mjs';
import { heavyActivation } from './tidy/bundle.ts';
import { holesInLock, machineTraces } from './tidy/private.ts';
import { readRooms, strayImports } from './tidy/rooms.ts';
import { barrels, defaultExports, hastyReads, longFiles, replacedModules, strayVscode, strayWebviewImports } from './tidy/shape.ts';
import { checkout, root, type Tree } from './tidy/tree.ts';

/** No problems, or a failure that lists them: each says the way out. */
const none = (problems: readonly string[]): void => expect(problems.join('\n')).toBe('');

describe('this checkout', () => {
  const tree = checkout();
  test('imports follow the table of rooms in ARCHITECTURE.md', () => none(strayImports(tree, readRooms(tree.get('ARCHITECTURE.md') ?? ''))));
  test('only src/extension knows vscode', () => none(strayVscode(tree)));
  test('no barrels', () => none(barrels(tree)));
  test('no default exports', () => none(defaultExports(tree)));
  test('no file says too much', () => none(longFiles(tree)));
  test('panels see messages, not the runtime', () => none(strayWebviewImports(tree)));
  test('no test replaces a module', () => none(replacedModules(tree)));
  test('no test of a page reads it but once', () => none(hastyReads(tree)));
  test('nothing of one machine is committed', () => none(machineTraces(tree)));
  test('the lock file can be installed from', () => none(holesInLock(tree)));
  test('generated files are current', { timeout: 180_000 }, async () => {
    const differing = await stale();
    none([...differing].map(([path, { generator }]) => `${path} is stale: it is made by ${generator}. Run: npm run generate`));
  });
  test('activation stays light', { timeout: 180_000 }, async (at) => {
    if (!tree.has('src/extension/main.ts')) return at.skip('src/extension/main.ts does not exist yet');
    none(heavyActivation(await metaOfProduct()));
  });
  test('package.json points at what the build makes', () => {
    const { main, bin } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    expect({ main, bin }).toEqual({ main: './dist/extension/main.js', bin: { nimbus: 'dist/cli/main.js' } });
  });
});

describe('the checks notice', () => {
  const table = `# A\n\n## Rooms\n\n| room | what | may import |\n|---|---|---|
| \`base\` | no domain | – |
| \`domain\` | nouns | base |
| \`tools/<toolset>\` | adapters | base, domain, http |
| \`http\` | client | base, domain |
| \`extension\` | vscode | all |
| \`cli\` | headless | all but extension |
\n## Next\n\n| \`not\` | a | room |\n`;
  const rooms = readRooms(table);

  interface Case {
    readonly what: string;
    readonly files: Record<string, string>;
    readonly check: (tree: Tree) => readonly string[];
    /** A part of the message; absent when nothing must be found. */
    readonly says?: string;
  }
  const stray = (tree: Tree): readonly string[] => strayImports(tree, rooms);
  const cases: readonly Case[] = [
    { what: 'an import the table allows', check: stray, files: { 'src/domain/a.ts': "import { b } from '../base/b.ts';" } },
    {
      what: 'an import it does not allow',
      check: stray,
      files: { 'src/base/a.ts': "import { b } from '../domain/b.ts';" },
      says: 'base may import nothing. Move the type',
    },
    { what: 'a type import it does not allow', check: stray, files: { 'src/base/a.ts': "import type { B } from '../domain/b.ts';" }, says: 'src/domain/b.ts' },
    {
      what: 'an import over several lines',
      check: stray,
      files: { 'src/base/a.ts': "import {\n  b,\n  c,\n} from '../domain/b.ts';" },
      says: 'src/domain/b.ts',
    },
    {
      what: 'a re-export it does not allow',
      check: stray,
      files: { 'src/base/a.ts': "export { b } from '../domain/b.ts';\nconst x = 1;" },
      says: 'src/domain/b.ts',
    },
    { what: 'an import for its effect', check: stray, files: { 'src/base/a.ts': "import '../domain/b.ts';" }, says: 'src/domain/b.ts' },
    { what: 'a late import', check: stray, files: { 'src/base/a.ts': "const b = async () => await import('../domain/b.ts');" }, says: 'src/domain/b.ts' },
    { what: 'the type of a module', check: stray, files: { 'src/base/a.ts': "type B = import('../domain/b.ts').B;" }, says: 'src/domain/b.ts' },
    {
      what: 'an import in a comment',
      check: stray,
      files: { 'src/base/a.ts': "/**\n * import('../domain/b.ts')\n */\n// import('../domain/b.ts')\nconst x = 1;" },
    },
    { what: 'one toolset in another', check: stray, files: { 'src/tools/git/a.ts': "import { b } from '../files/b.ts';" }, says: 'step of a plan' },
    { what: 'a toolset in itself', check: stray, files: { 'src/tools/git/deep/a.ts': "import { b } from '../b.ts';" } },
    { what: 'a toolset in a composition root', check: stray, files: { 'src/cli/a.ts': "import { b } from '../tools/git/b.ts';" } },
    {
      what: 'the extension in the command line',
      check: stray,
      files: { 'src/cli/a.ts': "import { b } from '../extension/b.ts';" },
      says: 'composition root as an argument',
    },
    { what: 'a folder that is no room', check: stray, files: { 'src/utils/a.ts': '' }, says: '"utils", which is not a room' },
    { what: 'a way out of src', check: stray, files: { 'src/base/a.ts': "import { b } from '../../scripts/b.mjs';" }, says: 'outside src/' },
    { what: 'vscode outside the extension', check: strayVscode, files: { 'src/session/a.ts': "import type { Uri } from 'vscode';" }, says: 'a port in domain' },
    { what: 'vscode in the extension', check: strayVscode, files: { 'src/extension/a.ts': "import { Uri } from 'vscode';" } },
    {
      what: 'a barrel',
      check: barrels,
      files: { 'src/base/index.ts': "// all\nexport * from './a.ts';\nexport { b, type C } from './b.ts';\n" },
      says: 'only re-exports',
    },
    { what: 'a file that exports its own', check: barrels, files: { 'src/base/a.ts': "export { b } from './b.ts';\nexport const c = 1;\n" } },
    {
      what: 'a module that a test replaces',
      check: replacedModules,
      files: { 'test/a.test.ts': "import { vi } from 'vitest';\n\nvi.mock('../src/a.ts', () => ({}));\n" },
      says: 'replaces the module ../src/a.ts',
    },
    { what: 'a stand-in for the editor', check: replacedModules, files: { 'test/a.test.ts': "vi.mock('vscode', () => ({}));\n" } },
    {
      what: 'a page that is read once',
      check: hastyReads,
      files: { 'test/vscode/a.test.ts': "\n    expect(await page.locator('.impact').count()).toBe(14);\n" },
      says: 'test/vscode/a.test.ts:2 reads the page once',
    },
    {
      what: 'a page that is waited for',
      check: hastyReads,
      files: { 'test/vscode/a.test.ts': "await expect.poll(() => page.locator('.a').count()).toBe(1);\n" },
    },
    { what: 'a default export', check: defaultExports, files: { 'src/base/a.ts': 'export default 1;' }, says: 'by name' },
    { what: 'a default export by another name', check: defaultExports, files: { 'src/base/a.ts': 'const a = 1;\nexport { a as default };' }, says: 'by name' },
    { what: 'a long file', check: longFiles, files: { 'webview/run/a.ts': 'x\n'.repeat(401) }, says: '401 lines' },
    { what: 'a file of just that length', check: longFiles, files: { 'webview/run/a.ts': 'x\n'.repeat(400) } },
    {
      what: 'the runtime in a panel',
      check: strayWebviewImports,
      files: { 'webview/run/a.ts': "import { x } from '../../src/session/run.ts';" },
      says: 'in a message',
    },
    { what: 'Node in a panel', check: strayWebviewImports, files: { 'webview/run/a.ts': "import { join } from 'node:path';" }, says: 'in a message' },
    {
      what: 'messages and packages in a panel',
      check: strayWebviewImports,
      files: { 'webview/run/a.ts': "import { x } from '../../src/protocol/run.ts';\nimport { html } from 'lit';" },
    },
    { what: 'a path of a machine', check: machineTraces, files: { 'docs/a.md': 'see /root/thing' }, says: 'a path of one machine: /root/t' },
    { what: 'a path that looks like it', check: machineTraces, files: { 'docs/a.md': 'infra/work/main.tf ${path.root}/main' } },
    { what: 'a registry', check: machineTraces, files: { '.npmrc': 'registry=https://packages.example.com/' }, says: 'package registry' },
    {
      what: 'a lock file with addresses',
      check: machineTraces,
      files: { 'package-lock.json': '{"resolved": "https://packages.example.com/a.tgz"}' },
      says: 'leaves them out',
    },
    {
      what: 'a lock file with a hole',
      check: holesInLock,
      files: { 'package-lock.json': '{"packages":{"node_modules/a":{"optionalDependencies":{"a-win":"1"}}}}' },
      says: 'no entry for a-win',
    },
    {
      what: 'a lock file without one',
      check: holesInLock,
      files: {
        'package-lock.json':
          '{"packages":{"node_modules/@s/a":{"optionalDependencies":{"b":"1","c":"1"}},"node_modules/b":{},"node_modules/@s/a/node_modules/c":{}}}',
      },
    },
  ];
  test.each(cases)('$what', ({ files, check, says }) => {
    const found = check(new Map(Object.entries(files))).join('\n');
    if (says === undefined) expect(found).toBe('');
    else expect(found).toContain(says);
  });

  const built = (inputs: readonly string[], bytes: number, kind: 'import-statement' | 'dynamic-import'): Metafile => {
    const output = (paths: readonly string[], size: number, imports: Metafile['outputs'][string]['imports'] = []) => ({
      bytes: size,
      imports,
      exports: [],
      inputs: Object.fromEntries(paths.map((path) => [path, { bytesInOutput: size }])),
    });
    return {
      inputs: {},
      outputs: {
        'dist/extension/main.js': output(['src/extension/main.ts'], 1000, [{ path: 'dist/chunks/a.js', kind }]),
        'dist/chunks/a.js': output(inputs, bytes, [{ path: 'dist/extension/main.js', kind: 'import-statement' }]),
      },
    };
  };
  test.each([
    { what: 'undici at once', meta: built(['node_modules/undici/index.js'], 10, 'import-statement'), says: 'with import() at first use' },
    { what: 'native code at once', meta: built(['node_modules/x/build/x.node'], 10, 'import-statement'), says: 'x.node' },
    { what: 'undici later', meta: built(['node_modules/undici/index.js'], 10, 'dynamic-import') },
    {
      what: 'too much at once',
      meta: built(['node_modules/big/a.js', 'node_modules/big/b.js'], 200_000, 'import-statement'),
      says: '201000 bytes, 150000 are allowed. Largest: node_modules/big 400000',
    },
    { what: 'much later', meta: built(['node_modules/big/a.js'], 200_000, 'dynamic-import') },
  ])('$what', ({ meta, says }) => {
    const found = heavyActivation(meta).join('\n');
    if (says === undefined) expect(found).toBe('');
    else expect(found).toContain(says);
  });

  test('a table that is not there, and a name that is no room', () => {
    expect(() => readRooms('# Nothing')).toThrow('no table of rooms');
    expect(() => readRooms('## Rooms\n| `a` | b | nowhere |\n')).toThrow('names nowhere, which is not a room');
    expect([...rooms.keys()]).toEqual(['base', 'domain', 'tools/<toolset>', 'http', 'extension', 'cli']);
  });
});
