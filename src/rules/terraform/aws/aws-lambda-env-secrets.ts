import { isObject } from '../../hcl/value.ts';
import { terraformRule } from '../../rule.ts';

const keyPattern = /(?<![A-Z0-9])(AKIA|ASIA)[A-Z0-9]{16}(?![A-Z0-9])/;
const secretName = /(^|_)(PASSWORD|PASSWD|SECRET|TOKEN|API_?KEY|PRIVATE_?KEY)$/i;

export const awsLambdaEnvSecrets = terraformRule({
  id: 'aws-lambda-env-secrets',
  title: 'Lambda environment holds no secrets',
  severity: 'high',
  category: 'security',
  why: 'Everyone who may look at the function sees its environment, and so does everyone who reads the state. Read-only access is then enough to take the database, and a new password means a new deploy.',
  source: 'https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html',
  also: ['CKV_AWS_45'],
  targets: ['aws_lambda_function'],

  check(lambda) {
    const variables = lambda.get('environment.variables');
    if (!isObject(variables)) return undefined;
    const secret = Object.entries(variables).find(
      ([name, value]) => typeof value === 'string' && (keyPattern.test(value) || (secretName.test(name) && value !== '' && !value.startsWith('arn:'))),
    );
    if (!secret) return undefined;
    const isKey = keyPattern.test(String(secret[1]));
    return {
      message: `${secret[0]} holds a secret in plain text: keep it in Secrets Manager and give the function its name.`,
      at: lambda.span('environment.variables'),
      ...(isKey ? {} : { also: [] }),
    };
  },

  fails: 'resource "aws_lambda_function" "worker" {\n  environment {\n    variables = {\n      DB_PASSWORD = "correct-horse"\n    }\n  }\n}',
  passes:
    'resource "aws_lambda_function" "worker" {\n  environment {\n    variables = {\n      DB_SECRET_ARN = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:db"\n    }\n  }\n}',
});
