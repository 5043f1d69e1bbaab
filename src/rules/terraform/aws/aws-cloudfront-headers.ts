import { addAfter, setIn } from '../../hcl/write.ts';
import { terraformRule } from '../../rule.ts';

const behaviors = ['default_cache_behavior', 'ordered_cache_behavior'];
const policy = 'aws_cloudfront_response_headers_policy';

export const awsCloudfrontHeaders = terraformRule({
  id: 'aws-cloudfront-headers',
  title: 'CloudFront sends security headers',
  severity: 'low',
  category: 'security',
  why: 'Headers such as Strict-Transport-Security keep browsers on HTTPS and out of frames of others; the policy that AWS keeps sets the usual ones. Without them a stranger’s site can show your page in a frame and have visitors click on it unknowingly.',
  source: 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-response-headers-policies.html',
  also: ['CKV2_AWS_32'],
  targets: ['aws_cloudfront_distribution'],

  check: (distribution) =>
    behaviors.flatMap((name) => distribution.blocks(name)).some((behavior) => behavior.uncertain || behavior.get('response_headers_policy_id') !== undefined)
      ? undefined
      : { message: 'No security headers are sent: name a response_headers_policy_id.', at: distribution.span('default_cache_behavior') },
  fix(distribution, folder) {
    const behavior = distribution.syntax.blocks.find((block) => block.type === 'default_cache_behavior');
    const address = `data.${policy}.security`;
    const edits = behavior && setIn(behavior, ['response_headers_policy_id'], `${address}.id`);
    if (edits === undefined) return undefined;
    const known = (folder.index.blocks.get('data') ?? []).some(({ labels }) => labels.join('.') === `${policy}.security`);
    return known ? edits : [...edits, ...addAfter(distribution, `data "${policy}" "security" {\n  name = "Managed-SecurityHeadersPolicy"\n}`)];
  },

  fails: `
resource "aws_cloudfront_distribution" "main" {
  default_cache_behavior {
    target_origin_id       = "site"
    viewer_protocol_policy = "redirect-to-https"
  }
}`,
  passes: `
data "aws_cloudfront_response_headers_policy" "security" {
  name = "Managed-SecurityHeadersPolicy"
}

resource "aws_cloudfront_distribution" "main" {
  default_cache_behavior {
    target_origin_id           = "site"
    viewer_protocol_policy     = "redirect-to-https"
    response_headers_policy_id = data.aws_cloudfront_response_headers_policy.security.id
  }
}`,
});
