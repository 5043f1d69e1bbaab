import { z } from 'zod';
import { readingTool } from '../aws-tool.ts';
import { place } from '../fields.ts';

export const getIdentity = readingTool({
  name: 'aws.sts.getIdentity',
  global: true,
  summary: 'Say which AWS account and identity the credentials are.',
  input: z.strictObject({ ...place }),
  output: z.object({ account: z.string(), arn: z.string(), userId: z.string() }),
  commands: ['aws sts get-caller-identity'],
  says: [
    'who am i in aws',
    'which aws account am i logged in to',
    'what is my aws identity',
    'am i in the right account',
    'get the caller identity',
    'aws whoami',
    'what account id is this',
    'what aws credentials am I using',
    'show the caller identity',
    'which aws user am i',
    'what account am I in',
    'whoami in aws',
    'which role am I using',
    'current aws identity',
    'current aws account',
    'am i logged in to aws?',
    'with which account do we talk to aws?',
    'account id of my credentials',
    'what aws identity is this?',
    'identity behind the credentials of profile audit',
    'am I logged in to aws',
    'which role am I using on aws',
    'whose aws credentials are these',
    'what account does profile prod lead to',
    'who does aws think I am',
    'my aws account id',
    'do my aws credentials work',
  ],
  examples: [{ title: 'Ask who you are', input: {} }],
  guessMs: 800,

  async read(_what, aws) {
    const output = await aws.identity();
    return { output, summary: `Account ${output.account}, as ${output.arn}.` };
  },
});
