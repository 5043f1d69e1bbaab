import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { commandLine } from '../../src/cli/command-line.ts';
import { registry } from '../../src/domain/registry.ts';
import type { Tool } from '../../src/domain/tool.ts';
import { allSpecs } from '../../src/host/specs.ts';
import { allTools } from '../../src/host/tools.ts';
import { planRequest } from '../../src/planner/offline/plan-request.ts';
import { rollbackPlan } from '../../src/session/rollback.ts';
import { startRun } from '../../src/session/start.ts';
import { all, start, testHouse } from '../support/house.ts';
import { tempFolder } from '../support/temp.ts';
import { tree } from '../support/tree.ts';

const root = join(import.meta.dirname, '../..');
const page = readFileSync(join(root, 'docs/tutorials/add-a-tool.md'), 'utf8');

/** The blocks of the page: a language, the file it goes to, its text. */
const blocks = [...page.matchAll(/^```(\w+)(?: (\S+))?\n([\s\S]*?)^```$/gm)].map(([, language, path, text]) => ({ language, path, text: text ?? '' }));
const block = (path: string): string => {
  const found = blocks.filter((one) => one.path === path);
  expect(found, path).toHaveLength(1);
  return found[0]?.text ?? '';
};
const commands = blocks.filter((one) => one.language === 'sh').flatMap(({ text }) => text.trim().split('\n'));

/** The tool of the page, from its own file in a tree of links to this one. */
async function theTool(): Promise<Tool> {
  const folder = tempFolder();
  const path = join(folder, 'src/tools/notes/add.ts');
  mkdirSync(dirname(path), { recursive: true });
  for (const linked of ['node_modules', 'src/base', 'src/domain']) symlinkSync(join(root, linked), join(folder, linked));
  writeFileSync(path, block('src/tools/notes/add.ts'));
  const { add } = (await import(/* @vite-ignore */ pathToFileURL(path).href)) as { add: Tool };
  return add;
}

describe('docs/tutorials/add-a-tool.md', () => {
  test('the tool is under 60 lines', () => expect(block('src/tools/notes/add.ts').trimEnd().split('\n').length).toBeLessThan(60));

  test('the lines of the list name the tool where the list looks for tools', async () => {
    const [first, second] = block('src/host/tools.ts').trimEnd().split('\n');
    const imported = /^import \{ add as (\w+) \} from '\.\.\/(tools\/notes\/add\.ts)';$/.exec(first ?? '');
    expect(imported?.[2]).toBe('tools/notes/add.ts');
    expect(second?.trim()).toBe(`${imported?.[1]},`);
    const list = readFileSync(join(root, 'src/host/tools.ts'), 'utf8');
    expect(list).toMatch(/^import \{ .* \} from '\.\.\/tools\/files\/write\.ts';$/m);
    expect(registry([...allTools().values(), await theTool()]).has('notes.add')).toBe(true);
  });

  test('its examples are calls it takes, and the lines for its page stand beside others of their kind', async () => {
    const tool = await theTool();
    expect(tool.examples?.map(({ input }) => [tool.input.safeParse(input).success, commandLine(tool, input as Record<string, unknown>)])).toEqual([
      [true, `nimbus tools call notes.add --input '{"note":"the port is 8080 now"}'`],
    ]);
    for (const path of ['test/examples/workspace.test.ts', 'scripts/generate/pages/tools.ts']) {
      const alike = block(path).replaceAll(/[Nn]otes/g, (word) => (word === 'notes' ? 'shell' : 'Shell'));
      const beginning = alike.slice(0, alike.indexOf('about:') < 0 ? undefined : alike.indexOf('about:'));
      expect(readFileSync(join(root, path), 'utf8')).toContain(beginning.trimEnd());
    }
  });

  test('it is planned by its own words and by those of the page', async () => {
    const tool = await theTool();
    const specs = allSpecs(registry([...allTools().values(), tool]));
    const asked = commands.flatMap((line) => /nimbus -- plan '([^']+)'$/.exec(line)?.[1] ?? []);
    expect(asked).toEqual(['note down "the database moved"']);
    for (const request of [...tool.says, ...asked]) {
      const { steps, questions } = planRequest(request, {}, specs);
      expect({ request, steps: steps.map((s) => [s.tool, s.input]), questions }).toEqual({
        request,
        steps: [['notes.add', { note: /"(.*)"/.exec(request)?.[1] }]],
        questions: [],
      });
    }
  });

  test('called as the page says, it goes through the gate, is verified, and is taken back', async () => {
    const tool = await theTool();
    const called = commands.flatMap((line) => /tools call (\S+) --input '(.+)'$/.exec(line) ?? []);
    expect(called[1]).toBe(tool.name);
    const input: unknown = JSON.parse(called[2] ?? '');
    const house = testHouse([tool]);
    const step = { id: 'call', tool: tool.name, input };

    const refused = await all(start(house, [step], { consent: async () => ({ ok: true, value: undefined }) }));
    expect(refused.at(-1)?.event).toMatchObject({ type: 'run-ended', outcome: 'cancelled' });
    expect(tree(house.folder)).toEqual({});

    const handle = start(house, [step]);
    const events = await all(handle);
    expect(events.map(({ event }) => event.type)).toContain('consent-given');
    expect(events.at(-1)?.event).toMatchObject({ type: 'run-ended', outcome: 'succeeded', missing: [], unverified: [] });
    expect(tree(house.folder)).toEqual({ 'NOTES.md': block('NOTES.md') });

    const back = rollbackPlan(handle.runId, 'A test', events, house.tools);
    if (!back.ok) throw new Error(back.failure.message);
    const circumstances = { trusted: true, mode: 'act' } as const;
    const consent = async ({ plan: { hash } }: { plan: { hash: string } }) => ({ ok: true as const, value: { hash, by: 'test' } });
    const undone = await all(startRun(house, { folder: house.folder, goal: 'Back', plan: async () => back, consent, circumstances, rollbackOf: handle.runId }));
    expect(undone.at(-1)?.event).toMatchObject({ type: 'run-ended', outcome: 'succeeded' });
    expect(tree(house.folder)).toEqual({});
  });
});
