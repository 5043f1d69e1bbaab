import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, inject, onTestFinished, test } from 'vitest';
import { startMoto } from '../support/moto.ts';
import { findTerraform } from '../support/terraform.ts';
import { did, longMs } from './harness/patience.ts';
import { inVsCode, type VsCode } from './harness/start.ts';
import { everyTheme } from './harness/theme.ts';
import { approve, ended, waitingPlan } from './nimbus.ts';
import { plantWorkspace } from './workspace.ts';

/** Terraform asks a provider for every plan, and a plan is made before and after each apply. */
const cloudMs = 300_000;

const config = `terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "5.100.0"
    }
  }
}

provider "aws" {
  region = "eu-central-1"
}

resource "aws_vpc" "shop" {
  cidr_block = "10.20.0.0/16"
  tags       = { Name = "shop" }
}

resource "aws_subnet" "shop" {
  vpc_id     = aws_vpc.shop.id
  cidr_block = "10.20.1.0/24"
}
`;

/** Resolves when the tree has that line. It asks for 20 s and then says so, which a busy machine may need: asked again, it is there. */
async function inTree({ workbench }: VsCode, line: string | RegExp): Promise<void> {
  const item = workbench.treeItem(line).first();
  for (const deadline = Date.now() + cloudMs; Date.now() < deadline; await workbench.runCommand('Nimbus: Refresh Infrastructure'))
    if (await did(item.waitFor({ timeout: longMs / 2 }))) return;
  await item.waitFor();
}

test('plain words → a VPC planned, approved by what it would do, made, seen in the tree, found drifted, taken back', { timeout: 4 * cloudMs }, async ({
  skip,
}) => {
  const terraform = await findTerraform();
  if ('missing' in terraform) return skip(terraform.missing);
  await using _ends = terraform;
  await using moto = await startMoto();
  // One that stays: each start of it takes longer than all it does here.
  await using provider = await terraform.startProvider(moto.env, config);
  const workspaceFolder = await plantWorkspace();
  onTestFinished(() => rm(workspaceFolder, { recursive: true, force: true }));
  await writeFile(join(workspaceFolder, 'infra', 'main.tf'), config);

  const ec2 = (action: string): Promise<string> => moto.call('ec2', 'eu-central-1', `Version=2016-11-15&Action=${action}`);
  const cloud = async (): Promise<readonly string[]> => {
    const told = (await ec2('DescribeVpcs')) + (await ec2('DescribeSubnets'));
    return [...new Set([...told.matchAll(/<cidrBlock>(10\.20[^<]*)</g)].map(([, cidr = '']) => cidr))].sort();
  };

  await inVsCode('infrastructure', { workspaceFolder, vsix: inject('vsix'), env: { ...terraform.env, ...moto.env, ...provider.env } }, async (code) => {
    const { workbench } = code;
    await workbench.openView('Nimbus');
    const state = async (): Promise<string[]> => {
      const text = await readFile(join(code.folder, 'infra', 'terraform.tfstate'), 'utf8').catch(() => '{}');
      return ((JSON.parse(text) as { resources?: { name: string }[] }).resources ?? []).map((resource) => resource.name);
    };

    // What is selected in the tree is what “this” means. What lacks something is asked again, with the words still there.
    await workbench.treeItem(/^infra/).click();
    await inTree(code, 'Nothing was applied here yet');
    await workbench.runCommand('Nimbus: Plan in Plain Words…');
    await workbench.page.locator('.quick-input-message', { hasText: '“It” is infra.' }).waitFor();
    await workbench.answer('frobnicate the flux');
    await code.screenshot('plain-words-asks');
    await workbench.answer('apply this');

    // The plan ran; what it would do is asked about now, and only now.
    const plan = await waitingPlan(code, /^Apply to infra/, cloudMs);
    await plan.locator('.impact', { hasText: 'aws_vpc.shop' }).waitFor();
    expect([await state(), await cloud()]).toEqual([[], []]);
    for (const theme of everyTheme.toReversed()) {
      await code.useTheme(theme);
      await code.screenshot(`apply-${theme.replaceAll(' ', '-')}`);
    }
    await approve(plan, /^Apply to infra/);
    expect(await ended(plan, cloudMs)).toBe('Done');
    expect([await state(), await cloud()]).toEqual([
      ['shop', 'shop'],
      ['10.20.0.0/16', '10.20.1.0/24'],
    ]);

    // The tree shows it.
    await workbench.runCommand('Nimbus: Refresh Infrastructure');
    await inTree(code, 'aws_vpc.shop');
    await inTree(code, 'aws_subnet.shop');
    await code.screenshot('infrastructure-tree');

    // Somebody changes it by hand.
    const vpc = /<vpcId>(vpc-[^<]+)<\/vpcId>/.exec(await ec2('DescribeSubnets&Filter.1.Name=cidr-block&Filter.1.Value.1=10.20.1.0/24'))?.[1] ?? '';
    await ec2(`CreateTags&ResourceId.1=${vpc}&Tag.1.Key=Name&Tag.1.Value=by%20hand`);
    await workbench.chooseOn(workbench.treeItem(/^infra/).first(), 'Look for Drift', workbench.tab(/^Drift in infra/));
    const drift = await workbench.webview('Plan and Run');
    expect(await ended(drift, cloudMs)).toBe('Done');
    await drift
      .getByText(/aws_vpc\.shop/)
      .first()
      .waitFor({ timeout: longMs });
    await code.screenshot('infrastructure-drift');
    await workbench.closeTab(/^Drift in infra/);
    await inTree(code, /^aws_vpc\.shop.*Drift: changed outside Terraform/);

    const result = await workbench.webview('Plan and Run');
    await result.getByRole('button', { name: 'Roll back' }).click();
    const undo = await waitingPlan(code, /^Bring back infra/, cloudMs);
    await undo.locator('.step-name', { hasText: 'Bring back infra: delete 2 resources' }).waitFor({ timeout: longMs });
    await undo.getByRole('textbox').fill('infra');
    await approve(undo, /^Bring back infra/);
    expect(await ended(undo, cloudMs)).toBe('Done');
    expect([await state(), await cloud()]).toEqual([[], []]);
  });
});
