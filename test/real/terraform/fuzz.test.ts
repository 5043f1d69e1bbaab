import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, normalize } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { ok } from '../../../src/domain/failure/failure.ts';
import type { Tool } from '../../../src/domain/tool.ts';
import type { Workplace } from '../../../src/domain/workplace.ts';
import { terraformParser } from '../../../src/rules/hcl/grammar.ts';
import { parseTerraform } from '../../../src/rules/hcl/parse.ts';
import { terraformTools } from '../../../src/tools/terraform/all.ts';
import { escapes, hostileInputs, hostileTexts, isWithin, leftBehind, type Recorded, recorder, spread, textPlaces } from '../../support/fuzz-input.ts';
import { testHouse } from '../../support/house.ts';
import { tempFolder } from '../../support/temp.ts';
import { plant } from '../../support/tree.ts';

const state = {
  version: 4,
  lineage: '11111111-2222-4333-8444-555555555555',
  serial: 7,
  resources: [{ mode: 'managed', type: 'terraform_data', name: 'res_a', instances: [{ attributes: {} }] }],
};
const planJson = { format_version: '1.2', terraform_version: '1.11.4', resource_changes: [], configuration: {} };
const summary = '{"type":"change_summary","changes":{"add":0,"change":0,"remove":0,"import":0}}';

/** What Terraform would answer. */
function answer(args: readonly string[], cwd: string): string {
  switch (args[0]) {
    case 'version':
      return '{"terraform_version":"1.11.4","terraform_outdated":false}';
    case 'workspace':
      return args[1] === 'list' ? '  default\n* space-a\n' : '';
    case 'state':
      return args[1] === 'pull' ? JSON.stringify(state) : '';
    case 'show':
      return JSON.stringify(args.length > 3 ? planJson : { format_version: '1.0', values: { root_module: {} } });
    case 'output':
      return '{"output_a":{"sensitive":false,"type":"string","value":"x"}}';
    case 'validate':
      return '{"valid":true,"diagnostics":[]}';
    case 'test':
      return '{"type":"test_summary","test_summary":{"status":"pass","passed":1}}';
    case 'plan': {
      const out = args.find((arg) => arg.startsWith('-out='))?.slice(5);
      if (out !== undefined) writeFileSync(out, 'plan');
      const generated = args.find((arg) => arg.startsWith('-generate-config-out='))?.slice(21);
      if (generated !== undefined) writeFileSync(join(cwd, generated), 'resource "terraform_data" "new_a" {}\n');
      return summary;
    }
    case 'apply':
      return summary;
    default:
      return '';
  }
}

/** Every text its own word, so that what a program gets of it can be told. */
const where = { directory: 'dir-a', workspace: 'space-a' };
const values = { varFiles: ['vars-a.tfvars'], vars: { name_a: 'value-a' } };

const samples: Readonly<Record<string, object>> = {
  'terraform.init': { ...where, backendConfig: { setting_a: 'value-a' }, backendFiles: ['back-a.hcl'], createWorkspace: true },
  'terraform.fmt': { directory: 'dir-a' },
  'terraform.validate': { directory: 'dir-a' },
  'terraform.plan': { ...where, ...values, targets: ['terraform_data.target_a'], replace: ['terraform_data.replace_a'] },
  'terraform.apply': { ...where, plan: 'made' },
  'terraform.destroy': { ...where, ...values, targets: ['terraform_data.target_a'] },
  'terraform.output': { ...where, name: 'output_a' },
  'terraform.show': { ...where, address: 'terraform_data.res_a', plan: 'made' },
  'terraform.stateList': { ...where, filter: 'filter-a' },
  'terraform.drift': { ...where, ...values, targets: ['terraform_data.target_a'] },
  'terraform.import': { ...where, ...values, address: 'terraform_data.new_a', id: 'id-a' },
  'terraform.test': { directory: 'dir-a', files: ['tests/case-a.tftest.hcl'], testDirectory: 'tests-a', ...values },
  'terraform.revert': { plan: 'made', directory: 'dir-a' },
  'terraform.uninit': { ...where, removeData: true, lock: 'a'.repeat(64), select: 'select-a' },
  'terraform.forget': { ...where, address: 'terraform_data.res_a' },
  'terraform.stateMove': { ...where, from: 'terraform_data.res_a', to: 'terraform_data.res_b' },
  'terraform.workspace': { action: 'create', name: 'space-b', directory: 'dir-a' },
  'terraform.unlock': { ...where, lock: 'lock-a' },
  'terraform.restoreState': { ...where, backup: `tfstate-${'a'.repeat(24)}`, expect: { lineage: 'lineage-a', serial: 7 } },
};

