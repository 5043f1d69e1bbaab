import { asBoolean } from '../../hcl/value.ts';
import { settingRule } from '../setting.ts';

export const awsEcsServicePublicAddress = settingRule({
  id: 'aws-ecs-service-public-address',
  title: 'ECS service has no public addresses',
  severity: 'medium',
  category: 'security',
  why: 'A task with a public address is one wrong security group away from the internet; a load balancer takes requests for it. Each such address is billed by the hour too, for every task that runs.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-networking.html',
  also: ['CKV_AWS_333'],
  targets: ['aws_ecs_service'],
  path: 'network_configuration.assign_public_ip',
  good: (on) => asBoolean(on) !== true,
  mayBeAbsent: true,
  message: 'Each task gets a public address: leave assign_public_ip off, with a NAT gateway or endpoints for its way out.',

  fails: `resource "aws_ecs_service" "main" {
  name = "web"

  network_configuration {
    subnets          = ["subnet-11111111"]
    assign_public_ip = true
  }
}`,
  passes: `resource "aws_ecs_service" "main" {
  name = "web"

  network_configuration {
    subnets          = ["subnet-11111111"]
    assign_public_ip = false
  }
}`,
});
