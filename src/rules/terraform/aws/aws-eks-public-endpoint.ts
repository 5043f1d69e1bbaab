import { switchRule } from '../switch.ts';

export const awsEksPublicEndpoint = switchRule({
  id: 'aws-eks-public-endpoint',
  title: 'EKS API is not on the internet',
  severity: 'high',
  category: 'security',
  why: 'A public API server can be tried by everyone, and each of its flaws by everyone at once. Once it is closed, only the VPC and what is connected to it get there, so give pipelines outside a runner inside first.',
  source: 'https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html',
  also: ['CKV_AWS_39', 'AVD-AWS-0040'],
  targets: ['aws_eks_cluster'],
  path: 'vpc_config.endpoint_public_access',
  value: false,
  standard: true,
  message: 'The API server has a public endpoint: set endpoint_public_access = false, with endpoint_private_access = true.',

  fails: `resource "aws_eks_cluster" "main" {
  vpc_config {
    subnet_ids = ["subnet-1"]
  }
}`,
  passes: `resource "aws_eks_cluster" "main" {
  vpc_config {
    subnet_ids             = ["subnet-1"]
    endpoint_public_access = false
  }
}`,
});
