import { Block, type Body } from '../../hcl/block.ts';
import { isUnknown } from '../../hcl/value.ts';
import { addBlock, setIn } from '../../hcl/write.ts';
import { terraformRule } from '../../rule.ts';

/** The setting that says it; one that may be it counts as well. */
const insightsOf = (cluster: Block): Body | undefined =>
  cluster.blocks('setting').find((setting) => setting.uncertain || isUnknown(setting.get('name')) || setting.get('name') === 'containerInsights');

export const awsEcsInsights = terraformRule({
  id: 'aws-ecs-insights',
  title: 'ECS cluster measures its containers',
  severity: 'low',
  category: 'operations',
  why: 'Without it there is no CPU, memory and network of a single task to look at when one of them goes wrong. The figures are billed as metrics of your own, so a test cluster may go without.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cloudwatch-container-insights.html',
  also: ['CKV_AWS_65', 'AVD-AWS-0034'],
  targets: ['aws_ecs_cluster'],

  check(cluster) {
    const setting = insightsOf(cluster);
    const value = setting?.get('value');
    if (setting?.uncertain || isUnknown(setting?.get('name')) || isUnknown(value) || value === 'enabled' || value === 'enhanced') return undefined;
    return { message: 'Tasks are not measured: set containerInsights to "enabled".', at: (setting ?? cluster).span(setting ? 'value' : undefined) };
  },
  fix(cluster) {
    const setting = insightsOf(cluster);
    if (setting === undefined) return [addBlock(cluster.syntax, ['setting {', '  name  = "containerInsights"', '  value = "enabled"', '}'])];
    return setting instanceof Block && setting.syntax.type !== 'content' ? setIn(setting.syntax, ['value'], '"enabled"') : undefined;
  },

  fails: `resource "aws_ecs_cluster" "main" {
  name = "shop"
}`,
  passes: `resource "aws_ecs_cluster" "main" {
  name = "shop"

  setting {
    name  = "containerInsights"
    value = "enabled"
  }
}`,
});
