import { set } from '../../hcl/write.ts';
import { terraformRule } from '../../rule.ts';

/** Families with a successor of the same architecture and sizes. */
const successors: Readonly<Record<string, string>> = {
  t1: 't3',
  t2: 't3',
  m1: 'm5',
  m3: 'm5',
  m4: 'm5',
  c1: 'c5',
  c3: 'c5',
  c4: 'c5',
  r3: 'r5',
  r4: 'r5',
  i2: 'i3',
};

export const awsEc2OldGeneration = terraformRule({
  id: 'aws-ec2-old-generation',
  title: 'EC2 instance type is of a current generation',
  severity: 'low',
  category: 'cost',
  why: 'Older generations cost more for less, lack Nitro and its encryption in transit, and run short in new zones. Before the move, make sure that the image has drivers for ENA and NVMe, or the machine does not start.',
  source: 'https://aws.amazon.com/ec2/previous-generation/',
  also: ['aws_instance_previous_type'],
  targets: ['aws_instance', 'aws_launch_template', 'aws_launch_configuration'],
  // A machine stops for it; a launch template gets a new version.
  fixReplaces: ({ type }) => type !== 'aws_launch_template',

  check(instance) {
    const better = successor(instance.get('instance_type'));
    return better === undefined ? undefined : { message: `This is an old generation: ${better} does the same for less.`, at: instance.span('instance_type') };
  },
  fix(instance) {
    const better = successor(instance.get('instance_type'));
    return better === undefined ? undefined : set(instance, 'instance_type', `"${better}"`);
  },

  fails: 'resource "aws_instance" "web" {\n  instance_type = "m4.large"\n}',
  passes: 'resource "aws_instance" "web" {\n  instance_type = "m5.large"\n}',
});

function successor(type: unknown): string | undefined {
  const [family = '', size = ''] = typeof type === 'string' ? type.split('.') : [];
  const next = successors[family];
  // Sizes that the successor has not got.
  return next === undefined || (next !== 't3' && !/^(large|\d*xlarge)$/.test(size)) ? undefined : `${next}.${size}`;
}
