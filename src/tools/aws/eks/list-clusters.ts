import { z } from 'zod';
import { count } from '../../../base/say.ts';
import { readingTool } from '../aws-tool.ts';
import { more, place } from '../fields.ts';
import { collect, cutNote, itemsMax } from '../pages.ts';

export const listClusters = readingTool({
  name: 'aws.eks.listClusters',
  summary: 'List the EKS clusters of the account.',
  input: z.strictObject({ ...place }),
  output: z.object({ clusters: z.array(z.string()), more }),
  commands: ['aws eks list-clusters'],
  says: [
    'list the eks clusters',
    'which kubernetes clusters do we have in aws',
    'show all eks clusters in eu-west-1',
    'what clusters are there',
    'list eks clusters',
    'which eks clusters are there',
    'what kubernetes clusters run in aws',
    'show our clusters in eu-west-1',
    'do we have any eks clusters',
    'names of our kubernetes clusters in aws',
    'kubernetes clusters on aws',
    'our eks clusters',
    'which clusters does the account have?',
    'do we run eks anywhere?',
    'clusters in us-east-2',
    'what clusters run on eks',
    'do we have any eks cluster in eu-west-1',
    'names of the eks clusters',
    'which managed kubernetes clusters are there',
    'eks inventory',
    'Which Kubernetes clusters do we have in EKS in eu-west-1?',
    'eks clusters in us-east-2',
    'I am the new one in the platform team and try to get an overview of where our things run, so could you list the EKS clusters please?',
    'Our support contract is counted by cluster and has to be renewed this week, so I need to know all EKS clusters in the account 949355667788.',
    'how many EKS clusters are we paying for?',
    'any eks cluster in ap-southeast-1?',
    'kubectl gives me an error about an unknown cluster, perhaps i have the name wrong, so what are the eks clusters called that we have in eu-west-3',
    'lst EKS clustes in sa-east-1',
    'pull the names of every EKS cluster with profile fleet',
    'do we run any EKS at all in ap-northeast-1',
    'overview of our EKS clusters for the prod account',
    'all eks clusters, profile data-eng, eu-west-2',
    'grab the eks cluster list',
    'names of eks clusters in the kiosk account',
  ],
  examples: [{ title: 'List the clusters', input: {} }],
  guessMs: 1_000,

  async read(_what, aws) {
    const eks = await aws.service('eks');
    const found = await collect(itemsMax, async (nextToken) => {
      const page = await aws.ask('eks:ListClusters', eks.listClusters({ maxResults: 100, nextToken }));
      return { items: page.clusters, next: page.nextToken };
    });
    return {
      output: { clusters: [...found.items], ...(found.more ? { more: true } : {}) },
      summary: `${count(found.items.length, 'cluster')} in ${aws.region}.${cutNote(found.more)}`,
    };
  },
});
