import { settingRule } from '../setting.ts';

export const awsEksNodeSsh = settingRule({
  id: 'aws-eks-node-ssh',
  title: 'SSH to nodes is not open to the internet',
  severity: 'high',
  category: 'security',
  why: 'A key for SSH without security groups opens port 22 of every node to the whole internet. Robots try it within minutes, and Session Manager gets you onto a node without any open port.',
  source: 'https://docs.aws.amazon.com/eks/latest/APIReference/API_RemoteAccessConfig.html',
  also: ['CKV_AWS_100'],
  targets: ['aws_eks_node_group'],
  path: 'remote_access.source_security_group_ids',
  when: (group) => group.get('remote_access.ec2_ssh_key') !== undefined,
  message: 'Port 22 is open to everyone: name source_security_group_ids, or leave remote_access out.',

  fails: `resource "aws_eks_node_group" "main" {
  remote_access {
    ec2_ssh_key = "admin"
  }
}`,
  passes: `resource "aws_eks_node_group" "main" {
  remote_access {
    ec2_ssh_key               = "admin"
    source_security_group_ids = ["sg-11111111"]
  }
}`,
});
