import { applyEdits } from '../../../../src/rules/edit.ts';
import { readPlain } from '../../../../src/rules/hcl/plain.ts';
import type { BlockSyntax } from '../../../../src/rules/hcl/syntax.ts';
import { setIn } from '../../../../src/rules/hcl/write.ts';

/** Arguments the provider asks for that examples leave out, by type and path. No rule is about any of them. */
const needed: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  aws_api_gateway_method_settings: { rest_api_id: '"api"', stage_name: '"live"', method_path: '"*/*"' },
  aws_api_gateway_stage: { rest_api_id: '"api"', deployment_id: '"d1"', stage_name: '"live"' },
  aws_cloudfront_distribution: {
    enabled: 'true',
    'origin.domain_name': '"site.example.com"',
    'origin.origin_id': '"site"',
    'default_cache_behavior.allowed_methods': '["GET", "HEAD"]',
    'default_cache_behavior.cached_methods': '["GET", "HEAD"]',
    'default_cache_behavior.target_origin_id': '"site"',
    'default_cache_behavior.viewer_protocol_policy': '"https-only"',
    'restrictions.geo_restriction.restriction_type': '"none"',
    'viewer_certificate.acm_certificate_arn': '"arn:aws:acm:us-east-1:123456789012:certificate/1"',
    'viewer_certificate.ssl_support_method': '"sni-only"',
  },
  aws_cloudtrail: { name: '"trail"', s3_bucket_name: '"logs"' },
  aws_codebuild_project: {
    name: '"build"',
    service_role: '"arn:aws:iam::123456789012:role/build"',
    'artifacts.type': '"NO_ARTIFACTS"',
    'environment.compute_type': '"BUILD_GENERAL1_SMALL"',
    'environment.image': '"build:1"',
    'environment.type': '"LINUX_CONTAINER"',
    'source.type': '"NO_SOURCE"',
    'source.buildspec': '"version: 0.2"',
  },
  aws_dax_cluster: { cluster_name: '"cache"', iam_role_arn: '"arn:aws:iam::123456789012:role/dax"', node_type: '"dax.r5.large"', replication_factor: '1' },
  aws_db_instance: { instance_class: '"db.t3.small"' },
  aws_dms_replication_instance: { replication_instance_class: '"dms.t3.small"', replication_instance_id: '"move"' },
  aws_dynamodb_table: { billing_mode: '"PAY_PER_REQUEST"' },
  aws_ebs_volume: { availability_zone: '"eu-central-1a"' },
  aws_eks_cluster: { name: '"main"', role_arn: '"arn:aws:iam::123456789012:role/eks"', 'vpc_config.subnet_ids': '["subnet-1"]' },
  aws_elasticache_cluster: { cluster_id: '"cache"' },
  aws_elasticache_replication_group: { description: '"Cache"' },
  aws_glue_job: { role_arn: '"arn:aws:iam::123456789012:role/glue"', 'command.script_location': '"s3://jobs/one.py"' },
  aws_instance: { ami: '"ami-1"', instance_type: '"t3.micro"' },
  aws_kinesis_firehose_delivery_stream: {
    destination: '"extended_s3"',
    'extended_s3_configuration.bucket_arn': '"arn:aws:s3:::logs"',
    'extended_s3_configuration.role_arn': '"arn:aws:iam::123456789012:role/stream"',
  },
  aws_lambda_function: {
    role: '"arn:aws:iam::123456789012:role/work"',
    s3_bucket: '"code"',
    s3_key: '"work.zip"',
    handler: '"main.run"',
    runtime: '"python3.13"',
  },
  aws_launch_configuration: { image_id: '"ami-1"', instance_type: '"t3.micro"' },
  aws_lb: { subnets: '["subnet-1", "subnet-2"]' },
  aws_lb_listener: {
    load_balancer_arn: '"arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/app/web/1"',
    'default_action.type': '"forward"',
    'default_action.target_group_arn': '"arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/web/1"',
  },
  aws_mq_broker: {
    broker_name: '"queue"',
    engine_type: '"ActiveMQ"',
    engine_version: '"5.18"',
    host_instance_type: '"mq.t3.micro"',
    'user.username': '"app"',
    'user.password': '"not-a-real-password"',
  },
  aws_msk_cluster: {
    kafka_version: '"3.6.0"',
    number_of_broker_nodes: '2',
    'broker_node_group_info.client_subnets': '["subnet-1", "subnet-2"]',
    'broker_node_group_info.instance_type': '"kafka.t3.small"',
    'broker_node_group_info.security_groups': '["sg-1"]',
  },
  aws_neptune_cluster_instance: { cluster_identifier: '"graph"', instance_class: '"db.t3.medium"' },
  aws_rds_cluster_instance: { cluster_identifier: '"main"', engine: '"aurora-mysql"', instance_class: '"db.r6g.large"' },
  aws_redshift_cluster: { cluster_identifier: '"warehouse"', node_type: '"ra3.large"' },
  aws_sagemaker_model: { execution_role_arn: '"arn:aws:iam::123456789012:role/model"' },
  aws_sagemaker_notebook_instance: { name: '"notebook"', instance_type: '"ml.t3.medium"', role_arn: '"arn:aws:iam::123456789012:role/notebook"' },
  aws_sfn_state_machine: { definition: '"{}"', role_arn: '"arn:aws:iam::123456789012:role/steps"' },
  aws_subnet: { vpc_id: '"vpc-1"' },
};

/** An example with what the provider asks for besides. */
export function whole(path: string, text: string): string {
  let made = text;
  for (const at of (readPlain(path, text)?.blocks ?? []).keys()) {
    const type = blockOf(path, made, at)?.labels[0] ?? '';
    for (const [argument, value] of Object.entries(needed[type] ?? {})) {
      const block = blockOf(path, made, at);
      const steps = argument.split('.');
      if (block?.type !== 'resource' || has(block, steps)) continue;
      made = applyEdits(path, made, setIn(block, steps, value) ?? []).text;
    }
  }
  return made;
}

const blockOf = (path: string, text: string, at: number): BlockSyntax | undefined => readPlain(path, text)?.blocks[at];

function has(block: BlockSyntax, [name = '', ...rest]: readonly string[]): boolean {
  if (rest.length === 0) return block.attributes.has(name);
  const inner = block.blocks.find(({ type }) => type === name);
  return inner !== undefined && has(inner, rest);
}
