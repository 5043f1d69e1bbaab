import { terraformRule } from '../../rule.ts';

export const awsSecretRotation = terraformRule({
  id: 'aws-secret-rotation',
  title: 'Secret is changed regularly',
  severity: 'info',
  category: 'security',
  why: 'A secret that never changes is known to everyone who ever saw it. People who left, old logs and lost laptops go on opening the door with it.',
  source: 'https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets.html',
  also: ['CKV2_AWS_57'],
  targets: ['aws_secretsmanager_secret'],

  check: (secret, folder) =>
    folder.attached('aws_secretsmanager_secret_rotation', 'secret_id', secret).length > 0
      ? undefined
      : { message: 'Nothing changes the secret: add aws_secretsmanager_secret_rotation.' },

  fails: `
resource "aws_secretsmanager_secret" "db" {
  name = "db"
}`,
  passes: `
resource "aws_secretsmanager_secret" "db" {
  name = "db"
}

resource "aws_secretsmanager_secret_rotation" "db" {
  secret_id           = aws_secretsmanager_secret.db.id
  rotation_lambda_arn = "arn:aws:lambda:eu-central-1:123456789012:function:rotate-db"

  rotation_rules {
    automatically_after_days = 30
  }
}`,
});
