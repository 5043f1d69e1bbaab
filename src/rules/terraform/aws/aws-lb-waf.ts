import { asBoolean, isUnknown } from '../../hcl/value.ts';
import { terraformRule } from '../../rule.ts';

const associations = ['aws_wafv2_web_acl_association', 'aws_wafregional_web_acl_association'];

export const awsLbWaf = terraformRule({
  id: 'aws-lb-waf',
  title: 'Public load balancer stands behind a firewall',
  severity: 'low',
  category: 'security',
  why: 'A web application firewall turns known attacks and floods away before they reach what is behind the load balancer. It costs by the rule and by the request, and one at a CloudFront distribution that nobody can go around does as well.',
  source: 'https://docs.aws.amazon.com/waf/latest/developerguide/waf-chapter.html',
  also: ['CKV2_AWS_28'],
  targets: ['aws_lb', 'aws_alb'],

  check(balancer, folder) {
    const internal = asBoolean(balancer.get('internal'));
    const type = balancer.get('load_balancer_type') ?? 'application';
    if (internal === true || isUnknown(internal) || type !== 'application') return undefined;
    return associations.some((association) => folder.attached(association, 'resource_arn', balancer).length > 0)
      ? undefined
      : { message: 'Nothing filters requests: add aws_wafv2_web_acl_association, or set internal = true.' };
  },

  fails: `
resource "aws_lb" "web" {
  name               = "web"
  load_balancer_type = "application"
}`,
  passes: `
resource "aws_lb" "web" {
  name               = "web"
  load_balancer_type = "application"
}

resource "aws_wafv2_web_acl_association" "web" {
  resource_arn = aws_lb.web.arn
  web_acl_arn  = "arn:aws:wafv2:eu-central-1:123456789012:regional/webacl/web/1"
}`,
});
