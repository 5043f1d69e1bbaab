import type { TerraformAnswers } from '../answers.ts';
import { plain } from './plain.ts';

/** The stack as lines of a Mermaid flowchart: who can reach whom. */
export function diagram(answers: TerraformAnswers): string[] {
  const { network, cluster, database, bucket, project } = answers;
  const lines: string[] = [];
  const edges: string[] = [];
  if (network === undefined) lines.push('  vpc["VPC, made elsewhere"]');
  else {
    lines.push(`  subgraph vpc["VPC ${plain(network.cidr)} · ${plain(project.region)} · ${network.zones} zones"]`);
    const hasNat = network.nat !== 'none' && network.tiers.includes('public') && network.tiers.includes('private');
    if (network.tiers.includes('public')) lines.push(...subnet('public', hasNat ? ['nat[NAT]'] : []));
    if (network.tiers.includes('private')) lines.push(...subnet('private', cluster === undefined ? [] : ['nodes[Nodes]']));
    if (network.tiers.includes('database')) lines.push(...subnet('database', database === undefined ? [] : ['db[(Database)]']));
    else if (database !== undefined) lines.push('    db[(Database)]');
    lines.push('  end');
    if (hasNat) edges.push('  internet((Internet))', `  ${cluster === undefined ? 'private' : 'nodes'} --> nat --> internet`);
    if (network.flowLogs) edges.push('  vpc -. flow logs .-> logs[CloudWatch]');
  }
  if (cluster !== undefined) {
    edges.push(`  api[EKS ${plain(cluster.version)}] --- ${network === undefined ? 'vpc' : 'nodes'}`);
    if (cluster.endpoint === 'public') edges.push('  ranges([Allowed ranges]) --> api');
  }
  if (database !== undefined)
    edges.push(...(network === undefined ? ['  vpc --> db[(Database)]'] : cluster === undefined ? ['  private --> db'] : ['  nodes --> db']));
  if (bucket !== undefined) edges.push(...bucketEdges(bucket.names, bucket.accessLogs, bucket.replication ? plain(bucket.replicaRegion) : ''));
  return [...lines, ...edges];
}

const subnet = (tier: string, inside: readonly string[]): string[] =>
  inside.length === 0 ? [`    ${tier}[${tier} subnets]`] : [`    subgraph ${tier}["${tier} subnets"]`, ...inside.map((line) => `      ${line}`), '    end'];

const bucketEdges = (names: readonly string[], hasLog: boolean, copyRegion: string): string[] => {
  const lines = [`  bucket[("S3: ${names.map(plain).join(', ')}")]`];
  if (hasLog) lines.push('  bucket -. accesses .-> accesslog[(S3: access log)]');
  if (copyRegion !== '') lines.push(`  bucket == copies ==> copy[("S3 in ${copyRegion}")]`);
  return lines;
};
