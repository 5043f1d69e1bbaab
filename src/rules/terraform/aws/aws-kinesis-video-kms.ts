import { settingRule } from '../setting.ts';
import { onlyKeyOf } from './keys.ts';

export const awsKinesisVideoKms = settingRule({
  id: 'aws-kinesis-video-kms',
  title: 'Video stream is encrypted with a key of its own',
  severity: 'low',
  category: 'security',
  why: 'With a key of your own you decide who may see what the cameras see, and can withdraw it. The key of AWS opens for everyone in the account who may read the stream, and changing it later makes a new stream.',
  source: 'https://docs.aws.amazon.com/kinesisvideostreams/latest/dg/how-kms.html',
  also: ['CKV_AWS_177'],
  targets: ['aws_kinesis_video_stream'],
  path: 'kms_key_id',
  fixReplaces: true,
  set: (stream) => onlyKeyOf(stream.module.folder),
  message: 'The stream uses a key of AWS: name one in kms_key_id.',

  fails: `resource "aws_kms_key" "video" {
  enable_key_rotation = true
}

resource "aws_kinesis_video_stream" "main" {
  name = "doors"
}`,
  passes: `resource "aws_kinesis_video_stream" "main" {
  name       = "doors"
  kms_key_id = "arn:aws:kms:eu-central-1:123456789012:key/11111111-2222-3333-4444-555555555555"
}`,
});
