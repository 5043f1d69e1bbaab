import { terraformRule } from '../../rule.ts';

export const awsVpcFlowLogs = terraformRule({
  id: 'aws-vpc-flow-logs',
  title: 'VPC has flow logs',
  severity: 'medium',
  category: 'operations',
  why: 'Which machine talked to which is the first question after a break-in and in every network riddle, and it cannot be answered after the fact. Without an answer, whatever the intruder could reach has to count as reached.',
  source: 'https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs.html',
  also: ['CKV2_AWS_11', 'AVD-AWS-0178'],
  targets: ['aws_vpc'],

  check(vpc, folder) {
    // A log of every subnet is not looked for: subnets come and go.
    return folder.attached('aws_flow_log', 'vpc_id', vpc).length > 0 ? undefined : { message: 'Traffic is not recorded: add aws_flow_log for this VPC.' };
  },

  fails: 'resource "aws_vpc" "main" {\n  cidr_block = "10.0.0.0/16"\n}',
  passes: `
resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_flow_log" "main" {
  vpc_id               = aws_vpc.main.id
  traffic_type         = "ALL"
  log_destination_type = "s3"
  log_destination      = "arn:aws:s3:::example-flow-logs"
}`,
});
