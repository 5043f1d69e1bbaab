import { settingRule } from '../setting.ts';

export const awsCodebuildKms = settingRule({
  id: 'aws-codebuild-kms',
  title: 'CodeBuild encrypts what it makes with a key of its own',
  severity: 'low',
  category: 'security',
  why: 'What a build makes is what runs later; with a key of your own you decide who may read and replace it. A pipeline that deploys into other accounts needs one anyway: they cannot use the shared key of this one.',
  source: 'https://docs.aws.amazon.com/codebuild/latest/userguide/setting-up.html',
  also: ['CKV_AWS_147'],
  targets: ['aws_codebuild_project'],
  path: 'encryption_key',
  when: (project) => {
    const type = project.get('artifacts.type');
    return typeof type === 'string' && type !== 'NO_ARTIFACTS';
  },
  message: 'What is built uses the shared key of the account: name a key in encryption_key.',

  fails: `resource "aws_codebuild_project" "main" {
  artifacts {
    type = "S3"
  }
}`,
  passes: `resource "aws_codebuild_project" "main" {
  encryption_key = "arn:aws:kms:eu-central-1:123456789012:key/11111111-2222-3333-4444-555555555555"

  artifacts {
    type = "S3"
  }
}`,
});
