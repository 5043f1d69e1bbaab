import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Rendered } from '../../../src/generators/rendered.ts';
import { renderTerraform } from '../../../src/generators/terraform/render.ts';
import { type CheckovReport, checkov } from '../../support/checkov.ts';
import { type Moto, startMoto } from '../../support/moto.ts';
import { recall } from '../../support/recall.ts';
import { findTerraform, type Provider, type Terraform, textOf, writeRendered } from '../../support/terraform.ts';
import { combinations } from '../../support/terraform-combinations.ts';
import { planTogether } from './plan-together.ts';

/** Two cores do no more, and a provider takes half a gigabyte. */
const atATime = 2;
/** So many plans are waited for together. */
const batchSize = 10;

/** A network that was made elsewhere, in place of what a person would fill in. */
const elsewhere: Readonly<Record<string, string>> = {
  vpc_id: 'vpc-0123456789abcdef0',
  vpc_cidr: '10.0.0.0/16',
  private_subnet_ids: '["subnet-0123456789abcdef0","subnet-0123456789abcdef1"]',
  database_subnet_ids: '["subnet-0123456789abcdef2","subnet-0123456789abcdef3"]',
};

const stacks = combinations().map(({ name, answers }) => ({ name, answers, rendered: renderTerraform(answers), folder: name.replaceAll(/[ ,]/g, '-') }));
type Stack = (typeof stacks)[number];

const found = await findTerraform();
if ('missing' in found) test.skip(`every combination of answers: ${found.missing}`, () => {});
else suite(found);

function suite(terraform: Terraform): void {
  const all = join(terraform.folder, 'combinations');
  let moto: Moto | undefined;
  let env: Record<string, string> = {};
  let scanned: CheckovReport;

  beforeAll(async () => {
    await mkdir(all);
    for (const { folder, rendered } of stacks) await writeRendered(join(all, folder), rendered);
    const scan = recall<CheckovReport>(
      'checkov',
      stacks.map(({ folder, rendered }) => [folder, rendered]),
    );
    // Before Terraform leaves its own files among them.
    scanned = scan.answer ?? (await checkov(all));
    scan.keep(scanned);
    if (stacks.every((stack) => planOf(stack).answer !== undefined)) return;
    moto = await startMoto();
    env = { ...moto.env, TF_VAR_database_password: 'sixteen-or-more-0' };
    await fetch(`${moto.url}/example-terraform-state`, {
      method: 'PUT',
      body: '<CreateBucketConfiguration><LocationConstraint>eu-central-1</LocationConstraint></CreateBucketConfiguration>',
      headers: { authorization: 'AWS4-HMAC-SHA256 Credential=test/20250101/eu-central-1/s3/aws4_request, SignedHeaders=host, Signature=0' },
    });
  });

  afterAll(async () => {
    await moto?.[Symbol.asyncDispose]();
    await terraform[Symbol.asyncDispose]();
  });

  test('there are at least 60 of them', () => expect(stacks.length).toBeGreaterThanOrEqual(60));

  test('terraform fmt has nothing to change', async () => {
    const { code, output } = await terraform.run(['fmt', '-check', '-recursive', '-diff'], { cwd: all });
    expect({ code, output }).toEqual({ code: 0, output: '' });
  });

  test('checkov has seen every one and understood every file', () => {
    expect(scanned.unparsed).toEqual([]);
    expect(scanned.resources).toBeGreaterThan(stacks.length * 10);
  });

  describe('checkov finds nothing in', () => {
    test.each(stacks)('$name', ({ folder }) => expect(scanned.failed.filter(({ file }) => file.startsWith(`/${folder}/`))).toEqual([]));
  });

  describe('validates and plans without a warning', () => {
    const stop = new AbortController();
    let planning: Planning;
    beforeAll(() => {
      planning = planAll(terraform, all, env, stop.signal);
    });
    // Run with a filter, the tests are over before the plans are.
    afterAll(async () => {
      stop.abort();
      await planning?.ended;
    });

    test.each(stacks)('$name', async ({ name }) => {
      const planned = await planning.results.get(name);
      expect(planned?.warnings).toEqual([]);
      expect(planned?.output).toMatch(/Plan: [1-9]\d* to add, 0 to change, 0 to destroy\./);
    });
  });
}

interface Planned {
  readonly warnings: readonly string[];
  readonly output: string;
}

interface Planning {
  /** One promise a stack, by name. */
  readonly results: ReadonlyMap<string, Promise<Planned>>;
  /** No provider is left. */
  readonly ended: Promise<unknown>;
}

/** What Terraform said of this stack the last time, if its files are still the same. */
const planOf = ({ answers, rendered }: Stack) => recall<Planned>('plan', { answers, rendered });

