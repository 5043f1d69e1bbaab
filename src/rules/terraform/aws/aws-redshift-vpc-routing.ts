import { switchRule } from '../switch.ts';

export const awsRedshiftVpcRouting = switchRule({
  id: 'aws-redshift-vpc-routing',
  title: 'Redshift copies through your network',
  severity: 'low',
  category: 'security',
  why: 'Copies to and from S3 otherwise leave by the internet, past your endpoints and flow logs. Give the network a way to S3 first, or every COPY and UNLOAD fails.',
  source: 'https://docs.aws.amazon.com/redshift/latest/mgmt/enhanced-vpc-routing.html',
  also: ['CKV_AWS_321'],
  targets: ['aws_redshift_cluster'],
  path: 'enhanced_vpc_routing',
  message: 'Copies go around your network: set enhanced_vpc_routing = true.',

  fails: `resource "aws_redshift_cluster" "main" {
  cluster_identifier = "warehouse"
}`,
  passes: `resource "aws_redshift_cluster" "main" {
  cluster_identifier   = "warehouse"
  enhanced_vpc_routing = true
}`,
});
