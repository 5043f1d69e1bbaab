import { removeAttribute } from '../../hcl/write.ts';
import { terraformRule } from '../../rule.ts';

export const tfProviderVersion = terraformRule({
  id: 'tf-provider-version',
  title: 'Provider versions stand in required_providers',
  severity: 'low',
  category: 'operations',
  why: 'A version inside a provider block has been deprecated since Terraform 0.13 and will stop working. In required_providers it stands beside the source of the provider, and a module without a provider block can name its version there, too.',
  source: 'https://developer.hashicorp.com/terraform/language/providers/configuration#provider-versions',
  also: [],
  targets: [':provider'],

  check: (provider) =>
    provider.attribute('version')
      ? { message: 'The version here is deprecated: it belongs into required_providers.', at: provider.span('version') }
      : undefined,
  fix(provider, folder) {
    // Only where required_providers pins it already: otherwise the pin would be lost.
    const pinned = (folder.index.blocks.get('terraform') ?? []).some((block) =>
      block.blocks.some((inner) => inner.type === 'required_providers' && inner.attributes.has(provider.name)),
    );
    return pinned ? removeAttribute(provider.syntax, 'version') : undefined;
  },

  fails: `
terraform {
  required_version = ">= 1.9"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.0"
    }
  }
}

provider "aws" {
  version = "~> 6.0"
  region  = "eu-central-1"
}`,
  passes: 'provider "aws" {\n  region = "eu-central-1"\n}',
});
