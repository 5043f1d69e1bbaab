import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { expect, test } from 'vitest';
import { toolPages } from '../../scripts/generate/pages/tools.ts';
import { commandLine } from '../../src/cli/command-line.ts';
import { addInputs, readInputs, writeInputs } from '../../src/cli/tool-options.ts';
import { allTools } from '../../src/host/tools.ts';
import { type Recordings, readRecorded } from '../examples/example.ts';

/** Those that people ask for; the rest takes these back. */
const tools = [...allTools().values()].filter((tool) => tool.says.length > 0);
const pageOf = (name: string): string => name.split('.').slice(0, -1).join('-');
const made: Readonly<Record<string, Recordings>> = Object.fromEntries(
  readdirSync(join(import.meta.dirname, '../examples/expected')).map((file) => [file.replace('.json', ''), readRecorded(file.replace('.json', ''))]),
);

test('every tool has an example, and each was made as it stands in the tool', () => {
  const problems = tools.flatMap((tool) => {
    const recorded = made[pageOf(tool.name)]?.[tool.name] ?? {};
    const examples = tool.examples ?? [];
    const again = `make it with UPDATE=1 npx vitest run --project real test/examples, then npm run generate`;
    return [
      ...(examples.length === 0 ? [`${tool.name} has no example: give it \`examples\`, beside \`says\``] : []),
      ...examples.filter(({ input }) => !tool.input.safeParse(input).success).map(({ title }) => `${tool.name}: the input of "${title}" is not one it takes`),
      ...examples.filter(({ title }) => recorded[title] === undefined).map(({ title }) => `${tool.name}: nobody made "${title}": ${again}`),
      ...examples
        .filter(({ title, input }) => recorded[title] !== undefined && JSON.stringify(recorded[title].input) !== JSON.stringify(input))
        .map(({ title }) => `${tool.name}: "${title}" was made with another input: ${again}`),
      ...Object.keys(recorded)
        .filter((title) => !examples.some((one) => one.title === title))
        .map((title) => `${tool.name}: "${title}" is kept and no longer there: ${again}`),
    ];
  });
  const gone = Object.values(made).flatMap((page) => Object.keys(page).filter((name) => !tools.some((tool) => tool.name === name)));
  expect([...problems, ...gone.map((name) => `${name} is kept and no longer there`)].join('\n')).toBe('');
});

test.each(
  tools.flatMap((tool) => (tool.examples ?? []).map(({ title, input }) => ({ tool, title, name: tool.name, input: input as Record<string, unknown> }))),
)('the command line of $name, "$title", gives that input again', ({ tool, input }) => {
  const words = writeInputs(tool, input);
  if (words === undefined) return expect(commandLine(tool, input)).toBe(`nimbus tools call ${tool.name} --input '${JSON.stringify(input)}'`);
  const command = new Command();
  addInputs(command, tool);
  command.parse([...words], { from: 'user' });
  expect(tool.input.parse(readInputs(command, tool, command.opts()))).toEqual(tool.input.parse(input));
});

test('what a shell would take apart is quoted', () => {
  const write = allTools().get('files.write');
  const call = (content: string): string => (write === undefined ? '' : commandLine(write, { path: 'a b.txt', content }));
  expect(call("it's $(here)")).toBe("nimbus files write --path 'a b.txt' --content 'it'\\''s $(here)'");
  expect(call('-n')).toBe("nimbus files write --path 'a b.txt' --content=-n");
});

test('every link within the pages leads somewhere', () => {
  const pages = toolPages(made);
  const anchors = new Map([...pages].map(([path, text]) => [path, new Set([...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchorOf(heading)))]));
  const broken = [...pages].flatMap(([path, text]) =>
    [...text.matchAll(/\]\((?!https?:|\.\.\/)([^)#]*)(?:#([^)]+))?\)/g)].flatMap(([, file = '', anchor]) => {
      const there = anchors.get(file === '' ? path : `docs/tools/${file}`);
      return there === undefined || (anchor !== undefined && !there.has(anchor)) ? [`${path}: ${file}#${anchor}`] : [];
    }),
  );
  expect(broken).toEqual([]);
  expect([...pages.keys()]).toContain('docs/tools/git.md');
});

/** As GitHub makes it. */
const anchorOf = (heading: string): string =>
  heading
    .replaceAll(/\[([^\]]+)\]\([^)]*\)/g, '$1')
    .toLowerCase()
    .replaceAll(/[^\w\s-]/g, '')
    .replaceAll(' ', '-');
