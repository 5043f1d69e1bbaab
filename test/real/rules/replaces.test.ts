import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fix } from '../../../src/rules/engine/fix.ts';
import { look } from '../../../src/rules/engine/look.ts';
import { exampleFiles, fixable, type Rule } from '../../../src/rules/rule.ts';
import { options, sourcesOf } from '../../rules/support.ts';
import { findTerraform, type Terraform } from '../../support/terraform.ts';
import { applied, type PlannedChanges, type Schemas } from './replaces/applied.ts';
import { examples } from './replaces/examples.ts';
import { whole } from './replaces/whole.ts';

/**
 * Whether a fix replaces what exists is what a plan of it says, against a state as an apply of what it was before leaves
 * it. No AWS is asked: the state is made of the first plan, and nothing is refreshed.
 */
interface Case {
  readonly name: string;
  readonly before: Readonly<Record<string, string>>;
  readonly after: Readonly<Record<string, string>>;
  /** What the rule says of this very fix. */
  readonly replaces: boolean;
}

const aws: readonly Rule[] = options.rules.filter((rule) => rule.language === 'terraform' && rule.id.startsWith('aws-') && fixable(rule));

/** Fixes that are made one by one for what a plan does not tell. */
const declaredFor: Readonly<Record<string, string>> = {
  'aws-ec2-old-generation': 'the machine stops to become another',
  'aws-elasticache-tls': 'clients without TLS lose their connection',
  'aws-msk-tls': 'the brokers start again, and clients without TLS lose their connection',
  'aws-rds-cluster-backtrack': 'AWS refuses it for a cluster that is there',
  'aws-sagemaker-notebook-imdsv2': 'the notebook is stopped for it',
  'aws-sagemaker-root': 'the notebook is stopped for it',
  'aws-vpc-default-sg': 'rules of the group go, which others may use',
};

async function caseOf(rule: Rule, name: string, texts: Readonly<Record<string, string>>): Promise<Case> {
  const before = Object.fromEntries(Object.entries(texts).map(([path, text]) => [path, whole(path, text)]));
  const only = { ...options, rules: [rule] };
  const { hits } = await look(sourcesOf(before), { ...only, edits: true });
  const { files } = await fix(sourcesOf(before), { ...only, replacing: true });
  expect([...files.keys()].length, `${name} has something to fix`).toBeGreaterThan(0);
  return { name, before, after: { ...before, ...Object.fromEntries(files) }, replaces: hits.some((hit) => hit.edits !== undefined && hit.replaces) };
}

const found = await findTerraform();

test.skipIf('missing' in found)('a fix is made one by one where the plan of it replaces something, and nowhere else without a reason', async () => {
  if ('missing' in found) return;
  await using terraform = found;
  const cases = await Promise.all(
    aws.flatMap((rule) => [
      caseOf(rule, rule.id, exampleFiles(rule, rule.fails)),
      ...(examples[rule.id] ?? []).map((text, i) => caseOf(rule, `${rule.id}-${i + 2}`, { 'main.tf': text })),
    ]),
  );
  await using cloud = await startCloud();
  const { control, after } = await plans(terraform, cloud.env, cases);
  expect([...control], 'what the state made up is no change').toEqual([]);
  const wrong = cases
    .filter(({ name, replaces }) => replaces !== (after.has(name) || name in declaredFor))
    .map(({ name, replaces }) => `${name}: ${replaces ? 'declared, but nothing is replaced' : `not declared, and replaced: ${after.get(name)}`}`);
  expect(wrong).toEqual([]);
});

