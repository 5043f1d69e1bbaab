import { isObject, isUnknown } from '../../hcl/value.ts';
import { terraformRule } from '../../rule.ts';

export const awsDefaultTags = terraformRule({
  id: 'aws-default-tags',
  title: 'Provider tags everything it makes',
  severity: 'low',
  category: 'tagging',
  why: 'Without an environment and an owner on each resource, nobody can say what a bill is made of or what may be deleted. default_tags puts them on everything at once.',
  source: 'https://registry.terraform.io/providers/hashicorp/aws/latest/docs#default_tags-configuration-block',
  also: [],
  targets: [':provider'],
  parameters: { tags: { says: 'Names of the tags everything has to have.', standard: ['Environment', 'ManagedBy'] } },

  check(provider, _folder, given) {
    if (provider.name !== 'aws') return undefined;
    const tags = provider.get('default_tags.tags');
    if (isUnknown(tags)) return undefined;
    const names = isObject(tags) ? Object.keys(tags).map((name) => name.toLowerCase()) : [];
    const missing = [given.tags ?? []]
      .flat()
      .map(String)
      .filter((name) => !names.includes(name.toLowerCase()));
    if (missing.length === 0) return undefined;
    return { message: `What this provider makes has no tag ${missing.join(' and no tag ')}: add default_tags.`, at: provider.span('default_tags') };
  },

  fails: 'provider "aws" {\n  region = "eu-central-1"\n}',
  passes: `
provider "aws" {
  region = "eu-central-1"

  default_tags {
    tags = {
      Environment = "staging"
      ManagedBy   = "Terraform"
    }
  }
}`,
});
