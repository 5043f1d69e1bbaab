import { commandLine, commandOf } from '../../../src/cli/command-line.ts';
import { type Effect, isLookOnly } from '../../../src/domain/effect.ts';
import type { Tool } from '../../../src/domain/tool.ts';
import { allTools } from '../../../src/host/tools.ts';
import type { Recorded, Recordings } from '../../../test/examples/example.ts';
import { effectsByInput } from './effects.ts';
import { type Field, fieldsOf, inputsOf } from './fields.ts';
import { jsonText } from './json-text.ts';

interface Page {
  readonly id: string;
  readonly title: string;
  readonly about: string;
}

/** In the order of the index. */
const pages: readonly Page[] = [
  { id: 'files', title: 'Files', about: 'Reads, writes, searches and compares the files of the workspace. Nothing outside it can be reached.' },
  {
    id: 'git',
    title: 'Git',
    about: 'What is staged, committed, pushed and merged. Every write can be taken back; edits that are not committed are never lost on the way.',
  },
  {
    id: 'terraform',
    title: 'Terraform and OpenTofu',
    about: 'Plans, applies exactly what was planned, finds drift, imports. `terraform` is used where it is there, else `tofu`.',
  },
  {
    id: 'kubernetes',
    title: 'Kubernetes',
    about: 'Looks at what runs, applies manifests with the differences shown first, scales, rolls out and back, opens ports. Every call names its context.',
  },
  { id: 'helm', title: 'Helm', about: 'Installs, upgrades and rolls back releases, with the differences to what really runs shown first. Helm 3 and 4.' },
  { id: 'aws-sts', title: 'AWS: identity', about: 'Whose credentials these are.' },
  { id: 'aws-ec2', title: 'AWS: EC2', about: 'Virtual machines, their images and security groups.' },
  { id: 'aws-s3', title: 'AWS: S3', about: 'Buckets, objects and whole folders.' },
  { id: 'aws-iam', title: 'AWS: IAM', about: 'Users, roles and policies, and what they allow.' },
  { id: 'aws-eks', title: 'AWS: EKS', about: 'Kubernetes clusters of the account.' },
  { id: 'aws-rds', title: 'AWS: RDS', about: 'Databases of the account.' },
  { id: 'github', title: 'GitHub', about: 'Pull requests with their reviews and checks, and issues; github.com and GitHub Enterprise.' },
  { id: 'generate', title: 'Generate', about: 'Files from the answers to a questionnaire. What you edited in them stays when they are generated again.' },
  { id: 'templates', title: 'Templates of your own', about: 'Templates that generating uses beside the built-in ones: see [templates](../templates.md).' },
  { id: 'rules', title: 'Best practices', about: 'Finds what is not as it should be, and fixes it in the files: see [the rules](../rules/README.md).' },
  { id: 'shell', title: 'Shell', about: 'One program with its arguments, for what no other tool does.' },
];

const meaning: Readonly<Record<Effect, string>> = {
  read: 'looks, and changes nothing',
  plan: 'computes, and leaves nothing behind',
  write: 'changes what is in this workspace, which can be put back',
  change: 'changes something outside this workspace',
  destroy: 'may remove or replace something outside this workspace',
};

/** So many of the requests that lead to a tool are on its page. */
const saysMax = 4;

const made = '<!-- Made by `npm run generate` from the tools and from test/examples. -->';

/** A page a toolset and an index, by path. `recorded`: what came of the examples, by page. */
export function toolPages(recorded: Readonly<Record<string, Recordings>>): Map<string, string> {
  const tools = [...allTools().values()];
  const of = new Map(Map.groupBy(tools, (tool) => tool.name.split('.').slice(0, -1).join('-')));
  const unknown = [...of.keys()].filter((id) => !pages.some((page) => page.id === id));
  if (unknown.length > 0) throw new Error(`scripts/generate/pages/tools.ts has no page for ${unknown.join(', ')}`);
  const there = pages.filter(({ id }) => of.has(id));
  return new Map([
    ['docs/tools/README.md', index(there, of)],
    ...there.map(({ id, ...page }) => [`docs/tools/${id}.md`, pageOf({ id, ...page }, of.get(id) ?? [], recorded[id] ?? {})] as const),
  ]);
}

