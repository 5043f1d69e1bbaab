import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { renderTerraform } from '../../../src/generators/terraform/render.ts';
import { startMoto } from '../../support/moto.ts';
import { recall } from '../../support/recall.ts';
import { findTerraform, type Terraform, textOf, writeRendered } from '../../support/terraform.ts';
import { stagingAnswers } from '../../support/terraform-answers.ts';

/** The provider waits for minutes, whatever it waits for, and on a busy machine Terraform is slow between. */
const timeout = 1_800_000;

const found = await findTerraform();
if ('missing' in found) test.skip(`the staging sample is applied and destroyed: ${found.missing}`, () => {});
else
  test('the staging sample is applied and destroyed as its README says', { timeout }, async () => {
    await using terraform = found;
    // Minutes of waiting for an emulated cloud: told once for the same files.
    const told = recall<'told'>('apply', renderTerraform(stagingAnswers()));
    if (told.answer === undefined) await story(terraform);
    told.keep('told');
  });

/** One story: every step needs the one before. */
async function story(terraform: Terraform): Promise<void> {
  await using moto = await startMoto();
  const root = join(terraform.folder, 'staging');
  await mkdir(root);
  const rendered = renderTerraform(stagingAnswers());
  await writeRendered(root, rendered);
  await using provider = await terraform.startProvider(moto.env, textOf(rendered));
  const values = ['-input=false', '-var-file=environments/staging.tfvars'];
  const start = (...args: string[]) => terraform.run(args, { cwd: root, env: { ...moto.env, ...provider.env } });
  const run = async (...args: string[]) => {
    const finished = await start(...args);
    expect(finished, finished.output).toMatchObject({ code: 0 });
    return finished.output;
  };

  await run('init', '-input=false');
  // us-west-1 gives an account two zones, moto too.
  const tooFew = await start('plan', ...values, '-var=region=us-west-1', '-var=zone_count=3');
  expect(tooFew).toMatchObject({ code: 1, output: expect.stringMatching(/This account has 2 zones in this region/) });
  await run('plan', ...values, '-out=staging.tfplan');
  expect(await run('apply', '-input=false', 'staging.tfplan')).toMatch(/Apply complete! Resources: 95 added, 0 changed, 0 destroyed\./);

  const { values: state } = JSON.parse(await run('show', '-json'));
  const database = state.root_module.resources.find(({ address }: { address: string }) => address === 'aws_db_instance.main');
  expect(database.values).toMatchObject({ identifier: 'shop-staging', manage_master_user_password: true, password: null, storage_encrypted: true });

  // Nothing is left to change, but what moto 5.2 takes and does not give back.
  expect(changedIn(await run('plan', ...values)).filter((change) => !forgotten.has(change))).toEqual([]);

  // What protects the data holds until a person lifts it, as the README says. moto has written access logs by then.
  const refused = await start('destroy', '-auto-approve', ...values, '-target=aws_db_instance.main');
  expect(refused).toMatchObject({ code: 1, output: expect.stringMatching(/deletion ?protection/i) });
  const locked = ['aws_db_instance.main', 'aws_s3_bucket.main', 'aws_s3_bucket.logs'].map((address) => `-target=${address}`);
  await run('apply', '-auto-approve', ...values, '-var=database_deletion_protection=false', '-var=bucket_force_destroy=true', ...locked);
  expect(await run('destroy', '-auto-approve', ...values, '-var=bucket_force_destroy=true')).toMatch(/Destroy complete! Resources: \d+ destroyed\./);
  expect((await run('state', 'list')).trim()).toBe('');
}

const forgotten = new Set([
  'aws_db_instance.main updated in-place', // Performance Insights
  'aws_db_parameter_group.main updated in-place', // its parameters
  'aws_eks_node_group.main["default"] replaced', // invents an SSH key for it
  'aws_launch_template.node["default"] updated in-place', // shows the template's own tags among those of its instances
  'aws_s3_bucket_notification.main["assets"] updated in-place', // EventBridge
  'aws_vpc_security_group_ingress_rule.database updated in-place', // its description
]);

/** Addresses and what becomes of them, from a plan's text. */
const changedIn = (output: string): string[] => [...output.matchAll(/^ {2}# (\S+) (?:will|must) be (.*)$/gm)].map(([, address, what]) => `${address} ${what}`);
