import { applyEdits, type Edit } from '../../../../src/rules/edit.ts';
import { readPlain } from '../../../../src/rules/hcl/plain.ts';
import type { AttributeSyntax, BlockSyntax } from '../../../../src/rules/hcl/syntax.ts';
import { attributesIn } from '../../../../src/rules/hcl/visit.ts';
import { randomFrom } from '../../../support/random.ts';
import type { Configuration } from './beside.ts';

type Files = Readonly<Record<string, string>>;

/** By resource type, the attributes and nested blocks that some configuration gives such a resource, as text. */
export type Pool = ReadonlyMap<string, readonly Piece[]>;
interface Piece {
  readonly name: string;
  readonly text: string;
}

/** What a variation may draw from. */
interface Given {
  readonly random: () => number;
  readonly pool: Pool;
}

/** Makes one change of its kind in `main.tf`, or nothing where there is no place for it. */
type Variation = (files: Files, given: Given) => Files | undefined;

/**
 * `count` configurations that nobody wrote: each is one of `seeds` with one to three changes a person could have made,
 * or two of them in one folder. The same seeds and number give the same.
 */
export function variants(seeds: readonly Configuration[], pool: Pool, count: number, seed = 1): Configuration[] {
  const made: Configuration[] = [];
  const kinds = Object.entries(variations);
  for (let number = 0; made.length < count; number++) {
    const random = randomFrom(seed * 1_000_003 + number);
    const from = pick(random, seeds);
    let { files } = from;
    const done: string[] = [];
    for (let left = 1 + Math.floor(random() * 3), tries = 0; left > 0 && tries < 12; tries++) {
      const [kind, vary] = pick(random, kinds);
      const next = vary(files, { random, pool });
      if (!next) continue;
      files = next;
      done.push(kind);
      left -= 1;
    }
    if (random() < 0.1) {
      const other = pick(random, seeds);
      const text = renamed(other.files['main.tf'] ?? '', 'other').replace(/(^|\n)(terraform|provider "[^"]*") \{[\s\S]*?\n\}/g, '$1');
      files = { ...files, 'other.tf': text };
      done.push(`with-${other.name}`);
    }
    // Names of their own: checkov takes resources of one name for each other, across folders, once they have count or for_each.
    const apart = Object.entries(files).map(([path, text]) => [path, path.endsWith('.tf') ? renamed(text, `v${number}`) : text]);
    if (done.length > 0) made.push({ name: `${number}-${from.name}-${done.join('-')}`, files: Object.fromEntries(apart) });
  }
  return made;
}

export function poolOf(texts: readonly string[]): Pool {
  const pool = new Map<string, Map<string, Piece>>();
  for (const text of texts) {
    for (const block of resourcesIn(text)) {
      const type = block.labels[0] ?? '';
      const pieces = pool.get(type) ?? new Map<string, Piece>();
      pool.set(type, pieces);
      for (const { name, start, end } of [...block.attributes.values(), ...block.blocks.map((inner) => ({ name: inner.type, ...spanOf(inner) }))]) {
        if (metaArguments.has(name) || name === 'dynamic') continue;
        const piece = { name, text: text.slice(start, end) };
        pieces.set(piece.text.replace(/\s+/g, ' '), piece);
      }
    }
  }
  return new Map([...pool].map(([type, pieces]) => [type, [...pieces.values()]]));
}

const metaArguments = new Set(['count', 'for_each', 'provider', 'depends_on', 'lifecycle', 'provisioner', 'connection']);
const spanOf = ({ start, end }: BlockSyntax): { start: number; end: number } => ({ start, end });
const pick = <T>(random: () => number, list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
const maybe = <T>(random: () => number, list: readonly T[]): T | undefined => (list.length === 0 ? undefined : pick(random, list));

const blocksIn = (text: string): readonly BlockSyntax[] => readPlain('main.tf', text)?.blocks ?? [];
const resourcesIn = (text: string): readonly BlockSyntax[] => blocksIn(text).filter(({ type }) => type === 'resource');

function* nestedIn(block: BlockSyntax): Generator<BlockSyntax> {
  for (const inner of block.blocks) {
    yield inner;
    yield* nestedIn(inner);
  }
}

const changed = (files: Files, edits: readonly Edit[], more = ''): Files => ({ ...files, 'main.tf': applyEdits('main.tf', main(files), edits).text + more });
const main = (files: Files): string => files['main.tf'] ?? '';
const instead = ({ start, end }: { start: number; end: number }, text: string): Edit => ({ file: 'main.tf', start, end, text });

const attributesOf = (files: Files): AttributeSyntax[] =>
  resourcesIn(main(files)).flatMap((block) => [...attributesIn(block)].filter(({ name }) => !metaArguments.has(name)));

/** An attribute whose value is a literal or a list or object of nothing else, with its text. */
function literal(files: Files, random: () => number): { attribute: AttributeSyntax; text: string } | undefined {
  const attribute = maybe(
    random,
    attributesOf(files).filter(({ value }) => value.kind === 'literal' || (value.kind === 'list' && value.items.every((item) => item.kind === 'literal'))),
  );
  return attribute && { attribute, text: main(files).slice(attribute.value.start, attribute.value.end) };
}

/** A name that is not taken yet. */
const fresh = (files: Files, prefix: string): string => {
  for (let number = 1; ; number++) if (!Object.values(files).some((text) => text.includes(`${prefix}${number}`))) return `${prefix}${number}`;
};

/** Every name of a resource, a data source and a module gets an ending, wherever it stands. */
function renamed(text: string, ending: string): string {
  let result = text;
  for (const { type, labels } of blocksIn(text)) {
    const name = labels.at(-1);
    if (name === undefined || !['resource', 'data', 'module'].includes(type)) continue;
    const quoted = new RegExp(`(^|\\n)(${type}\\s+(?:"[^"]+"\\s+)?)"${escaped(name)}"`, 'g');
    const before = type === 'module' ? 'module\\.' : `${escaped(labels[0] ?? '')}\\.`;
    result = result.replace(quoted, `$1$2"${name}_${ending}"`).replace(new RegExp(`\\b(${before})${escaped(name)}(?![\\w-])`, 'g'), `$1${name}_${ending}`);
  }
  return result;
}
const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\-]/g, '\\$&');

