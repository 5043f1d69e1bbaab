import type { FolderIndex } from '../../hcl/folder-index.ts';
import { terraformRule } from '../../rule.ts';

export const tfRequiredProviders = terraformRule({
  id: 'tf-required-providers',
  title: 'Every provider is pinned to a range of versions',
  severity: 'medium',
  category: 'reliability',
  why: 'A new major version of a provider renames and removes things; without a range the next init takes it. A lock file holds it back only until somebody upgrades, and then plans fail whose code nobody touched.',
  source: 'https://developer.hashicorp.com/terraform/language/providers/requirements#version-constraints',
  also: ['terraform_required_providers'],
  targets: [':folder'],

  check(_first, folder) {
    if (folder.index.files.some((file) => file.errors.length > 0)) return undefined;
    const pinned = pinnedProviders(folder.index);
    const used = [...folder.index.resources, ...(folder.index.blocks.get('data') ?? [])];
    const loose = [...new Set(used.map(({ labels }) => providerOf(labels[0] ?? '')))].filter((name) => name !== 'terraform' && !pinned.has(name)).sort();
    if (loose.length === 0) return undefined;
    return { message: `No version range for ${loose.join(', ')}: add ${loose.length === 1 ? 'it' : 'them'} to required_providers.` };
  },

  fails: 'resource "aws_vpc" "main" {\n  cidr_block = "10.0.0.0/16"\n}',
  passes: `
terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.0"
    }
  }
}

resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}`,
});

/** The provider a resource type belongs to, when nothing else is said: what stands before its first underscore. */
const providerOf = (type: string): string => type.split('_')[0] ?? type;

/** By every local name, and by the type of a source (`hashicorp/aws` under another name). */
function pinnedProviders(folder: FolderIndex): ReadonlySet<string> {
  const pinned = new Set<string>();
  for (const block of folder.blocks.get('terraform') ?? []) {
    for (const inner of block.blocks.filter((candidate) => candidate.type === 'required_providers')) {
      for (const { name, value } of inner.attributes.values()) {
        const entries = value.kind === 'object' ? value.entries : [];
        const of = (key: string) => entries.find((entry) => entry.key.kind === 'literal' && entry.key.value === key)?.value;
        if (value.kind === 'object' && !of('version')) continue;
        pinned.add(name);
        const source = of('source');
        if (source?.kind === 'literal') pinned.add(String(source.value).split('/').at(-1) ?? name);
      }
    }
  }
  return pinned;
}
