import { switchRule } from '../switch.ts';

export const awsAcmReplaceFirst = switchRule({
  id: 'aws-acm-replace-first',
  title: 'Certificate is replaced without a gap',
  severity: 'low',
  category: 'reliability',
  why: 'A certificate in use cannot be deleted: a change that replaces it fails half way, or leaves what uses it without one. With create_before_destroy the load balancer or distribution moves to the new one before the old one is deleted.',
  source: 'https://developer.hashicorp.com/terraform/language/meta-arguments/lifecycle',
  also: ['CKV_AWS_233', 'aws_acm_certificate_lifecycle'],
  targets: ['aws_acm_certificate'],
  path: 'lifecycle.create_before_destroy',
  message: 'A replacement starts with a deletion: set create_before_destroy = true in lifecycle.',

  fails: `resource "aws_acm_certificate" "main" {
  domain_name       = "www.example.com"
  validation_method = "DNS"
}`,
  passes: `resource "aws_acm_certificate" "main" {
  domain_name       = "www.example.com"
  validation_method = "DNS"

  lifecycle {
    create_before_destroy = true
  }
}`,
});
