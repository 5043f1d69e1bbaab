import { asBoolean } from '../../hcl/value.ts';
import { switchRule } from '../switch.ts';

export const awsApigatewayCacheEncrypted = switchRule({
  id: 'aws-apigateway-cache-encrypted',
  title: 'API Gateway encrypts its cache',
  severity: 'medium',
  category: 'security',
  why: 'What is cached are answers to your users, readable without a key. The switch needs no key of yours, and can be set for the methods with personal data alone.',
  source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-caching.html',
  also: ['CKV_AWS_308', 'AVD-AWS-0002'],
  targets: ['aws_api_gateway_method_settings'],
  path: 'settings.cache_data_encrypted',
  when: (settings) => asBoolean(settings.get('settings.caching_enabled')) === true,
  message: 'Cached answers are not encrypted: set cache_data_encrypted = true.',

  fails: `resource "aws_api_gateway_method_settings" "main" {
  settings {
    caching_enabled = true
  }
}`,
  passes: `resource "aws_api_gateway_method_settings" "main" {
  settings {
    caching_enabled      = true
    cache_data_encrypted = true
  }
}`,
});