const files = {
  'dir-a/main.tf': 'variable "name_a" {\n  default = "x"\n}\nresource "terraform_data" "res_a" {}\n',
  'dir-a/tests-a/keep': '',
  'dir-a/.terraform.lock.hcl': '# lock\n',
};

/** What differs from call to call, and paths as they are meant. */
const plain = (text: string): string =>
  text
    .replaceAll(/tfplan-[0-9a-f]{20}/g, 'tfplan')
    .replaceAll(/\b(once|check)-\w{6}/g, '$1')
    .replaceAll(/\bbackend-[0-9a-f]{16}/g, 'backend')
    .replaceAll(/\bimported_\w+\.tf/g, 'imported')
    .replace(/^(-[\w-]+=)(\/.*)$/s, (_all, option: string, path: string) => option + normalize(path).replace(/\/$/, ''));

let cases = 0;
let given = 0;
afterAll(() => {
  console.log(`${cases} hostile inputs of Terraform's tools, ${given} of them given to a tool`);
  expect(cases).toBeGreaterThan(5_000);
  expect(given).toBeGreaterThan(1_500);
});

test.each(terraformTools.map((tool) => [tool.name, tool] as const))('%s hands on nothing but the intended argument', async (name, tool) => {
  const sample = samples[name];
  if (sample === undefined) throw new Error(`no sample for ${name}`);
  const house = testHouse(terraformTools);
  const outside = dirname(house.folder);
  const parser = await terraformParser();
  plant(house.folder, files);
  const calls: Recorded[] = [];
  const misread: string[] = [];
  let id: string | undefined;
  const at: Workplace = {
    ...house.workplace(house.folder, new AbortController().signal, () => {}),
    exec: async (_program, args, options) => {
      const cwd = options?.cwd ?? house.folder;
      calls.push({ cwd, args });
      if (args[0] === 'plan' && id !== undefined) misread.push(...misreadImports(cwd, id, (path, text) => parseTerraform(path, text, parser)));
      const stdout = answer(args, cwd);
      for (const line of stdout.split('\n')) options?.onLine?.(line, 'stdout');
      return ok({ code: 0, stdout, stderr: '', truncated: false });
    },
  };
  const made = await call(tools.get('terraform.plan'), where, at);
  const plan = made?.ok ? (made.output as { plan: string }).plan : 'none';
  const filled = JSON.parse(JSON.stringify(sample).replaceAll('"made"', JSON.stringify(plan)));
  calls.length = 0;
  await call(tool, filled, at);
  const baseline = [...calls];
  const problems: string[] = [];
  const isGiven = spread();
  for (const hostile of hostileInputs(tool.input, filled, { seed: name })) {
    const { place, value, input } = hostile;
    cases += 1;
    // A key of that name is left out by the schema, so that less reaches the program.
    if (!tool.input.safeParse(input).success || (place.isKey && value === '__proto__') || !isGiven(hostile)) continue;
    given += 1;
    if (place.name === 'directory') plantAt(house.folder, value);
    calls.length = 0;
    id = place.name === 'id' ? value : undefined;
    await call(tool, input, at);
    const found = escapes(baseline, calls, place.benign, value, { roots: [house.folder, house.data], plain });
    const strayed = calls
      .flatMap(({ args }) => args)
      .flatMap((arg) => pathIn(arg))
      .filter((path) => isOutside(path, [house.folder, house.data]));
    for (const problem of [...found, ...strayed, ...misread.splice(0)]) problems.push(`${place.name} ${JSON.stringify(value.slice(0, 80))}: ${problem}`);
  }
  expect(problems).toEqual([]);
  expect(leftBehind([house.folder, outside, process.cwd(), join(house.folder, 'dir-a')])).toEqual([]);
});