/** Through a variable, a local, a conditional: what stands for the value, and what is written beside the resources. */
const through =
  (replace: (name: string, text: string) => { value: string; more: string }): Variation =>
  (files, { random }) => {
    const found = literal(files, random);
    if (!found) return undefined;
    const { value, more } = replace(fresh(files, 'setting_'), found.text);
    return changed(files, [instead(found.attribute.value, value)], `\n${more}\n`);
  };

const repeated =
  (line: string, more = ''): Variation =>
  (files, { random }) => {
    const block = maybe(
      random,
      resourcesIn(main(files)).filter(({ attributes }) => !attributes.has('count') && !attributes.has('for_each')),
    );
    if (!block) return undefined;
    const name = fresh(files, 'switch_');
    const at = { start: block.bodyStart, end: block.bodyStart };
    const used = new RegExp(`\\b${escaped(block.labels.join('.'))}(?=[.\\s,)\\]}])(?!\\[)`, 'g');
    const key = line.startsWith('count') ? '[0]' : '["a"]';
    const text = main(files);
    const uses = [...text.matchAll(used)].filter(({ index }) => index < block.start || index > block.end);
    return changed(
      files,
      [
        instead(at, `\n  ${line.replace('NAME', name)}`),
        ...uses.map(({ index, 0: { length } }) => instead({ start: index + length, end: index + length }, key)),
      ],
      more === '' ? '' : `\n${more.replace('NAME', name)}\n`,
    );
  };

