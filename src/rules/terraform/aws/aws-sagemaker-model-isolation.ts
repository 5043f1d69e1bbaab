import { switchRule } from '../switch.ts';

export const awsSagemakerModelIsolation = switchRule({
  id: 'aws-sagemaker-model-isolation',
  title: 'SageMaker model runs cut off from the network',
  severity: 'medium',
  category: 'security',
  why: "A model is other people's code as well as data: cut off, it can send nothing out and reach nothing. SageMaker still fetches the model from S3 for it; whatever else it loads has to be packed with it.",
  source: 'https://docs.aws.amazon.com/sagemaker/latest/dg/mkt-algo-model-internet-free.html',
  also: ['CKV_AWS_370'],
  targets: ['aws_sagemaker_model'],
  path: 'enable_network_isolation',
  fixReplaces: true,
  message: 'The container reaches the network: set enable_network_isolation = true.',

  fails: `resource "aws_sagemaker_model" "main" {
  name = "forecast"
}`,
  passes: `resource "aws_sagemaker_model" "main" {
  name                     = "forecast"
  enable_network_isolation = true
}`,
});
