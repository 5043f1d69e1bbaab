import { describe, expect, test } from 'vitest';
import { FailureError } from '../../../src/domain/failure/failure.ts';
import { readDocument } from '../../../src/tools/aws/iam/document.ts';
import { marksOf, reachInWords, reachOf } from '../../../src/tools/aws/iam/reach.ts';

type Statement = Readonly<Record<string, unknown>>;
const allow = (Action: unknown, Resource: unknown = '*'): Statement => ({ Effect: 'Allow', Action, Resource });
const policy = (...Statement: readonly Statement[]) => ({ Version: '2012-10-17', Statement });
const own = 'arn:aws:iam::*:user/${aws:username}';

describe('how far a policy reaches', () => {
  const check = (statements: readonly Statement[], marks: string, ...words: readonly string[]): void => {
    const reach = reachOf(policy(...statements));
    expect([marksOf(reach).join(' '), ...reachInWords(reach)]).toEqual([marks, ...words]);
  };
  const unbound = 'It is not bound to certain resources: "Resource" is "*", or all but some';
  const raises = (ways: string) => `Whoever has it can give themselves more: ${ways}`;

  test.each<[string, readonly Statement[], string, ...string[]]>([
    ['one action on one resource', [allow('s3:GetObject', 'arn:aws:s3:::a/*')], ''],
    ['one action on any resource', [allow('s3:GetObject')], 'widens-access', unbound],
    ['a whole service', [allow('s3:*', 'arn:aws:s3:::a')], 'widens-access', 'It allows s3:*: more than one task needs, and whatever AWS adds to it'],
    ['everything', [allow('*')], 'widens-access privileged', 'It allows everything, or all of IAM: whoever has it is an administrator'],
    ['a role to pass, and nothing to start with it', [allow('iam:PassRole', 'arn:aws:iam::123456789012:role/a')], ''],
    [
      'a role to pass to a machine',
      [allow(['iam:PassRole', 'ec2:RunInstances'], 'arn:aws:iam::123456789012:role/a')],
      'widens-access privileged',
      raises('iam:PassRole with ec2:RunInstances'),
    ],
    ['by a pattern, in any case', [allow('IAM:put?olePol*', 'arn:aws:iam::123456789012:role/a')], 'widens-access privileged', raises('iam:PutRolePolicy')],
    ['one’s own keys', [allow('iam:CreateAccessKey', own)], ''],
    ['denied everywhere', [allow('iam:CreateAccessKey', 'arn:aws:iam::123456789012:user/a'), { Effect: 'Deny', Action: 'iam:*', Resource: '*' }], ''],
    [
      'denied on a condition, which may not hold',
      [
        allow('iam:CreateAccessKey', 'arn:aws:iam::123456789012:user/a'),
        { Effect: 'Deny', Action: 'iam:*', Resource: '*', Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'false' } } },
      ],
      'widens-access privileged',
      raises('iam:CreateAccessKey'),
    ],
    [
      'all but a few',
      [{ Effect: 'Allow', NotAction: ['iam:*', 'lambda:*', 'glue:*', 'ssm:*'], Resource: 'arn:aws:s3:::a' }],
      'widens-access',
      'It allows all but a few actions: more than one task needs, and whatever AWS adds to it',
    ],
    ['all resources but some', [{ Effect: 'Allow', Action: 's3:GetObject', NotResource: 'arn:aws:s3:::a' }], 'widens-access', unbound],
    [
      'more ways than are told',
      [allow(['iam:Attach*', 'iam:Put*Policy'], 'arn:aws:iam::123456789012:*')],
      'widens-access privileged',
      raises('iam:AttachUserPolicy, iam:AttachGroupPolicy, iam:AttachRolePolicy and iam:PutUserPolicy, and 2 more ways'),
    ],
  ])('%s', (_what, statements, marks, ...words) => check(statements, marks, ...words));

  test('what is no policy reaches nowhere', () => {
    for (const value of [null, 'text', 7, {}, { Statement: null }, { Statement: [null, 'x', { Effect: 'Allow' }] }])
      expect(marksOf(reachOf(value))).toEqual([]);
  });
});

describe('what IAM would not take', () => {
  const check = (text: string): string => {
    try {
      return `taken: ${readDocument(text, 'policy.json').json}`;
    } catch (error) {
      if (!(error instanceof FailureError)) throw error;
      return (error.failure.problems ?? []).map((p) => `${p.path}: ${p.message}`).join('\n');
    }
  };
  const of = (statement: Statement) => check(JSON.stringify(policy({ Effect: 'Allow', Action: 's3:GetObject', Resource: '*', ...statement })));
  const taken = `taken: ${JSON.stringify(policy(allow('s3:GetObject')))}`;

  test.each([
    ['a plain one', of({}), taken],
    ['white space', check(`\n ${JSON.stringify(policy(allow('s3:GetObject')), null, 4)} `), taken],
    ['an array', check('[]'), ': a policy is a JSON object'],
    ['no statement', check('{"Version": "2012-10-17", "Statement": []}'), 'Statement: at least one statement is needed'],
    ['another element', check(JSON.stringify({ ...policy(allow('s3:GetObject')), Name: 'x' })), 'Name: a policy has no such element'],
    ['both action and all but it', of({ NotAction: 's3:*' }), 'Statement[0].Action: one of Action and NotAction is needed'],
    ['a resource that is no ARN', of({ Resource: ['logs'] }), 'Statement[0].Resource: an ARN, or "*"'],
    ['an id with a space', of({ Sid: 'a b' }), 'Statement[0].Sid: letters and digits'],
    ['a statement that is text', check('{"Version": "2012-10-17", "Statement": ["x"]}'), 'Statement[0]: a statement is a JSON object'],
    ['a condition that is none', of({ Condition: { StringEquals: 'x' } }), expect.stringContaining('Statement[0].Condition: operators')],
    ['too long', of({ Resource: Array.from({ length: 300 }, (_, i) => `arn:aws:s3:::bucket-${i}/*`) }), expect.stringContaining('IAM takes 6,144')],
    ['no JSON', check('{'), expect.stringContaining('policy.json: it is not JSON')],
  ])('%s', (_what, found, wanted) => expect(found).toEqual(wanted));

  test('two statements of one id', () => {
    const text = JSON.stringify(policy({ Sid: 'A', ...allow('s3:GetObject') }, { Sid: 'A', ...allow('s3:PutObject') }));
    expect(check(text)).toBe('Statement[1].Sid: another statement has this id');
  });
});
