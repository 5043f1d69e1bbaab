import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { after, before, local, terraform, workspace, workspaceNow } from './mixed.ts';
import { killsOf, randoms, trials } from './trials.ts';

const config = `terraform {
  backend "local" {}
}

resource "terraform_data" "one" {
  input = "one"
  provisioner "local-exec" {
    command = "echo ran >> \${path.module}/ran.txt"
  }
}

resource "terraform_data" "two" {
  input = terraform_data.one.output
}
`;

test('killed at any moment, a run of files and git is taken up or taken back, and nothing is done twice', { timeout: 1_800_000 }, async () => {
  const subject = { steps: local, template: workspace(config), world: async (folder: string) => workspaceNow(folder), before, after: after('nothing') };
  expect(await trials(killsOf(140), subject, randoms(1))).toEqual([]);
});

test('and so is one that applies Terraform', { timeout: 1_800_000 }, async () => {
  const subject = {
    steps: [...local, ...terraform],
    template: workspace(config),
    world: async (folder: string) => workspaceNow(folder),
    before,
    after: after('one, two'),
    /** A program of Terraform's that ran again though its apply had ended. */
    twice: (folder: string, finished: readonly string[]) => {
      const ran = finished.includes('apply') ? readFileSync(join(folder, 'tf', 'ran.txt'), 'utf8') : 'ran\n';
      return ran === 'ran\n' ? undefined : `the program of the apply that had ended ran so often: ${ran.split('\n').length - 1}`;
    },
  };
  expect(await trials(killsOf(40), subject, randoms(2))).toEqual([]);
});
