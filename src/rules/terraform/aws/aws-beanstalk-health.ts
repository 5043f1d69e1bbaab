import { asBoolean, isUnknown } from '../../hcl/value.ts';
import { terraformRule } from '../../rule.ts';
import { addOption, optionOf } from './beanstalk.ts';

const namespace = 'aws:elasticbeanstalk:healthreporting:system';
const option = 'SystemType';
/** Streams the health to logs, which enhanced health alone does; checkov asks for it in the namespace above, where there is no such option. */
const streaming = { name: 'HealthStreamingEnabled', namespaces: ['aws:elasticbeanstalk:cloudwatch:logs:health', namespace] } as const;

export const awsBeanstalkHealth = terraformRule({
  id: 'aws-beanstalk-health',
  title: 'Elastic Beanstalk reports its health in detail',
  severity: 'low',
  category: 'operations',
  why: 'Basic health says that machines run, not that requests are answered; enhanced health sees errors and slow answers first. Its agent looks every ten seconds, so a bad deploy turns the environment red before customers call.',
  source: 'https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/health-enhanced.html',
  also: ['CKV_AWS_312'],
  targets: ['aws_elastic_beanstalk_environment'],

  check(environment) {
    const type = optionOf(environment, namespace, option);
    if (isUnknown(type) || (typeof type === 'string' && type.toLowerCase() === 'enhanced')) return undefined;
    const streams = streaming.namespaces.some((where) => {
      const value = optionOf(environment, where, streaming.name);
      return isUnknown(value) || asBoolean(typeof value === 'string' ? value.toLowerCase() : value) === true;
    });
    return streams ? undefined : { message: 'Health is not reported in detail: set SystemType to enhanced.' };
  },
  // One that is set to something else was set by a person.
  fix: (environment) => (optionOf(environment, namespace, option) === undefined ? addOption(environment, namespace, option, 'enhanced') : undefined),

  fails: 'resource "aws_elastic_beanstalk_environment" "web" {\n  name        = "web"\n  application = "shop"\n}',
  passes: `
resource "aws_elastic_beanstalk_environment" "web" {
  name        = "web"
  application = "shop"

  setting {
    namespace = "aws:elasticbeanstalk:healthreporting:system"
    name      = "SystemType"
    value     = "enhanced"
  }
}`,
});
