import { switchRule } from '../switch.ts';

export const awsApigatewayDeploymentReplaceFirst = switchRule({
  id: 'aws-apigateway-deployment-replace-first',
  title: 'API Gateway deployment is replaced without a gap',
  severity: 'low',
  category: 'reliability',
  why: 'A deployment in use cannot be deleted: without the switch the second apply fails, or the API goes dark. With it the stage moves to the new deployment first, and only then is the old one deleted.',
  source: 'https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/api_gateway_deployment',
  also: ['CKV_AWS_217'],
  targets: ['aws_api_gateway_deployment'],
  path: 'lifecycle.create_before_destroy',
  message: 'A replacement starts with a deletion: set create_before_destroy = true in lifecycle.',

  fails: `resource "aws_api_gateway_deployment" "main" {
  rest_api_id = "api-1"
}`,
  passes: `resource "aws_api_gateway_deployment" "main" {
  rest_api_id = "api-1"

  lifecycle {
    create_before_destroy = true
  }
}`,
});
