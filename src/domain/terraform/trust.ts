/** Who publishes providers that many look at. A provider is a program: it runs on this machine as soon as `terraform plan` does. */
const publishers: ReadonlySet<string> = new Set([
  ...['hashicorp', 'opentofu', 'builtin', 'integrations', 'cloudflare', 'datadog', 'gitlabhq', 'grafana', 'mongodb', 'newrelic', 'okta', 'auth0', 'pagerduty'],
  ...[
    'snowflakedb',
    'snowflake-labs',
    'databricks',
    'confluentinc',
    'digitalocean',
    'hetznercloud',
    'linode',
    'vultr',
    'scaleway',
    'oracle',
    'ibm-cloud',
    'aliyun',
  ],
  ...[
    'elastic',
    'splunk',
    'fastly',
    'aiven',
    'vmware',
    'heroku',
    'netlify',
    'vercel',
    'azure',
    'microsoft',
    'aws-ia',
    'fluxcd',
    'rancher',
    'sumologic',
    'launchdarkly',
  ],
]);

const registries: ReadonlySet<string> = new Set(['registry.terraform.io', 'registry.opentofu.org', 'terraform.io']);

/** Of a full name, `registry.terraform.io/hashicorp/aws`, or a short one, `hashicorp/aws`, `aws`. */
export function isKnownProvider(source: string): boolean {
  const parts = source.toLowerCase().split('/');
  if (parts.length === 1) return true; // Nothing but a name stands for hashicorp's.
  const [host, publisher] = parts.length === 2 ? ['registry.terraform.io', parts[0]] : parts;
  return registries.has(host ?? '') && publishers.has(publisher ?? '');
}

/** Where a module's code comes from, and whether it will be the same next time. */
export interface ModuleOrigin {
  readonly from: 'this folder' | 'registry' | 'elsewhere';
  /** The very same code is got each time: a version without a range, a commit. */
  readonly fixed: boolean;
  /** The source without credentials. */
  readonly source: string;
}

/** Source addresses of modules. Source: https://developer.hashicorp.com/terraform/language/modules/configuration */
export function moduleOrigin(source: string, versionConstraint: string | undefined): ModuleOrigin {
  const shown = source.replace(/\/\/[^/@\s]*@/, '//');
  if (/^\.\.?(\/|$)/.test(source)) return { from: 'this folder', fixed: true, source: shown };
  if (/^([\w.-]+\.[\w.-]+\/)?[\w-]+\/[\w-]+\/[\w-]+(\/\/.*)?$/.test(source) && !/^(github\.com|bitbucket\.org)\//.test(source))
    return { from: 'registry', fixed: /^=?\s*\d+\.\d+\.\d+$/.test(versionConstraint ?? ''), source: shown };
  return { from: 'elsewhere', fixed: /[?&]ref=([0-9a-f]{40}|v?\d+\.\d+\.\d+)(&|$)/.test(source), source: shown };
}
