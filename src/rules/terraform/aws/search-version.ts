import type { Block } from '../../hcl/block.ts';

/**
 * Whether a search domain has to be made anew to be encrypted: Elasticsearch before 6.7 is encrypted from the start or
 * never. A version that is not known may be one of them. Source:
 * https://docs.aws.amazon.com/opensearch-service/latest/developerguide/encryption-at-rest.html
 */
export function isEncryptedAnewOnly(domain: Block): boolean {
  // What the provider and AWS take where nothing is said.
  const version = domain.type === 'aws_elasticsearch_domain' ? (domain.get('elasticsearch_version') ?? '1.5') : (domain.get('engine_version') ?? 'OpenSearch');
  if (typeof version !== 'string') return true;
  if (version.startsWith('OpenSearch')) return false;
  const [, major = 0, minor = 0] = /(\d+)\.(\d+)/.exec(version) ?? [];
  return Number(major) < 6 || (Number(major) === 6 && Number(minor) < 7);
}
