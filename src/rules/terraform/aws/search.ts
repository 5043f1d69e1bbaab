/** What is asked of search domains is the same under the old and the new name of the service. */
export const searchDomains: readonly string[] = ['aws_elasticsearch_domain', 'aws_opensearch_domain'];
