import { terraformRule } from '../../rule.ts';

const secrets: Readonly<Record<string, readonly string[]>> = {
  aws: ['access_key', 'secret_key', 'token'],
  google: ['credentials', 'access_token'],
  azurerm: ['client_secret', 'client_certificate_password'],
  github: ['token'],
  datadog: ['api_key', 'app_key'],
  cloudflare: ['api_token', 'api_key'],
};

export const tfProviderCredentials = terraformRule({
  id: 'tf-provider-credentials',
  title: 'No credentials stand in a provider block',
  severity: 'critical',
  category: 'security',
  why: 'A key in a file is in every clone and every backup for as long as one of them exists. Providers take them from the environment or from a role.',
  source: 'https://registry.terraform.io/providers/hashicorp/aws/latest/docs#authentication-and-configuration',
  also: ['CKV_AWS_41'],
  targets: [':provider'],

  check: (provider) =>
    // Nobody checks them there: they are for an emulator.
    (provider.get('skip_credentials_validation') === true ? [] : (secrets[provider.name] ?? [])).flatMap((name) => {
      const value = provider.get(name);
      if (typeof value !== 'string' || value === '' || value.startsWith('{')) return [];
      const looksReal = /^(?:AKIA|ASIA)?[A-Za-z0-9/+=]{16,}$/.test(value);
      return [
        {
          message: `${name} stands here in plain text: take it from the environment, a profile or a role.`,
          at: provider.span(name),
          ...(provider.name === 'aws' && looksReal ? {} : { also: [] }),
        },
      ];
    }),

  fails: 'provider "aws" {\n  region     = "eu-central-1"\n  access_key = "AKIAIOSFODNN7EXAMPLE"\n  secret_key = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"\n}',
  passes: 'provider "aws" {\n  region = "eu-central-1"\n}',
});
