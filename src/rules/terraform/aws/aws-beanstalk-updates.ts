import { asBoolean, isUnknown } from '../../hcl/value.ts';
import { terraformRule } from '../../rule.ts';
import { addOption, optionOf } from './beanstalk.ts';

const namespace = 'aws:elasticbeanstalk:managedactions';
const option = 'ManagedActionsEnabled';

export const awsBeanstalkUpdates = terraformRule({
  id: 'aws-beanstalk-updates',
  title: 'Elastic Beanstalk takes platform updates by itself',
  severity: 'low',
  category: 'security',
  why: 'Platform updates fix holes in the operating system and the runtime. Without the switch somebody has to remember each of them.',
  source: 'https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/environment-platform-update-managed.html',
  also: ['CKV_AWS_340'],
  targets: ['aws_elastic_beanstalk_environment'],

  check(environment) {
    const value = optionOf(environment, namespace, option);
    const on = asBoolean(typeof value === 'string' ? value.toLowerCase() : value);
    return on === true || isUnknown(value) ? undefined : { message: 'Platform updates are not taken: switch ManagedActionsEnabled on.' };
  },
  // One that is set to something else was set by a person.
  fix: (environment) => (optionOf(environment, namespace, option) === undefined ? addOption(environment, namespace, option, 'True') : undefined),

  fails: 'resource "aws_elastic_beanstalk_environment" "web" {\n  name        = "web"\n  application = "shop"\n}',
  passes: `
resource "aws_elastic_beanstalk_environment" "web" {
  name        = "web"
  application = "shop"

  setting {
    namespace = "aws:elasticbeanstalk:managedactions"
    name      = "ManagedActionsEnabled"
    value     = "True"
  }
}`,
});
