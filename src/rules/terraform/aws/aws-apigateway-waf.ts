import { isList } from '../../hcl/value.ts';
import { terraformRule } from '../../rule.ts';

const associations = ['aws_wafv2_web_acl_association', 'aws_wafregional_web_acl_association'];

export const awsApigatewayWaf = terraformRule({
  id: 'aws-apigateway-waf',
  title: 'Public API stands behind a firewall',
  severity: 'low',
  category: 'security',
  why: 'A web application firewall turns known attacks and floods away before they reach your code and your bill. Its rules and the requests it looks at are billed, so an API that only your own signed clients call may go without.',
  source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-control-access-aws-waf.html',
  also: ['CKV2_AWS_29'],
  targets: ['aws_api_gateway_stage'],

  check(stage, folder) {
    const apis = folder.reached(stage, 'rest_api_id', 'aws_api_gateway_rest_api');
    const types = apis.flatMap((api) => api.get('endpoint_configuration.types') ?? []);
    // Whether one that stands elsewhere is public is not known.
    if (apis.length === 0 || types.flatMap((type) => (isList(type) ? type : [type])).includes('PRIVATE')) return undefined;
    return associations.some((association) => folder.attached(association, 'resource_arn', stage).length > 0)
      ? undefined
      : { message: 'Nothing filters requests: add aws_wafv2_web_acl_association for the stage.' };
  },

  fails: `
resource "aws_api_gateway_rest_api" "main" {
  name = "orders"
}

resource "aws_api_gateway_stage" "live" {
  rest_api_id   = aws_api_gateway_rest_api.main.id
  deployment_id = "d1"
  stage_name    = "live"
}`,
  passes: `
resource "aws_api_gateway_rest_api" "main" {
  name = "orders"

  endpoint_configuration {
    types = ["REGIONAL"]
  }
}

resource "aws_api_gateway_stage" "live" {
  rest_api_id   = aws_api_gateway_rest_api.main.id
  deployment_id = "d1"
  stage_name    = "live"
}

resource "aws_wafv2_web_acl_association" "live" {
  resource_arn = aws_api_gateway_stage.live.arn
  web_acl_arn  = "arn:aws:wafv2:eu-central-1:123456789012:regional/webacl/web/1"
}`,
});
