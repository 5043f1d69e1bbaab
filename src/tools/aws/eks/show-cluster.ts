import { z } from 'zod';
import { notThere } from '../../../domain/failure/aws.ts';
import { FailureError } from '../../../domain/failure/failure.ts';
import { readingTool } from '../aws-tool.ts';
import { place } from '../fields.ts';
import { collect, itemsMax } from '../pages.ts';
import { isAbsent } from '../session/explain.ts';

export const showCluster = readingTool({
  name: 'aws.eks.showCluster',
  summary: 'Show one EKS cluster: version, status, endpoint, add-ons.',
  input: z.strictObject({
    cluster: z
      .string()
      .regex(/^[a-zA-Z0-9][\w-]{0,99}$/)
      .describe('Name of the EKS cluster.'),
    ...place,
  }),
  output: z.object({
    cluster: z.string(),
    version: z.string(),
    status: z.string(),
    endpoint: z.string(),
    addons: z.array(z.string()),
    arn: z.string().optional(),
    role: z.string().optional(),
    /** Whether its API answers from the internet, and to whom. */
    publicAccess: z.array(z.string()).optional(),
  }),
  commands: ['aws eks describe-cluster --name={cluster}'],
  says: [
    'show the eks cluster main',
    'which version does cluster main run',
    'describe eks cluster staging',
    'is the eks cluster main active',
    'details of the cluster',
    'status of the eks cluster staging',
    'endpoint of eks cluster prod-eu',
    'describe cluster main in eks',
    'which add-ons does the eks cluster main have',
    'details on cluster prod-eu in eks',
    'version of the eks cluster apps',
    'is eks cluster apps up to date?',
    'addons of cluster apps',
    'api endpoint of cluster apps',
    'eks cluster apps details',
    'status of the eks cluster apps',
    'node groups of eks cluster main',
    'health of eks cluster main',
    'is eks cluster main active',
    'which kubernetes version is eks cluster main on',
    'endpoint of eks cluster main',
    'does eks cluster main have public access',
    'eks cluster main',
    'what is the state of cluster main in eks',
    'show eks cluster blue',
    'AWS sent a mail that extended support costs extra from next month on, so I want to see which version our EKS cluster shop-core currently has.',
    'is the eks cluster atlas healthy? status please',
    'The VPN people need to open the firewall towards our Kubernetes API, can you give me the endpoint of the EKS cluster plant-floor in eu-central-1?',
    'I need the API server address of our EKS cluster named ingest-1, us-west-2',
    'details of the cluster kiosk-prod in eks, profile kiosk',
    'Pods on the cluster ride-hub get no volumes any more since the weekend, so let me look which add-ons this EKS cluster has and in what state.',
    'describe eks search-eu',
    'coredns addon version on eks cluster dev-shared',
    'Please show one EKS cluster in detail, with its add-ons.',
    'Our security questionnaire asks whether the API of each cluster can be reached from the internet, so show me the configuration of the EKS cluster claims-prod.',
    'Did the creation of the EKS cluster sandbox-7 finish?',
    'which vpc and subnets does the eks cluster telemetry use',
    'Could you please have a look at the EKS cluster called robotics with the profile lab, as I have to note its version and ARN in the inventory.',
    'eks clutser qa-perf details',
    'arn and platform version of eks cluster mobile-backend',
  ],
  examples: [{ title: 'Look at one cluster', input: { cluster: 'shop' } }],
  guessMs: 1_500,

  async read({ cluster: name }, aws) {
    const eks = await aws.service('eks');
    const { cluster } = await aws.ask('eks:DescribeCluster', eks.describeCluster({ name }), (error) => (isAbsent(error) ? { cluster: undefined } : undefined));
    if (cluster === undefined) throw new FailureError(notThere(`EKS cluster ${name}`, aws.region));
    const addons = await collect(itemsMax, async (nextToken) => {
      const page = await aws.ask('eks:ListAddons', eks.listAddons({ clusterName: name, nextToken }));
      return { items: page.addons, next: page.nextToken };
    });
    const access = cluster.resourcesVpcConfig;
    const output = {
      cluster: name,
      version: cluster.version ?? '',
      status: cluster.status ?? '',
      endpoint: cluster.endpoint ?? '',
      addons: [...addons.items],
      ...(cluster.arn === undefined ? {} : { arn: cluster.arn }),
      ...(cluster.roleArn === undefined ? {} : { role: cluster.roleArn }),
      ...(access?.endpointPublicAccess === undefined ? {} : { publicAccess: access.endpointPublicAccess ? (access.publicAccessCidrs ?? ['0.0.0.0/0']) : [] }),
    };
    return { output, summary: `${name}: Kubernetes ${output.version}, ${output.status}.` };
  },
});