function index(there: readonly Page[], of: ReadonlyMap<string, readonly Tool[]>): string {
  const count = there.reduce((sum, { id }) => sum + asked(of.get(id)).length, 0);
  return [
    '# Tools',
    '',
    made,
    '',
    `${count} tools. Each is the same thing from the editor, in a plan, in a plain request (\`nimbus plan "…"\`) and on the command line, and each goes through the same gate: it is looked at before it runs, asked about where it changes something, looked at again afterwards, and taken back with \`nimbus runs rollback\`.`,
    '',
    'What a tool does to the world is one of five:',
    '',
    ...Object.entries(meaning).map(([effect, words]) => `- \`${effect}\`: ${words}.`),
    '',
    'What is asked depends on what a call would really do, on the environment it does it in, and on your policies; the pages show what is asked with those that Nimbus ships. What only looks or computes is never asked about, and leaves nothing to take back. Every example on them was made by a test, on the real program or a server that stands in for the real one: the output is what came of it, with ids, times and ports made the same for everybody and long lists cut.',
    '',
    ...there.flatMap(({ id, title }) => [
      `## [${title}](${id}.md)`,
      '',
      '| tool | effect | |',
      '|---|---|---|',
      ...asked(of.get(id)).map((tool) => `| [${tool.name}](${id}.md#${anchor(tool.name)}) | \`${tool.effect}\` | ${cell(tool.summary)} |`),
      '',
    ]),
  ].join('\n');
}

function pageOf({ title, about }: Page, tools: readonly Tool[], recorded: Recordings): string {
  const mine = asked(tools);
  const common = commonInputs(mine);
  const undoing = tools.filter((tool) => tool.says.length === 0);
  return [
    `# ${title}`,
    '',
    made,
    '',
    about,
    '',
    mine.map((tool) => `[${tool.name.split('.').at(-1)}](#${anchor(tool.name)})`).join(' · '),
    '',
    ...(common.size === 0 ? [] : ['## Inputs that most of them take', '', ...table('input', [...common.values()])]),
    ...mine.flatMap((tool) => section(tool, recorded[tool.name] ?? {}, common)),
    ...(undoing.length === 0
      ? []
      : [
          '## What takes them back',
          '',
          'Nobody asks for these by name: taking a run back plans them, and they are previewed, asked about and looked at as any step.',
          '',
          '| tool | effect | |',
          '|---|---|---|',
          ...undoing.map((tool) => `| ${tool.name} | \`${tool.effect}\` | ${cell(tool.summary)} |`),
          '',
        ]),
  ].join('\n');
}

function section(tool: Tool, recorded: Readonly<Record<string, Recorded>>, common: ReadonlyMap<string, Field>): string[] {
  const inputs = inputsOf(tool);
  const own = inputs.filter((field) => key(field) !== key(common.get(field.name)));
  const shared = inputs.filter((field) => !own.includes(field));
  const examples = Object.values(recorded);
  const changes = !isLookOnly(tool.effect);
  const facts: readonly (readonly [string, string] | false)[] = [
    ['Effect', [`\`${tool.effect}\`: ${meaning[tool.effect]}`, ...effectsByInput(tool)].join('; ')],
    tool.needs !== undefined && ['Comes after', `\`${tool.needs.tool}\`, whose \`${tool.needs.output}\` is its \`${tool.needs.input}\``],
    changes && ['Before it runs', before(examples)],
    changes && ['Afterwards', afterwards(tool, examples)],
    changes && ['Way back', wayBack(examples)],
    tool.inspect !== undefined && ['After a crash', 'Nimbus looks whether the call was done, before anything runs again'],
    tool.needsTrust === true && ['Trust', 'it runs what the folder’s own settings say, so only in a folder you trust'],
    ['Command', `\`${commandOf(tool.name) ?? `nimbus tools call ${tool.name}`}\``],
  ];
  return [
    `## ${tool.name}`,
    '',
    tool.summary,
    '',
    `Ask for it: ${tool.says
      .slice(0, saysMax)
      .map((said) => `*${text(said)}*`)
      .join(' · ')}`,
    '',
    '| | |',
    '|---|---|',
    ...facts.filter((fact) => fact !== false).map(([name, value]) => `| ${name} | ${cell(value)} |`),
    '',
    ...(inputs.length === 0 ? ['It takes no input.', ''] : []),
    ...(own.length > 0 ? table('input', own) : []),
    ...(shared.length > 0
      ? [`${own.length > 0 ? 'Also' : 'It takes'} ${shared.map(({ name }) => `\`${name}\``).join(', ')}: see [above](#inputs-that-most-of-them-take).`, '']
      : []),
    ...table('output', fieldsOf(tool.output, 'output')),
    ...(tool.examples ?? []).flatMap(({ title, input }) => example(tool, title, input, recorded[title])),
  ];
}

