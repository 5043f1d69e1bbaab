import type { FolderIndex } from '../../hcl/folder-index.ts';
import { expressionsIn } from '../../hcl/visit.ts';
import { terraformRule } from '../../rule.ts';

export const awsSgUnused = terraformRule({
  id: 'aws-sg-unused',
  title: 'Security group is used by something',
  severity: 'info',
  category: 'operations',
  why: 'A group nobody uses is a rule set nobody checks, and one day it is attached to something by mistake. Something outside of these files may use it, so look in the account before you take it out.',
  source: 'https://docs.aws.amazon.com/vpc/latest/userguide/security-groups.html',
  also: ['CKV2_AWS_5'],
  targets: ['aws_security_group'],

  check: (group, folder) => (isUsed(folder.index, group.address) ? undefined : { message: 'Nothing here uses the group: attach it, or take it out.' }),

  fails: 'resource "aws_security_group" "web" {\n  name        = "web"\n  description = "Web servers"\n}',
  passes: `
resource "aws_security_group" "web" {
  name        = "web"
  description = "Web servers"
}

resource "aws_instance" "web" {
  ami                    = "ami-12345678"
  vpc_security_group_ids = [aws_security_group.web.id]
}`,
});

/** Rules of the group and other groups name it without using it. */
const passive = new Set(['aws_security_group', 'aws_security_group_rule', 'aws_vpc_security_group_ingress_rule', 'aws_vpc_security_group_egress_rule']);
const users = new WeakMap<FolderIndex, ReadonlySet<string>>();

function isUsed(folder: FolderIndex, address: string): boolean {
  let used = users.get(folder);
  if (!used) {
    const found = new Set<string>();
    for (const block of folder.files.flatMap((file) => file.blocks)) {
      if (block.type === 'resource' && passive.has(block.labels[0] ?? '')) continue;
      for (const { from, links } of expressionsIn(block).walk) {
        const name = from.kind === 'name' && from.name === 'aws_security_group' ? links[0] : undefined;
        if (name?.kind === 'name') found.add(`aws_security_group.${name.name}`);
      }
    }
    used = found;
    users.set(folder, used);
  }
  return used.has(address);
}
