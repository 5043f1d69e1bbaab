import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const rulesFolder = join(root, 'src/rules');

/** `src/rules/all.ts` from the rule files, and the rules' pages from the rules. */
export async function outputs() {
  const found = await ruleFiles();
  const rules = await Promise.all(found.map(async ({ name, path }) => (await import(pathToFileURL(join(rulesFolder, path)).href))[name]));
  const { ruleDocs } = await import(pathToFileURL(join(rulesFolder, 'report/docs.ts')).href);
  return new Map([['src/rules/all.ts', registry(found)], ...ruleDocs(rules)]);
}

/** A rule's file bears its id as its name; the files beside it help. */
async function ruleFiles() {
  const found = [];
  for (const folder of ['terraform', 'kubernetes', 'docker']) {
    for (const entry of await readdir(join(rulesFolder, folder), { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || !entry.name.endsWith('.ts')) continue;
      const path = join(entry.parentPath, entry.name);
      const id = entry.name.slice(0, -3);
      if (!(await readFile(path, 'utf8')).includes(`id: '${id}'`)) continue;
      found.push({ name: id.replace(/-(\w)/g, (_, letter) => letter.toUpperCase()), path: `./${relative(rulesFolder, path)}` });
    }
  }
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** In the order and shape the formatter gives it. */
function registry(found) {
  const imports = [
    ...found.map(({ name, path }) => ({ path, line: `import { ${name} } from '${path}';` })),
    { path: './rule.ts', line: "import type { Rule } from './rule.ts';" },
  ];
  imports.sort((a, b) => (a.path < b.path ? -1 : 1));
  return `// Made by \`npm run generate\` from the rule files.

${imports.map(({ line }) => line).join('\n')}

/** Every rule, in order of its file. */
export const allRules: readonly Rule[] = [
${found.map(({ name }) => `  ${name},`).join('\n')}
];
`;
}
