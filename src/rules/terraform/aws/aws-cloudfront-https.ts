import { Block } from '../../hcl/block.ts';
import { setIn } from '../../hcl/write.ts';
import { terraformRule } from '../../rule.ts';

export const awsCloudfrontHttps = terraformRule({
  id: 'aws-cloudfront-https',
  title: 'CloudFront answers HTTPS only, or sends there',
  severity: 'high',
  category: 'security',
  why: 'Over plain HTTP everyone on the way reads what is sent, cookies and passwords included. With redirect-to-https old links go on working: the browser is sent to the safe address.',
  source: 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https-viewers-to-cloudfront.html',
  also: ['CKV_AWS_34', 'AVD-AWS-0012'],
  targets: ['aws_cloudfront_distribution'],

  check: (distribution) =>
    plain(distribution).map((behavior) => ({
      message: 'Plain HTTP is answered: set viewer_protocol_policy = "redirect-to-https".',
      at: behavior.span('viewer_protocol_policy'),
    })),
  fix(distribution) {
    const first = plain(distribution)[0];
    return first instanceof Block && first.syntax.type !== 'content' ? setIn(first.syntax, ['viewer_protocol_policy'], '"redirect-to-https"') : undefined;
  },

  fails: 'resource "aws_cloudfront_distribution" "site" {\n  default_cache_behavior {\n    viewer_protocol_policy = "allow-all"\n  }\n}',
  passes: 'resource "aws_cloudfront_distribution" "site" {\n  default_cache_behavior {\n    viewer_protocol_policy = "redirect-to-https"\n  }\n}',
});

const plain = (distribution: Block) =>
  ['default_cache_behavior', 'ordered_cache_behavior']
    .flatMap((name) => distribution.blocks(name))
    .filter((behavior) => !behavior.uncertain && behavior.get('viewer_protocol_policy') === 'allow-all');
