import { switchRule } from '../switch.ts';

export const awsDmsPublic = switchRule({
  id: 'aws-dms-public',
  title: 'Replication instance of DMS is not on the internet',
  severity: 'high',
  category: 'security',
  why: 'It holds the passwords of both databases and copies all they have: nobody outside needs to reach it. The choice is made with the instance and stays; a database outside is better reached over a VPN.',
  source: 'https://docs.aws.amazon.com/dms/latest/userguide/CHAP_ReplicationInstance.html',
  also: ['CKV_AWS_89'],
  targets: ['aws_dms_replication_instance'],
  fixReplaces: true,
  path: 'publicly_accessible',
  value: false,
  standard: false,
  message: 'The instance gets a public address: set publicly_accessible = false.',

  fails: `resource "aws_dms_replication_instance" "main" {
  publicly_accessible = true
}`,
  passes: `resource "aws_dms_replication_instance" "main" {
  publicly_accessible = false
}`,
});