/** All of them, as many at a time as there are providers. */
function planAll(terraform: Terraform, folder: string, env: Record<string, string>, signal: AbortSignal): Planning {
  const results = new Map(stacks.map((stack) => [stack, Promise.withResolvers<Planned>()]));
  const tell = (stack: Stack, planned: Planned): void => {
    planOf(stack).keep(planned);
    results.get(stack)?.resolve(planned);
  };
  const asked: Stack[] = [];
  for (const stack of stacks) {
    const { answer } = planOf(stack);
    if (answer === undefined) asked.push(stack);
    else results.get(stack)?.resolve(answer);
  }
  const together = asked.filter((stack) => !isPlannedAlone(stack));
  // What takes longest first.
  const batches = Array.from({ length: Math.ceil(together.length / batchSize) }, (_, at) => together.slice(at * batchSize, (at + 1) * batchSize));
  batches.push(...asked.filter(isPlannedAlone).map((stack) => [stack]));
  const work = async () => {
    if (batches.length === 0) return;
    await using provider = await terraform.startProvider(env, stacks.map(({ rendered }) => textOf(rendered)).join('\n'));
    for (let batch = batches.shift(); batch !== undefined && !signal.aborted; batch = batches.shift()) {
      const here = { terraform, folder, env, provider };
      const made = batch;
      const [first] = made;
      const planning = first !== undefined && isPlannedAlone(first) ? planAlone(here, first, tell) : planBatch(here, made, tell);
      await planning.catch((error: unknown) => {
        for (const stack of made) results.get(stack)?.reject(error);
      });
    }
  };
  const failAll = (error: unknown) => {
    for (const { reject } of results.values()) reject(error);
  };
  const ended = Promise.all(Array.from({ length: atATime }, () => work().catch(failAll)));
  // A test that comes later must not find an unhandled rejection before it looks.
  for (const { promise } of results.values()) promise.catch(() => {});
  return { results: new Map([...results].map(([{ name }, { promise }]) => [name, promise])), ended };
}

/** What a plan is made with. */
interface Here {
  readonly terraform: Terraform;
  readonly folder: string;
  readonly env: Record<string, string>;
  readonly provider: Provider;
}
type Tell = (stack: Stack, planned: Planned) => void;

const rootOf = (stack: Stack, folder: string): string => join(folder, stack.folder, stack.rendered.root);

/** Its backend taken, its modules found. */
async function initialise({ terraform, folder, env, provider }: Here, stack: Stack): Promise<Planned | undefined> {
  // S3 in a test has one address for all buckets.
  const isS3 = stack.answers.state.backend === 's3';
  const options = { cwd: rootOf(stack, folder), env: { ...env, ...provider.env } };
  const { code, output } = await terraform.run(['init', '-input=false', ...(isS3 ? ['-backend-config=use_path_style=true'] : [])], options);
  return code === 0 ? undefined : { warnings: ['init failed'], output };
}

/** As a person plans it. */
async function planAlone(here: Here, stack: Stack, tell: Tell): Promise<void> {
  const { terraform, folder, env, provider } = here;
  const failed = await initialise(here, stack);
  if (failed !== undefined) return tell(stack, failed);
  const cwd = rootOf(stack, folder);
  const { varFile } = stack.rendered;
  // A plan validates first, and says what that found.
  const args = ['plan', '-input=false', '-lock=false', ...(varFile === undefined ? [] : [`-var-file=${varFile}`])];
  for (const [name, value] of Object.entries(missing(stack))) args.push(`-var=${name}=${value}`);
  const { output } = await terraform.run(args, { cwd, env: { ...env, ...provider.env } });
  tell(stack, { warnings: warningsIn(output), output });
}

async function planBatch(here: Here, batch: readonly Stack[], tell: Tell): Promise<void> {
  const ready: Stack[] = [];
  for (const stack of batch) {
    const failed = await initialise(here, stack);
    if (failed === undefined) ready.push(stack);
    else tell(stack, failed);
  }
  const roots = ready.map((stack) => ({
    id: stack.folder,
    path: rootOf(stack, here.folder),
    varFile: stack.rendered.varFile ?? 'terraform.tfvars',
    variables: Object.fromEntries(Object.entries(missing(stack)).map(([name, value]) => [name, value.startsWith('[') ? value : JSON.stringify(value)])),
  }));
  const said = await planTogether(here.terraform, join(here.terraform.folder, `together-${batch[0]?.folder}`), roots, here.env, here.provider);
  for (const stack of ready) {
    const output = said.get(stack.folder) ?? '';
    tell(stack, { warnings: warningsIn(output), output });
  }
}

/** But those that come of how it is planned here. */
const warningsIn = (output: string): readonly string[] =>
  output.match(/(?:Warning|Error): (?!Provider development overrides|Backend configuration ignored).*/g) ?? [];

/** It has the provider in two configurations, as a person's Terraform has. */
const hasAlias = ({ answers }: Stack): boolean => answers.bucket?.replication === true;

/** The first of each layout and backend, too: a module that is planned in a test leaves its backend alone. */
const firsts = new Set(
  new Map(stacks.toReversed().map((stack) => [[stack.answers.output.layout, stack.answers.state.backend, stack.answers.state.key].join(), stack])).values(),
);
const isPlannedAlone = (stack: Stack): boolean => hasAlias(stack) || firsts.has(stack);

/** What a person would fill in, of what was made elsewhere. */
const missing = ({ answers, rendered }: Stack): Readonly<Record<string, string>> =>
  Object.fromEntries(answers.network === undefined ? Object.entries(elsewhere).filter(([name]) => asks(rendered, name)) : []);

/** Whether the root, and not only a module, has the variable. */
const asks = (rendered: Rendered, name: string): boolean =>
  rendered.files.some(
    ({ path, text }) => path === (rendered.root === '.' ? 'variables.tf' : `${rendered.root}/variables.tf`) && text.includes(`variable "${name}" {`),
  );
