import { switchRule } from '../switch.ts';

export const awsCognitoGuests = switchRule({
  id: 'aws-cognito-guests',
  title: 'Cognito identity pool lets no guests in',
  severity: 'medium',
  category: 'security',
  why: 'Guests get credentials of the account without signing in; what their role allows, everyone may do. The id of the pool stands in the code of your page or app, so nothing but asking is needed.',
  source: 'https://docs.aws.amazon.com/cognito/latest/developerguide/identity-pools.html',
  also: ['CKV_AWS_366'],
  targets: ['aws_cognito_identity_pool'],
  path: 'allow_unauthenticated_identities',
  value: false,
  standard: false,
  message: 'Guests get credentials: set allow_unauthenticated_identities = false.',

  fails: `resource "aws_cognito_identity_pool" "main" {
  identity_pool_name               = "shop"
  allow_unauthenticated_identities = true
}`,
  passes: `resource "aws_cognito_identity_pool" "main" {
  identity_pool_name               = "shop"
  allow_unauthenticated_identities = false
}`,
});
