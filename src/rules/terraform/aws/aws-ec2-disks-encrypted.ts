import { Block, type Body } from '../../hcl/block.ts';
import { asBoolean } from '../../hcl/value.ts';
import { addBlock, setIn } from '../../hcl/write.ts';
import { terraformRule } from '../../rule.ts';

export const awsEc2DisksEncrypted = terraformRule({
  id: 'aws-ec2-disks-encrypted',
  title: 'EC2 disks are encrypted',
  severity: 'high',
  category: 'security',
  why: 'Whoever gets a snapshot or a copy of a disk reads everything on it. Encryption costs nothing and is chosen when the disk is made.',
  source: 'https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html',
  also: ['CKV_AWS_8', 'AVD-AWS-0131', 'AVD-AWS-0008'],
  targets: ['aws_instance', 'aws_launch_configuration'],
  fixReplaces: true,

  check(instance, folder) {
    // An account can encrypt all its new disks by itself.
    if (folder.all('aws_ebs_encryption_by_default').some((standard) => asBoolean(standard.get('enabled')) !== false)) return undefined;
    const roots = instance.blocks('root_block_device');
    const problems = plain(instance).map((disk) => ({
      message: 'The disk is not encrypted: set encrypted = true.',
      at: disk.span('encrypted'),
      ...(disk.get('encrypted') === undefined ? { also: ['AVD-AWS-0131'] } : {}),
    }));
    if (roots.length === 0 && !instance.syntax.broken)
      return [{ message: 'The root disk is not encrypted: add root_block_device with encrypted = true.' }, ...problems];
    return problems;
  },
  fix(instance) {
    const disk = plain(instance)[0];
    if (disk) return disk instanceof Block && disk.syntax.type !== 'content' ? setIn(disk.syntax, ['encrypted'], 'true') : undefined;
    return [addBlock(instance.syntax, ['root_block_device {', '  encrypted = true', '}'])];
  },

  fails: `
resource "aws_instance" "web" {
  instance_type = "m7g.large"

  root_block_device {
    volume_size = 20
  }
}`,
  passes: `
resource "aws_instance" "web" {
  instance_type = "m7g.large"

  root_block_device {
    volume_size = 20
    encrypted   = true
  }
}`,
});

const plain = (instance: Block): Body[] =>
  ['root_block_device', 'ebs_block_device']
    .flatMap((name) => instance.blocks(name))
    .filter((disk) => !disk.uncertain && disk.get('snapshot_id') === undefined && (asBoolean(disk.get('encrypted')) ?? false) === false);
