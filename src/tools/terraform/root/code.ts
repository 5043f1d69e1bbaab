import type { Impact } from '../../../domain/impact.ts';
import { localSource } from '../../../rules/hcl/folder-index.ts';
import type { BlockSyntax, Expr } from '../../../rules/hcl/syntax.ts';
import type { Config } from './config.ts';

/** Something in a configuration that runs code on this machine or elsewhere, or brings code in that then runs. */
export interface Code {
  readonly kind: 'provisioner' | 'external' | 'provider' | 'module' | 'http' | 'unread';
  readonly address: string;
  /** When it runs: downloading modules and providers at `init`, data sources at `plan`, provisioners at `apply`. */
  readonly when: 'init' | 'plan' | 'apply';
  /** A whole sentence. */
  readonly says: string;
}

/** Namespaces of the makers of the programs themselves. */
const ownNamespaces = new Set(['hashicorp', 'builtin', 'opentofu']);
const ownHosts = new Set(['registry.terraform.io', 'registry.opentofu.org', 'terraform.io']);

/** All code a configuration would run or bring in, named before `init` gets any of it. */
export function codeIn(config: Config): readonly Code[] {
  const found: Code[] = config.json.map((path) => ({
    kind: 'unread',
    address: path,
    when: 'plan',
    says: `${path} is configuration as JSON, which is not looked into: what it runs is not known.`,
  }));
  for (const index of config.modules) {
    const where = index.dir === config.directory ? '' : ` (in ${index.dir})`;
    for (const file of index.files)
      if (file.errors.length > 0)
        found.push({ kind: 'unread', address: file.file.path, when: 'plan', says: `Parts of ${file.file.path} can’t be read: what they run is not known.` });
    for (const [address, block] of index.byAddress) {
      if (block.type === 'data' && block.labels[0] === 'external')
        found.push({
          kind: 'external',
          address,
          when: 'plan',
          says: `${address}${where} starts a program whenever it is planned: ${quoted(block, 'program')}.`,
        });
      if (block.type === 'data' && block.labels[0] === 'http')
        found.push({ kind: 'http', address, when: 'plan', says: `${address}${where} sends a request whenever it is planned: ${quoted(block, 'url')}.` });
      for (const inner of provisionersIn(block)) {
        const type = inner.labels[0] ?? '';
        if (type === 'file') continue;
        const what = quoted(inner, type === 'local-exec' ? 'command' : 'inline');
        found.push({
          kind: 'provisioner',
          address,
          when: 'apply',
          says: `${address}${where} runs ${type === 'local-exec' ? 'on this machine' : 'on what it makes'} (${type}): ${what}.`,
        });
      }
    }
    for (const [name, call] of index.calls) {
      if (localSource(call, index.dir) !== undefined) continue;
      const source = literal(call.attributes.get('source')?.value);
      const address = `module.${name}`;
      if (source === undefined) found.push({ kind: 'module', address, when: 'init', says: `${address}${where} comes from where an expression says.` });
      else if (/^\.\.?(\/|$)/.test(source)) continue;
      else if (/^http:\/\//i.test(source))
        found.push({ kind: 'module', address, when: 'init', says: `${address}${where} is downloaded without protection from ${shown(source)}.` });
      else found.push({ kind: 'module', address, when: 'init', says: `${address}${where} is code from elsewhere: ${shown(source)}.` });
    }
    for (const { name, source } of requiredProviders(index.blocks.get('terraform') ?? [])) {
      if (isOwn(source)) continue;
      found.push({
        kind: 'provider',
        address: `provider ${name}`,
        when: 'init',
        says: `The provider ${shown(source)}${where} is downloaded and run; its maker is not HashiCorp.`,
      });
    }
  }
  return found;
}

/** Whether `init` would have to write a lock file: only what is built in needs none. */
export function needsProviders(config: Config): boolean {
  if (config.json.length > 0) return true;
  return config.modules.some(
    (index) =>
      [...index.calls.values()].some((call) => localSource(call, index.dir) === undefined) ||
      [...index.byAddress.values()].some(({ labels }) => !['terraform_data', 'terraform_remote_state'].includes(labels[0] ?? '')) ||
      [...(index.blocks.get('ephemeral') ?? []), ...(index.blocks.get('provider') ?? [])].length > 0 ||
      requiredProviders(index.blocks.get('terraform') ?? []).some(({ source }) => source !== 'terraform.io/builtin/terraform'),
  );
}

export const codeImpacts = (code: readonly Code[]): readonly Impact[] =>
  code.map(({ kind, address, says }) => ({
    address,
    type: kind,
    operation: 'read',
    marks: [...(kind === 'unread' ? (['unknown'] as const) : []), ...(kind === 'http' ? [] : (['runs-code'] as const))],
    detail: says,
  }));

function* provisionersIn(block: BlockSyntax): Generator<BlockSyntax> {
  for (const inner of block.blocks) if (inner.type === 'provisioner') yield inner;
}

function requiredProviders(blocks: readonly BlockSyntax[]): readonly { readonly name: string; readonly source: string }[] {
  return blocks
    .flatMap((block) => block.blocks.filter((inner) => inner.type === 'required_providers'))
    .flatMap((block) => [...block.attributes.values()])
    .map(({ name, value }) => ({ name, source: (value.kind === 'object' ? entry(value, 'source') : undefined) ?? `hashicorp/${name}` }));
}

function entry(object: Extract<Expr, { kind: 'object' }>, name: string): string | undefined {
  const found = object.entries.find(({ key }) => (key.kind === 'name' && key.name === name) || literal(key) === name);
  return literal(found?.value);
}

function isOwn(source: string): boolean {
  const parts = source.split('/');
  const [host, namespace] = parts.length === 3 ? parts : ['registry.terraform.io', parts.length === 2 ? parts[0] : 'hashicorp'];
  return ownHosts.has(host ?? '') && ownNamespaces.has(namespace ?? '');
}

function literal(expr: Expr | undefined): string | undefined {
  if (expr?.kind === 'literal' && typeof expr.value === 'string') return expr.value;
  return expr?.kind === 'template' && expr.parts.length === 1 && typeof expr.parts[0] === 'string' ? expr.parts[0] : undefined;
}

/** An attribute as it is written, on one line and short. */
function quoted(block: BlockSyntax, name: string): string {
  const attribute = block.attributes.get(name);
  return attribute === undefined ? 'what its other arguments say' : shown(block.file.text.slice(attribute.value.start, attribute.value.end));
}

const shown = (text: string): string => {
  const line = text.replaceAll(/\s+/g, ' ').replaceAll(/\p{Cc}/gu, '');
  return line.length > 160 ? `${line.slice(0, 157)}…` : line;
};
