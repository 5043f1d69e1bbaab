import { expect, test } from 'vitest';
import { onlyOf } from './fewer-types.ts';

/** A field of a message of protocol buffers, with its length in two bytes as a long one has it. */
const field = (number: number, content: Buffer): Buffer =>
  Buffer.concat([Buffer.from([number * 8 + 2, (content.length & 127) | 128, content.length >> 7]), content]);
const schemaOf = (type: string): Buffer =>
  Buffer.concat([Buffer.from([10, type.length]), Buffer.from(type), Buffer.from([18, 200, 1]), Buffer.alloc(200, type)]);

test('of a provider’s schema the types that are named stay, and all that is not kept by type', () => {
  const own = field(1, schemaOf('configuration'));
  const [bucket, read, object] = [field(2, schemaOf('aws_s3_bucket')), field(3, schemaOf('aws_s3_bucket')), field(2, schemaOf('aws_s3_object'))];
  const functions = field(7, schemaOf('arn_parse'));
  const left = [field(2, schemaOf('aws_s3')), field(3, schemaOf('aws_s3_bucket_policy')), field(8, schemaOf('aws_secret'))];
  const whole = Buffer.concat([own, left[0] ?? own, bucket, left[1] ?? own, read, functions, left[2] ?? own, object]);
  expect(onlyOf(whole, new Set(['aws_s3_bucket', 'aws_s3_object'])).equals(Buffer.concat([own, bucket, read, functions, object]))).toBe(true);
});
