import { settingRule } from '../setting.ts';

export const awsApigatewayDomainTls = settingRule({
  id: 'aws-apigateway-domain-tls',
  title: 'API Gateway domain takes TLS 1.2 or newer',
  severity: 'high',
  category: 'security',
  why: 'Older versions have known holes and no current client needs them. A domain that still takes TLS 1.0 fails the audit of whoever handles card payments.',
  source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-custom-domain-tls-version.html',
  also: ['CKV_AWS_206', 'AVD-AWS-0005'],
  targets: ['aws_api_gateway_domain_name'],
  path: 'security_policy',
  good: (policy) => /^(TLS_1_2|SecurityPolicy_TLS1[23]_)/.test(String(policy)),
  set: '"TLS_1_2"',
  message: 'TLS 1.0 may be taken: set security_policy = "TLS_1_2".',

  fails: `resource "aws_api_gateway_domain_name" "main" {
  domain_name = "api.example.com"
}`,
  passes: `resource "aws_api_gateway_domain_name" "main" {
  domain_name     = "api.example.com"
  security_policy = "TLS_1_2"
}`,
});
