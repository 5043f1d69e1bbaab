import { isList, isUnknown, type Value } from '../../hcl/value.ts';
import { terraformRule } from '../../rule.ts';

const isPattern = (value: Value): boolean => typeof value === 'string' && /[*?]/.test(value);

export const awsAmiOwner = terraformRule({
  id: 'aws-ami-owner',
  title: 'Image is asked for from an owner',
  severity: 'high',
  category: 'security',
  why: 'Anyone may publish an image under any name: a search by name alone takes the newest one, whoever made it. An attacker publishes one whose name fits the pattern, and the next apply starts your machines from it.',
  source: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-allowed-amis.html',
  also: ['CKV_AWS_386', 'AVD-AWS-0344'],
  targets: ['data.aws_ami'],

  check(image) {
    const owners = image.get('owners');
    if (owners !== undefined && !(isList(owners) && owners.length === 0)) return undefined;
    const byName = image.blocks('filter').some((filter) => {
      const values = filter.get('values');
      return !filter.uncertain && filter.get('name') === 'name' && !isUnknown(values) && isList(values) && values.some(isPattern);
    });
    const owned = image.blocks('filter').some((filter) => filter.uncertain || /^owner-(id|alias)$/.test(String(filter.get('name'))));
    if (!byName) return undefined;
    // Others look at `owners` alone.
    return owned ? undefined : { message: 'Anyone can publish an image of that name: name its owners.' };
  },

  fails: `
data "aws_ami" "linux" {
  most_recent = true

  filter {
    name   = "name"
    values = ["al2023-ami-2023.*-x86_64"]
  }
}`,
  passes: `
data "aws_ami" "linux" {
  most_recent = true
  owners      = ["amazon"]

  filter {
    name   = "name"
    values = ["al2023-ami-2023.*-x86_64"]
  }
}`,
});
