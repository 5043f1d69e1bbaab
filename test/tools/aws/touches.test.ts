import { expect, test } from 'vitest';
import { holds, type Touches } from '../../../src/tools/aws/touches.ts';

const instance = (id: string, ...tags: readonly (readonly [string, string])[]) => ({ InstanceId: id, Tags: tags.map(([Key, Value]) => ({ Key, Value })) });

test.each([
  ['a bucket, whoever signs in', { bucket: 'shop-assets' }, { bucket: 'shop-assets' }, 'aws:s3/shop-assets'],
  ['a role', { role: 'deployer' }, { role: 'deployer' }, 'aws:123456789012/iam/deployer'],
  ['what is fetched', 'workspace', {}, undefined],
  [
    'instances, each by itself',
    { instances: [instance('i-1', ['Name', 'web']), instance('i-2')] },
    {},
    ['aws:123456789012/eu-central-1/ec2/i-1', 'aws:123456789012/eu-central-1/ec2/i-2'],
  ],
  [
    'instances that say which environment they are',
    { instances: [instance('i-1', ['Environment', 'prod']), instance('i-2', ['env', 'dev'])] },
    { environment: 'dev, prod' },
    ['aws:123456789012/eu-central-1/ec2/i-1', 'aws:123456789012/eu-central-1/ec2/i-2'],
  ],
] satisfies [string, Touches, object, unknown][])('%s', (_what, touches, facts, exclusive) =>
  expect(holds(touches, '123456789012', 'eu-central-1')).toEqual({ facts, ...(exclusive === undefined ? {} : { exclusive }) }),
);
