import { settingRule } from '../setting.ts';

export const awsTransferPublic = settingRule({
  id: 'aws-transfer-public',
  title: 'Transfer server is not on the internet',
  severity: 'medium',
  category: 'security',
  why: 'A public server is tried by everyone all day; in a network of yours you say who may knock. A security group lets in the ranges of your partners, and nobody else even gets to the login.',
  source: 'https://docs.aws.amazon.com/transfer/latest/userguide/create-server-in-vpc.html',
  also: ['CKV_AWS_164'],
  targets: ['aws_transfer_server'],
  path: 'endpoint_type',
  good: (type) => ['VPC', 'VPC_ENDPOINT'].includes(String(type)),
  message: 'Everyone can reach the server: set endpoint_type = "VPC" with endpoint_details.',

  fails: `resource "aws_transfer_server" "main" {
  protocols = ["SFTP"]
}`,
  passes: `resource "aws_transfer_server" "main" {
  protocols     = ["SFTP"]
  endpoint_type = "VPC"
}`,
});
