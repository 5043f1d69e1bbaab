import { type Fields, isFields, items, records, text, texts } from './read.ts';

/** The configuration a plan was made from: what refers to what, and what in it runs code. Values are left out. */
export interface Configuration {
  /** By address without keys: `module.net.aws_subnet.private`. */
  readonly resources: ReadonlyMap<string, ConfiguredResource>;
  /** By module path: `module.net`, `module.net.module.dns`; the root module is not in it. */
  readonly modules: ReadonlyMap<string, ConfiguredModule>;
  /** Full names of the providers, each once: `registry.terraform.io/hashicorp/aws`. */
  readonly providers: readonly string[];
  /** `module.net.output.vpc_id` → addresses it is made of. */
  readonly outputs: ReadonlyMap<string, readonly string[]>;
}

export interface ConfiguredResource {
  /** Path of the module it is in; empty for the root. */
  readonly module: string;
  readonly mode: string;
  readonly type: string;
  /** As written, relative to its module: `aws_vpc.main.id`, `var.name`, `module.dns.zone`. */
  readonly references: readonly string[];
  /** `local-exec`, `remote-exec`, `file`. */
  readonly provisioners: readonly string[];
}

export interface ConfiguredModule {
  readonly source: string;
  readonly versionConstraint: string | undefined;
  /** Input → references, relative to the module that calls it. */
  readonly inputs: ReadonlyMap<string, readonly string[]>;
}

export function readConfiguration(value: unknown): Configuration {
  const resources = new Map<string, ConfiguredResource>();
  const modules = new Map<string, ConfiguredModule>();
  const outputs = new Map<string, readonly string[]>();
  const visit = (module: Fields, path: string, depth: number): void => {
    if (depth > depthMax) return;
    for (const resource of records(module.resources)) {
      const address = text(resource.address);
      if (address === undefined) continue;
      resources.set(join(path, address), {
        module: path,
        mode: text(resource.mode) ?? 'managed',
        type: text(resource.type) ?? '',
        references: [
          ...referencesIn([resource.expressions, resource.count_expression, resource.for_each_expression, resource.provisioners]),
          ...texts(resource.depends_on),
        ],
        provisioners: records(resource.provisioners).map((p) => text(p.type) ?? 'unknown'),
      });
    }
    for (const [name, output] of entries(module.outputs)) outputs.set(join(path, `output.${name}`), referencesIn([output]));
    for (const [name, call] of entries(module.module_calls)) {
      const below = join(path, `module.${name}`);
      const shared = [...referencesIn([call.count_expression, call.for_each_expression]), ...texts(call.depends_on)];
      modules.set(below, {
        source: text(call.source) ?? '',
        versionConstraint: text(call.version_constraint),
        inputs: new Map(entries(call.expressions).map(([input, expression]) => [input, [...referencesIn([expression]), ...shared]])),
      });
      if (isFields(call.module)) visit(call.module, below, depth + 1);
    }
  };
  const fields = isFields(value) ? value : {};
  if (isFields(fields.root_module)) visit(fields.root_module, '', 0);
  const providers = new Set<string>();
  for (const [, provider] of entries(fields.provider_config)) {
    const name = text(provider.full_name) ?? text(provider.name);
    if (name !== undefined) providers.add(name);
  }
  return { resources, modules, outputs, providers: [...providers] };
}

const join = (path: string, name: string): string => (path === '' ? name : `${path}.${name}`);

const entries = (value: unknown): readonly (readonly [string, Fields])[] =>
  isFields(value) ? Object.entries(value).flatMap(([key, inner]) => (isFields(inner) ? [[key, inner] as const] : [])) : [];

/** Every `references` list in expressions, blocks and lists of blocks. Bounded: documents nest, programs that write them do not recurse for ever. */
function referencesIn(values: readonly unknown[]): readonly string[] {
  const found: string[] = [];
  const visit = (value: unknown, depth: number): void => {
    if (depth > depthMax) return;
    if (Array.isArray(value)) for (const inner of value) visit(inner, depth + 1);
    if (!isFields(value)) return;
    for (const [key, inner] of Object.entries(value)) {
      if (key === 'references') found.push(...texts(inner));
      else if (key !== 'constant_value') visit(inner, depth + 1);
    }
  };
  for (const value of items(values)) visit(value, 0);
  return found;
}

const depthMax = 40;
