import { settingRule } from '../setting.ts';

export const awsCloudfrontRoot = settingRule({
  id: 'aws-cloudfront-root',
  title: 'CloudFront has a page for /',
  severity: 'low',
  category: 'security',
  why: 'Without one, a request for / lists what is in the bucket behind it, if the bucket lets itself be listed. Otherwise visitors of the bare domain get an error; an origin that answers / itself can do without.',
  source: 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DefaultRootObject.html',
  also: ['CKV_AWS_305'],
  targets: ['aws_cloudfront_distribution'],
  path: 'default_root_object',
  set: '"index.html"',
  message: 'A request for / goes to the origin as it is: set default_root_object.',

  fails: `resource "aws_cloudfront_distribution" "main" {
  comment = "Site"
}`,
  passes: `resource "aws_cloudfront_distribution" "main" {
  comment             = "Site"
  default_root_object = "index.html"
}`,
});
