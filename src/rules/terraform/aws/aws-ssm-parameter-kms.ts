import { settingRule } from '../setting.ts';
import { onlyKeyOf } from './keys.ts';

export const awsSsmParameterKms = settingRule({
  id: 'aws-ssm-parameter-kms',
  title: 'Secret parameter is encrypted with a key of its own',
  severity: 'low',
  category: 'security',
  why: 'With a key of your own you decide who may read the parameter and can withdraw it. The shared key refuses nobody in the account, so whoever may read parameters reads this one in the clear.',
  source: 'https://docs.aws.amazon.com/systems-manager/latest/userguide/secure-string-parameter-kms-encryption.html',
  also: ['CKV_AWS_337'],
  targets: ['aws_ssm_parameter'],
  path: 'key_id',
  when: (parameter) => parameter.get('type') === 'SecureString',
  set: (parameter) => onlyKeyOf(parameter.module.folder),
  message: 'The parameter uses the shared key of the account: name a key in key_id.',

  fails: `resource "aws_kms_key" "secrets" {
  enable_key_rotation = true
}

variable "token" {
  type        = string
  description = "Token of the shop"
  sensitive   = true
}

resource "aws_ssm_parameter" "main" {
  name  = "/shop/token"
  type  = "SecureString"
  value = var.token
}`,
  passes: `variable "token" {
  type        = string
  description = "Token of the shop"
  sensitive   = true
}

resource "aws_ssm_parameter" "main" {
  name   = "/shop/token"
  type   = "SecureString"
  value  = var.token
  key_id = "arn:aws:kms:eu-central-1:123456789012:key/11111111-2222-3333-4444-555555555555"
}`,
});
