import { asBoolean } from '../../hcl/value.ts';
import { settingRule } from '../setting.ts';
import { onlyKeyOf } from './keys.ts';

export const awsOpensearchKms = settingRule({
  id: 'aws-opensearch-kms',
  title: 'Search domain is encrypted with a key of its own',
  severity: 'low',
  category: 'security',
  why: 'The index is a second copy of the data; with a key of your own you decide who may read it and can withdraw it. Without the key the domain is lost as well, so let few people schedule its deletion.',
  source: 'https://docs.aws.amazon.com/opensearch-service/latest/developerguide/encryption-at-rest.html',
  also: ['CKV_AWS_247'],
  targets: ['aws_elasticsearch_domain', 'aws_opensearch_domain'],
  path: 'encrypt_at_rest.kms_key_id',
  fixReplaces: true,
  // A block with a key alone does not say that it is on.
  set: (domain) => (asBoolean(domain.get('encrypt_at_rest.enabled')) === true ? onlyKeyOf(domain.module.folder) : undefined),
  message: 'The domain uses a key of AWS: name one in encrypt_at_rest.kms_key_id.',

  fails: `resource "aws_kms_key" "search" {
  enable_key_rotation = true
}

resource "aws_opensearch_domain" "main" {
  domain_name = "search"

  encrypt_at_rest {
    enabled = true
  }
}`,
  passes: `resource "aws_opensearch_domain" "main" {
  domain_name = "search"

  encrypt_at_rest {
    enabled    = true
    kms_key_id = "arn:aws:kms:eu-central-1:123456789012:key/11111111-2222-3333-4444-555555555555"
  }
}`,
});