function example(tool: Tool, title: string, input: unknown, came: Recorded | undefined): string[] {
  const command = ['```sh', commandLine(tool, input as Record<string, unknown>), '```', ''];
  if (came === undefined) return [`### ${title}`, '', ...command];
  const { shown, said } = apart(came.output);
  return [
    `### ${title}`,
    '',
    ...command,
    ...(came.asks === undefined ? [] : [`> **${text(came.asks)}**`, ...came.warnings.flatMap((warning) => ['>', `> ⚠ ${text(warning)}`]), '']),
    text(came.summary),
    '',
    ...(said === undefined ? [] : [fence(said), said.replace(/\n$/, ''), fence(said), '']),
    '```json',
    jsonText(shown),
    '```',
    '',
  ];
}

/** The text or patch that the command line prints in place of the data, and the rest. */
function apart(output: unknown): { readonly shown: unknown; readonly said?: string } {
  if (output === null || typeof output !== 'object') return { shown: output };
  for (const name of ['text', 'patch', 'manifests', 'diff']) {
    const said = (output as Record<string, unknown>)[name];
    if (typeof said === 'string' && said.includes('\n')) return { shown: { ...output, [name]: '(as shown above)' }, said };
  }
  return { shown: output };
}

/** Longer than any fence in the text. */
const fence = (within: string): string => '`'.repeat(Math.max(3, ...[...within.matchAll(/`+/g)].map(([run]) => run.length + 1)));

function before(examples: readonly Recorded[]): string {
  const asking = examples.filter((one) => one.decision === 'confirm');
  const [first] = asking;
  if (first === undefined) return 'nothing is asked';
  const types = asking.find((one) => one.types !== undefined)?.types;
  const shown = first.asks === undefined ? 'it asks' : `it says what it would do (“${first.asks}”) and asks`;
  return types === undefined ? shown : `${shown}; a yes is not enough, what it is about has to be typed: \`${types}\``;
}

function afterwards(tool: Tool, examples: readonly Recorded[]): string {
  if (tool.verify === undefined) return 'nothing can look again: the run says that it was done, and not checked';
  return examples.every(({ verified }) => verified)
    ? 'it looks again, and has succeeded only when all is as it should be'
    : 'it looks for what is expected of the call; of one that expects nothing, the run says that it was done, and not checked';
}

function wayBack(examples: readonly Recorded[]): string {
  const changing = examples.find((one) => one.undo !== 'nothing-changed');
  if (changing === undefined) return 'none is needed';
  if (typeof changing.undo === 'string') return `none: ${changing.undo}`;
  const how = changing.undo.map((name) => `\`${name}\``).join(', then ');
  return `${how}; the example was taken back, and ${changing.takenBack}`;
}

/** Inputs that at least three in four of the tools take in the same words. */
function commonInputs(tools: readonly Tool[]): ReadonlyMap<string, Field> {
  if (tools.length < 4) return new Map();
  const groups = Map.groupBy(
    tools.flatMap((tool) => inputsOf(tool)),
    key,
  );
  return new Map(
    [...groups.values()].filter((same) => same.length >= tools.length * 0.75).flatMap(([one]) => (one === undefined ? [] : [[one.name, one] as const])),
  );
}

const key = (field: Field | undefined): string => JSON.stringify(field);

function table(what: 'input' | 'output', fields: readonly Field[]): string[] {
  if (fields.length === 0) return [];
  const standards = what === 'input';
  const about = fields.some((field) => field.about !== '');
  const columns = [what, 'type', ...(standards ? ['default'] : []), ...(about ? [''] : [])];
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    row(columns),
    `|${columns.map(() => '---|').join('')}`,
    ...fields.map((field) =>
      row([
        `\`${field.name}\``,
        `${cell(field.type)}${standards || field.required ? '' : ', if any'}`,
        ...(standards ? [field.required ? '*required*' : field.standard === undefined ? '' : `\`${cell(field.standard)}\``] : []),
        ...(about ? [cell(field.about)] : []),
      ]),
    ),
    '',
  ];
}

const asked = (tools: readonly Tool[] | undefined): readonly Tool[] => (tools ?? []).filter((tool) => tool.says.length > 0);
/** As GitHub and VS Code make it from a heading. */
export const anchor = (name: string): string => name.toLowerCase().replaceAll('.', '');
/** In Markdown as it is. */
const text = (said: string): string => said.replaceAll(/[*<>[\]|]/g, '\\$&');
const cell = (said: string): string =>
  said
    .replaceAll('|', '\\|')
    .replaceAll(/<(?=[a-z/])/gi, '\\<')
    .replaceAll(/\s*\n\s*/g, ' ');