/** What plans against the state of `before` delete or replace, by case: of the same files, and of the fixed ones. */
async function plans(terraform: Terraform, env: Readonly<Record<string, string>>, cases: readonly Case[]) {
  const roots = { before: join(terraform.folder, 'before'), after: join(terraform.folder, 'after') };
  for (const side of ['before', 'after'] as const) {
    for (const { name, [side]: files } of cases) {
      await mkdir(join(roots[side], name), { recursive: true });
      for (const [path, text] of Object.entries(files)) await writeFile(join(roots[side], name, path), text);
    }
    const calls = cases.map(({ name, before }) => `module "${name}" {\n  source = "./${name}"\n${inputsOf(Object.values(before).join('\n'))}}\n`);
    await writeFile(join(roots[side], 'main.tf'), provider + calls.join(''));
    // What an example reads.
    await writeFile(join(roots[side], 'web.json'), '[]');
    expect(await terraform.run(['get'], { cwd: roots[side] })).toMatchObject({ code: 0 });
  }
  const texts = cases.flatMap(({ before, after }) => [...Object.values(before), ...Object.values(after)]);
  await using running = await terraform.startProvider(env, texts.join('\n'));
  const attached = { ...env, ...running.env };
  const json = async <T>(cwd: string, ...args: string[]): Promise<T> => {
    const { output } = await terraform.run(args, { cwd, env: attached });
    return JSON.parse(output.slice(output.indexOf('{"'))) as T;
  };
  const plan = async (cwd: string): Promise<PlannedChanges> => {
    const made = await terraform.run(['plan', '-refresh=false', '-input=false', '-out=made.tfplan'], { cwd, env: attached });
    expect(made, made.output.slice(made.output.indexOf('Error:'))).toMatchObject({ code: 0 });
    return json(cwd, 'show', '-json', 'made.tfplan');
  };
  const created = await plan(roots.before);
  const schemas = await json<{ provider_schemas: Record<string, { resource_schemas: Schemas }> }>(roots.before, 'providers', 'schema', '-json');
  const own = schemas.provider_schemas['registry.terraform.io/hashicorp/aws']?.resource_schemas ?? {};
  const keep = (root: string, made: PlannedChanges) => writeFile(join(root, 'terraform.tfstate'), applied(made, own));
  await keep(roots.before, created);
  // Once more: by now it is known what those are called that others name.
  const again = await plan(roots.before);
  await keep(roots.before, again);
  await keep(roots.after, again);
  return { control: deleted(await plan(roots.before)), after: deleted(await plan(roots.after)) };
}

/** By case, what is deleted of it and what for. */
function deleted({ resource_changes: changes }: PlannedChanges): ReadonlyMap<string, string> {
  const gone = changes.filter(({ change }) => change.actions.includes('delete'));
  return new Map(gone.map(({ module_address: at = '', type, change }) => [at.replace('module.', ''), `${type} ${JSON.stringify(change.replace_paths)}`]));
}

/** What a module has to be given: `null` stands for any type, but some arguments take none. */
const inputsOf = (text: string): string =>
  [...text.matchAll(/^variable "(\w+)" \{([\s\S]*?)\n?\}$/gm)]
    .filter(([, , body = '']) => !/\bdefault\b/.test(body))
    .map(([, name, body = '']) => `  ${name} = ${/type *= string/.test(body) ? '"x"' : 'null'}\n`)
    .join('');

const provider = `provider "aws" {
  region                      = "eu-central-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}
`;

/** As much of AWS as a plan asks: whether a state machine is sound, which versions a domain may move to, and one policy of CloudFront. */
async function startCloud() {
  const policy =
    '<ResponseHeadersPolicy><Id>headers</Id><ResponseHeadersPolicyConfig><Name>Managed-SecurityHeadersPolicy</Name></ResponseHeadersPolicyConfig></ResponseHeadersPolicy>';
  const list = `<ResponseHeadersPolicyList><Quantity>1</Quantity><Items><ResponseHeadersPolicySummary><Type>managed</Type>${policy}</ResponseHeadersPolicySummary></Items></ResponseHeadersPolicyList>`;
  const server = createServer(({ url = '' }, answer) => {
    answer.setHeader('etag', '1');
    answer.end(url.endsWith('/response-headers-policy') ? list : url.includes('/response-headers-policy/') ? policy : '{"result":"OK","diagnostics":[]}');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    env: { AWS_ENDPOINT_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}` },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