const tools = new Map(terraformTools.map((tool) => [tool.name, tool]));

async function call(tool: Tool | undefined, input: unknown, at: Workplace) {
  if (tool === undefined) return undefined;
  const parsed = tool.input.parse(input);
  await tool.preview?.(parsed, at);
  return tool.run(parsed, at);
}

/** A root module under that very name, where it can be one in the workspace. */
function plantAt(folder: string, name: string): void {
  const place = join(folder, name);
  if (name.includes('\0') || isOutside(place, [folder]) || Buffer.byteLength(basename(place)) > 255 || existsSync(join(place, 'main.tf'))) return;
  try {
    mkdirSync(place, { recursive: true });
    writeFileSync(join(place, 'main.tf'), files['dir-a/main.tf']);
  } catch (error) {
    // A name no folder can have.
    if (!['EINVAL', 'ENOTDIR', 'ENAMETOOLONG', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}

const pathIn = (arg: string): readonly string[] => {
  const path = /^(?:-(?:var-file|backend-config|out|backup)=)(.*)$/s.exec(arg)?.[1];
  return path === undefined ? [] : [path];
};
const isOutside = (path: string, roots: readonly string[]): boolean => !roots.some((root) => isWithin(root, path));

/** The one `import` block a plan is made with must hold the id as it is, and nothing else may stand there. */
function misreadImports(cwd: string, id: string, parse: (path: string, text: string) => ReturnType<typeof parseTerraform>): readonly string[] {
  return readdirSync(cwd)
    .filter((name) => name.startsWith('nimbus_import_'))
    .flatMap((name) => {
      const { blocks, errors, attributes } = parse(name, readFileSync(join(cwd, name), 'utf8'));
      const value = blocks[0]?.attributes.get('id')?.value;
      const read = value?.kind === 'literal' ? value.value : value?.kind === 'template' ? value.parts.join('') : undefined;
      const isSound = blocks.length === 1 && blocks[0]?.type === 'import' && errors.length === 0 && attributes.size === 0 && read === id;
      return isSound ? [] : [`the import block reads as ${JSON.stringify(read)}`];
    });
}

test('every text of every tool is in a sample', () => {
  for (const tool of terraformTools) expect([tool.name, textPlaces(tool.input, samples[tool.name]).length > 0]).toEqual([tool.name, true]);
});

test('a real program in Terraform’s place gets what was meant', async () => {
  const house = testHouse(terraformTools);
  plant(house.folder, files);
  const program = recorder(
    join(tempFolder(), 'terraform'),
    `case "$1" in
version) echo '${answer(['version'], '')}' ;;
state) echo '${JSON.stringify(state)}' ;;
show) echo '${JSON.stringify(planJson)}' ;;
workspace) printf '  default\\n* space-a\\n' ;;
plan) for arg in "$@"; do case "$arg" in -out=*) echo plan > "\${arg#-out=}" ;; esac; done; echo '${summary}' ;;
esac`,
  );
  const found = house.workplace(house.folder, new AbortController().signal, () => {});
  const at: Workplace = { ...found, env: { ...found.env, NIMBUS_TERRAFORM: program.program } };
  const tool = tools.get('terraform.plan') as Tool;
  const run = async (file: string) => {
    program.forget();
    await call(tool, { ...where, varFiles: [file] }, at);
    return program.calls();
  };
  const baseline = await run('vars-a.tfvars');
  const problems: string[] = [];
  for (const text of hostileTexts.filter((_, i) => i % 8 === 0)) {
    if (!tool.input.safeParse({ varFiles: [text] }).success) continue;
    for (const problem of escapes(baseline, await run(text), 'vars-a.tfvars', text, { roots: [house.folder, house.data], plain }))
      problems.push(`${JSON.stringify(text)}: ${problem}`);
  }
  expect(baseline.map(({ args }) => args[0])).toEqual(['version', 'init', 'workspace', 'plan', 'show', 'state']);
  expect(problems).toEqual([]);
});
