import { z } from 'zod';
import { count } from '../../../base/say.ts';
import { readingTool } from '../aws-tool.ts';
import { more, place } from '../fields.ts';
import { collect, cutNote, itemsMax } from '../pages.ts';

export const listBuckets = readingTool({
  name: 'aws.s3.listBuckets',
  global: true,
  summary: 'List the S3 buckets of the account.',
  input: z.strictObject({ ...place }),
  output: z.object({ buckets: z.array(z.object({ bucket: z.string(), region: z.string(), createdAt: z.string() })), more }),
  commands: ['aws s3 ls', 'aws s3api list-buckets'],
  says: [
    'list my s3 buckets',
    'which buckets do we have',
    'show all buckets',
    'what s3 buckets are there',
    'aws s3 ls',
    'list the buckets',
    'which s3 buckets exist',
    'show our buckets',
    'what buckets are in this account',
    'how many buckets do we have',
    's3 buckets in our account',
    'all our buckets please',
    'give me the bucket names',
    'buckets',
    'our s3 buckets',
    'which buckets do we own?',
    'how many buckets are there?',
    'storage buckets of the account',
    'names of our buckets',
    'which buckets are there',
    'what is on s3',
    'every bucket in the account',
    'bucket inventory',
    's3 overview',
    'do we have any buckets',
    'what buckets do we have',
    'List the S3 buckets in account 121233445566, please.',
    's3 buckets, profile data-eng',
    "I'm drawing the data flow diagram for the privacy people and am sure I forgot some storage, so list every S3 bucket that we have please.",
    'Can you show me every bucket we own in eu-west-1?',
    'how many buckets are there under the billing profile',
    'Since the merger we have a second Amazon account, 848355667788, and no one here knows what is stored there, so start by listing its S3 buckets for me.',
    'look up all buckets of the prod account',
    'Storage is growing like crazy. What S3 buckets are there in ap-southeast-2?',
    'bucket overview for account 998877665544 with profile readonly',
    'pull the list of all our s3 buckets',
    'buckets in the sandbox account, eu-north-1 only',
  ],
  examples: [{ title: 'List the buckets', input: {} }],
  guessMs: 1_000,

  async read(_what, aws) {
    const s3 = await aws.service('s3');
    const found = await collect(itemsMax, async (ContinuationToken) => {
      const page = await aws.ask('s3:ListAllMyBuckets', s3.listBuckets({ ContinuationToken, MaxBuckets: 1_000 }));
      return { items: page.Buckets, next: page.ContinuationToken };
    });
    const buckets = found.items.map((b) => ({ bucket: b.Name ?? '', region: b.BucketRegion ?? '', createdAt: b.CreationDate?.toISOString() ?? '' }));
    return { output: { buckets, ...(found.more ? { more: true } : {}) }, summary: `${count(buckets.length, 'bucket')}.${cutNote(found.more)}` };
  },
});
