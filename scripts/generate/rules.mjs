import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const rulesFolder = join(root, 'src/rules');

const languages = ['terraform', 'kubernetes', 'docker', 'kustomize'];

/** The lists of rules from the rule files, and the rules' pages from the rules. */
export async function outputs() {
  const found = await ruleFiles();
  const rules = await Promise.all(found.map(async ({ name, path }) => (await import(pathToFileURL(join(rulesFolder, path)).href))[name]));
  const { ruleDocs } = await import(pathToFileURL(join(rulesFolder, 'report/docs.ts')).href);
  const { settingsJsonSchema } = await import(pathToFileURL(join(rulesFolder, 'engine/settings-schema.ts')).href);
  return new Map([
    ...languages.map((language) => [`src/rules/${language}/all.ts`, registry(language, found)]),
    ...ruleDocs(rules),
    ['media/rules.schema.json', `${JSON.stringify(settingsJsonSchema(rules), null, 2)}\n`],
  ]);
}

/** A rule's file bears its id as its name; the files beside it help. */
async function ruleFiles() {
  const found = [];
  for (const folder of languages) {
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

/** One list a language: `src/rules/terraform/all.ts` … */
function registry(language, found) {
  const own = found.filter(({ path }) => path.startsWith(`./${language}/`)).map(({ name, path }) => ({ name, path: path.replace(`./${language}/`, './') }));
  const type = `${language[0].toUpperCase()}${language.slice(1)}Rule`;
  // In the order and shape the formatter gives it.
  const imports = [`import type { ${type} } from '../rule.ts';`, ...own.map(({ name, path }) => `import { ${name} } from '${path}';`)];
  return `// Made by \`npm run generate\` from the rule files.

${imports.join('\n')}

/** In order of their files. */
// biome-ignore format: a name a line would double the file
export const ${language}Rules: readonly ${type}[] = [
${packed(own.map(({ name }) => `${name},`)).join('\n')}
];
`;
}

/** Words in lines of at most 160 characters. */
function packed(words) {
  const lines = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= 160) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(`  ${word}`);
  }
  return lines;
}
