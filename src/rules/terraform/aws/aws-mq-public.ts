import { switchRule } from '../switch.ts';

export const awsMqPublic = switchRule({
  id: 'aws-mq-public',
  title: 'MQ broker is not on the internet',
  severity: 'high',
  category: 'security',
  why: 'A broker that answers the internet is one password away from everything that goes through it. An attacker inside reads orders as they pass and puts in made-up ones, and only a new broker takes it off the internet.',
  source: 'https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/using-amazon-mq-securely.html',
  also: ['CKV_AWS_69', 'AVD-AWS-0072'],
  targets: ['aws_mq_broker'],
  fixReplaces: true,
  path: 'publicly_accessible',
  value: false,
  standard: false,
  message: 'The broker can be reached from the internet: set publicly_accessible = false.',

  fails: `resource "aws_mq_broker" "main" {
  publicly_accessible = true
}`,
  passes: `resource "aws_mq_broker" "main" {
  publicly_accessible = false
}`,
});
