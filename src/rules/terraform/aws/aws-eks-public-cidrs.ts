import { asBoolean, isList, isUnknown } from '../../hcl/value.ts';
import { terraformRule } from '../../rule.ts';
import { isEverywhere } from './ports.ts';

export const awsEksPublicCidrs = terraformRule({
  id: 'aws-eks-public-cidrs',
  title: 'EKS API is open to named ranges only',
  severity: 'critical',
  category: 'security',
  why: 'A public API server without a list of ranges can be tried by everyone, and each of its flaws by everyone at once. With only the ranges of your offices and pipelines in it, a stolen token is of no use from elsewhere.',
  source: 'https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html',
  also: ['CKV_AWS_38', 'AVD-AWS-0041'],
  targets: ['aws_eks_cluster'],

  check(cluster) {
    const open = asBoolean(cluster.get('vpc_config.endpoint_public_access')) ?? true;
    const ranges = cluster.get('vpc_config.public_access_cidrs');
    if (open !== true || isUnknown(ranges) || cluster.blocks('vpc_config').length === 0) return undefined;
    if (isList(ranges) && !ranges.some((range) => typeof range === 'string' && isEverywhere(range))) return undefined;
    return {
      message: 'The API server can be reached from everywhere: name the ranges in public_access_cidrs, or close the public endpoint.',
      at: cluster.span('vpc_config.public_access_cidrs'),
    };
  },

  fails: 'resource "aws_eks_cluster" "main" {\n  vpc_config {\n    subnet_ids = ["subnet-1"]\n  }\n}',
  passes: 'resource "aws_eks_cluster" "main" {\n  vpc_config {\n    subnet_ids          = ["subnet-1"]\n    public_access_cidrs = ["203.0.113.0/24"]\n  }\n}',
});
