import { z } from 'zod';
import { count } from '../../../base/say.ts';
import { readingTool } from '../aws-tool.ts';
import { more, place, text } from '../fields.ts';
import { collect, cutNote, itemsMax } from '../pages.ts';

export const listImages = readingTool({
  name: 'aws.ec2.listImages',
  summary: 'List machine images (AMIs).',
  input: z.strictObject({
    owner: z.enum(['self', 'amazon', 'aws-marketplace']).default('self').describe('Whose images: our own (self), those of amazon, of the marketplace.'),
    name: text(128).min(1).optional().describe('Name of the image; * stands for anything.'),
    architecture: z.enum(['x86_64', 'arm64']).optional().describe('Only for this processor architecture.'),
    ...place,
  }),
  output: z.object({ images: z.array(z.object({ imageId: z.string(), name: z.string(), createdAt: z.string(), architecture: z.string() })), more }),
  commands: ['aws ec2 describe-images --owners={owner}'],
  says: [
    'list our amis',
    'which machine images do we have',
    'show the ec2 images of amazon',
    'find arm64 images',
    'list the amis',
    'show our machine images',
    'which images can I launch',
    "amazon's arm64 images",
    'what amis do we own',
    'amis we own',
    'machine images for arm64',
    'which images did amazon publish for x86_64',
    'golden images we have built',
    'public amazon linux images',
    'which machine images are there in eu-west-1?',
    'images whose name starts with base-',
    'our images with web in the name',
    'which amis do we own',
    'arm64 images of ours',
    'amazon images named al2023-*',
    'what can I launch instances from',
    'our golden images',
    'images we built in eu-west-1',
    'newest ami named base-*',
    'marketplace amis',
    'machine images with profile build',
    'Which machine images has Amazon for arm64 in eu-west-1?',
    'list amis named al2023-ami-2023*',
    'Our launch template points at an AMI that was deregistered some time ago, so I need to see which images we own ourselves in us-west-1.',
    'What images did we bake ourselves in account 101122334455?',
    "I'd like to move the ingest workers to graviton and for that I have to find the official Amazon Linux images for arm64, named al2023-ami-*-arm64.",
    'machine images, x86_64 only, ours',
    'Please list the images we could boot servers from in us-west-2.',
    'how many AMIs have piled up in the build account?',
  ],
  examples: [{ title: 'Find an image by its name', input: { owner: 'amazon', name: 'amzn2-ami-hvm-2.0.2018*' } }],
  guessMs: 3_000,

  async read({ owner, name, architecture }, aws) {
    const Filters = [
      ...(name === undefined ? [] : [{ Name: 'name', Values: [name] }]),
      ...(architecture === undefined ? [] : [{ Name: 'architecture', Values: [architecture] }]),
    ];
    const ec2 = await aws.service('ec2');
    const found = await collect(itemsMax, async (NextToken) => {
      const input = { Owners: [owner], NextToken, MaxResults: 1_000, ...(Filters.length === 0 ? {} : { Filters }) };
      const page = await aws.ask('ec2:DescribeImages', ec2.describeImages(input));
      return { items: page.Images, next: page.NextToken };
    });
    const images = found.items
      .map((i) => ({ imageId: i.ImageId ?? '', name: i.Name ?? '', createdAt: i.CreationDate ?? '', architecture: i.Architecture ?? '' }))
      .sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
    return {
      output: { images, ...(found.more ? { more: true } : {}) },
      summary: `${count(images.length, 'image')} in ${aws.region}, the newest first.${cutNote(found.more)}`,
    };
  },
});
