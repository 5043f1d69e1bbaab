import { settingRule } from '../setting.ts';
import { onlyOne } from './keys.ts';

export const awsRedshiftSubnetGroup = settingRule({
  id: 'aws-redshift-subnet-group',
  title: 'Redshift cluster has subnets of its own',
  severity: 'medium',
  category: 'security',
  why: "Without a subnet group the cluster lands in the account's default network, whose subnets are public. Terraform can move it later only by making it anew, so choose before it is filled.",
  source: 'https://docs.aws.amazon.com/redshift/latest/mgmt/working-with-cluster-subnet-groups.html',
  also: ['CKV_AWS_154', 'AVD-AWS-0127'],
  targets: ['aws_redshift_cluster'],
  path: 'cluster_subnet_group_name',
  fixReplaces: true,
  set: (cluster) => onlyOne(cluster.module.folder, 'aws_redshift_subnet_group', 'name'),
  message: 'The cluster lands in the default network: name a cluster_subnet_group_name.',

  fails: `resource "aws_redshift_subnet_group" "main" {
  name       = "warehouse"
  subnet_ids = ["subnet-11111111", "subnet-22222222"]
}

resource "aws_redshift_cluster" "main" {
  cluster_identifier = "warehouse"
}`,
  passes: `resource "aws_redshift_subnet_group" "main" {
  name       = "warehouse"
  subnet_ids = ["subnet-11111111", "subnet-22222222"]
}

resource "aws_redshift_cluster" "main" {
  cluster_identifier        = "warehouse"
  cluster_subnet_group_name = aws_redshift_subnet_group.main.name
}`,
});