/** How a configuration is changed, by name. */
const variations: Readonly<Record<string, Variation>> = {
  'drop-attribute': (files, { random }) => {
    const attribute = maybe(random, attributesOf(files));
    return attribute && changed(files, [instead(attribute, '')]);
  },
  'drop-nested': (files, { random }) => {
    const block = maybe(
      random,
      resourcesIn(main(files)).flatMap((resource) => [...nestedIn(resource)]),
    );
    return block && changed(files, [instead(block, '')]);
  },
  'drop-resource': (files, { random }) => {
    const block = maybe(random, resourcesIn(main(files)));
    return block && changed(files, [instead(block, '')]);
  },
  flip: (files, { random }) => {
    const attribute = maybe(
      random,
      attributesOf(files).filter(({ value }) => value.kind === 'literal' && typeof value.value === 'boolean'),
    );
    return attribute?.value.kind === 'literal' ? changed(files, [instead(attribute.value, String(!attribute.value.value))]) : undefined;
  },
  number: (files, { random }) => {
    const attribute = maybe(
      random,
      attributesOf(files).filter(({ value }) => value.kind === 'literal' && typeof value.value === 'number'),
    );
    return attribute && changed(files, [instead(attribute.value, pick(random, ['0', '1', '7', '22', '80', '365', '"80"', '3389', '65535', '-1']))]);
  },
  quoted: (files, { random }) => {
    const attribute = maybe(
      random,
      attributesOf(files).filter(({ value }) => value.kind === 'literal' && typeof value.value !== 'string'),
    );
    return attribute?.value.kind === 'literal' ? changed(files, [instead(attribute.value, JSON.stringify(String(attribute.value.value)))]) : undefined;
  },
  unset: (files, { random }) => {
    const attribute = maybe(random, attributesOf(files));
    return attribute && changed(files, [instead(attribute.value, pick(random, ['null', 'null', '""', '[]']))]);
  },
  'reference-to-literal': (files, { random }) => {
    const attribute = maybe(
      random,
      attributesOf(files).filter(({ value }) => value.kind === 'walk'),
    );
    return attribute && changed(files, [instead(attribute.value, '"something-else"')]);
  },
  'literal-to-reference': through((name) => ({ value: `data.external.${name}.result`, more: `data "external" "${name}" {\n  program = ["true"]\n}` })),
  variable: through((name, text) => ({ value: `var.${name}`, more: `variable "${name}" {\n  default = ${text}\n}` })),
  'variable-without-default': through((name) => ({ value: `var.${name}`, more: `variable "${name}" {\n}` })),
  local: through((name, text) => ({ value: `local.${name}`, more: `locals {\n  ${name} = ${text}\n}` })),
  'variable-in-object': through((name, text) => ({
    value: `var.${name}.inner`,
    more: `variable "${name}" {\n  default = {\n    inner = ${text}\n  }\n}`,
  })),
  conditional: through((name, text) => ({ value: `var.${name} ? ${text} : null`, more: `variable "${name}" {\n  type    = bool\n  default = true\n}` })),
  'conditional-unknown': through((name, text) => ({ value: `var.${name} ? ${text} : null`, more: `variable "${name}" {\n  type = bool\n}` })),
  tfvars: (files, { random }) => {
    const found = literal(files, random);
    if (!found) return undefined;
    const name = fresh(files, 'setting_');
    const given = `${files['terraform.tfvars'] ?? ''}${name} = ${found.text}\n`;
    return { ...changed(files, [instead(found.attribute.value, `var.${name}`)], `\nvariable "${name}" {\n}\n`), 'terraform.tfvars': given };
  },
  'count-one': repeated('count = 1'),
  'count-none': repeated('count = 0'),
  'count-switch': repeated('count = var.NAME ? 1 : 0', 'variable "NAME" {\n  default = true\n}'),
  'count-unknown': repeated('count = var.NAME', 'variable "NAME" {\n}'),
  'for-each': repeated('for_each = toset(["a", "b"])'),
  'for-each-variable': repeated('for_each = var.NAME', 'variable "NAME" {\n  default = {\n    a = { size = 1 }\n  }\n}'),
  dynamic: (files, { random }) => {
    const inner = maybe(
      random,
      resourcesIn(main(files)).flatMap(({ blocks }) => blocks.filter(({ type }) => !metaArguments.has(type) && type !== 'dynamic')),
    );
    if (!inner) return undefined;
    const text = main(files).slice(inner.bodyStart, inner.bodyEnd);
    return changed(files, [instead(inner, `dynamic "${inner.type}" {\n    for_each = [1]\n    content {${text}}\n  }`)]);
  },
  module: (files) => {
    if (files['inner/main.tf'] !== undefined || files['terraform.tfvars'] !== undefined || /\bprovider\s+"/.test(main(files))) return undefined;
    return { 'main.tf': 'module "inner" {\n  source = "./inner"\n}\n', 'inner/main.tf': main(files) };
  },
  rename: (files) => ({ ...files, 'main.tf': renamed(main(files), 'b') }),
  /** What another configuration gives a resource of that type, in place of what is there or beside it. */
  graft: (files, { random, pool }) => {
    const block = maybe(
      random,
      resourcesIn(main(files)).filter(({ labels }) => (pool.get(labels[0] ?? '') ?? []).length > 0),
    );
    const piece = block && maybe(random, pool.get(block.labels[0] ?? '') ?? []);
    if (!block || !piece) return undefined;
    const there = block.attributes.get(piece.name);
    const nested = block.blocks.filter(({ type }) => type === piece.name);
    const added = instead({ start: block.bodyStart, end: block.bodyStart }, `\n  ${piece.text}\n`);
    return changed(files, [added, ...(there ? [instead(there, '')] : []), ...nested.map((inner) => instead(inner, ''))]);
  },
};
