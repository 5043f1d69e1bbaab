import { Block } from '../../hcl/block.ts';
import { isUnknown } from '../../hcl/value.ts';
import { setIn } from '../../hcl/write.ts';
import { terraformRule } from '../../rule.ts';

/** Volumes on EFS that are read and written in the clear. */
const plainVolumes = (task: Block) =>
  task
    .blocks('volume')
    .flatMap((volume) => volume.blocks('efs_volume_configuration'))
    .filter((volume) => !volume.uncertain && !isUnknown(volume.get('transit_encryption')) && volume.get('transit_encryption') !== 'ENABLED');

export const awsEcsEfsTls = terraformRule({
  id: 'aws-ecs-efs-tls',
  title: 'ECS reads its volumes over TLS',
  severity: 'high',
  category: 'security',
  why: 'Files go over the network as they are, for everyone on the way to read and change. NFS encrypts nothing itself; with the switch ECS mounts the volume through TLS, which access points and IAM need anyway.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/efs-volumes.html',
  also: ['CKV_AWS_97', 'AVD-AWS-0035'],
  targets: ['aws_ecs_task_definition'],
  fixReplaces: true,

  check: (task) =>
    plainVolumes(task).map((volume) => ({ message: 'Files go in the clear: set transit_encryption = "ENABLED".', at: volume.span('transit_encryption') })),
  fix(task) {
    const edits = plainVolumes(task).map((volume) => (volume instanceof Block ? setIn(volume.syntax, ['transit_encryption'], '"ENABLED"') : undefined));
    return edits.includes(undefined) ? undefined : edits.flatMap((some) => some ?? []);
  },

  fails: `
resource "aws_ecs_task_definition" "web" {
  family                = "web"
  container_definitions = file("web.json")

  volume {
    name = "files"

    efs_volume_configuration {
      file_system_id = "fs-11111111"
    }
  }
}`,
  passes: `
resource "aws_ecs_task_definition" "web" {
  family                = "web"
  container_definitions = file("web.json")

  volume {
    name = "files"

    efs_volume_configuration {
      file_system_id     = "fs-11111111"
      transit_encryption = "ENABLED"
    }
  }
}`,
});
