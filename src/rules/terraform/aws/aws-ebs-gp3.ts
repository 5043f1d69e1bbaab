import { Block, type Body } from '../../hcl/block.ts';
import { setIn } from '../../hcl/write.ts';
import { terraformRule } from '../../rule.ts';

export const awsEbsGp3 = terraformRule({
  id: 'aws-ebs-gp3',
  title: 'Disks are gp3, not gp2',
  severity: 'low',
  category: 'cost',
  why: 'gp3 costs a fifth less than gp2 by the gigabyte and is never slower at the same size. Changing the type needs no downtime.',
  source: 'https://docs.aws.amazon.com/ebs/latest/userguide/general-purpose.html',
  also: [],
  targets: ['aws_ebs_volume', 'aws_instance', 'aws_launch_template', 'aws_launch_configuration', 'aws_db_instance'],
  // A launch configuration cannot be changed.
  fixReplaces: ({ type }) => type === 'aws_launch_configuration',

  check: (block) =>
    old(block).map(({ body, attribute }) => ({ message: `gp2 costs more than gp3 and gives less: set ${attribute} = "gp3".`, at: body.span(attribute) })),
  fix(block) {
    const first = old(block)[0];
    if (!first || !(first.body instanceof Block) || first.body.syntax.type === 'content') return undefined;
    return setIn(first.body.syntax, [first.attribute], '"gp3"');
  },

  fails: 'resource "aws_ebs_volume" "data" {\n  type      = "gp2"\n  size      = 20\n  encrypted = true\n}',
  passes: 'resource "aws_ebs_volume" "data" {\n  type      = "gp3"\n  size      = 20\n  encrypted = true\n}',
});

function old(block: Block): { body: Body; attribute: string }[] {
  const places: [Body, string][] =
    block.type === 'aws_ebs_volume'
      ? [[block, 'type']]
      : block.type === 'aws_db_instance'
        ? [[block, 'storage_type']]
        : block.type === 'aws_launch_template'
          ? block
              .blocks('block_device_mappings')
              .flatMap((mapping) => mapping.blocks('ebs'))
              .map((body) => [body, 'volume_type'] as [Body, string])
          : ['root_block_device', 'ebs_block_device'].flatMap((name) => block.blocks(name)).map((body) => [body, 'volume_type'] as [Body, string]);
  return places.filter(([body, attribute]) => body.get(attribute) === 'gp2').map(([body, attribute]) => ({ body, attribute }));
}
