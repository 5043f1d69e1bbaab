import { isAlias, isMap, isPair, isScalar, isSeq, type Node, type YAMLMap } from 'yaml';
import type { Edit } from '../edit.ts';
import type { TextFile } from '../text.ts';
import type { KubernetesObject, Path } from './object.ts';

/** A value to write: a scalar as YAML text, or a list or a mapping of those, one level or more. */
export type Text = string | readonly Text[] | { readonly [key: string]: Text };

/**
 * Sets what is at a path, adding the mappings that are missing at the end of the nearest one. Keeps comments, order,
 * indentation and quotes of everything else. `undefined` where it can't be done by text alone: an alias, a list that is
 * too short, a value of another shape, or one with comments.
 */
export function setField(object: KubernetesObject, path: Path, value: Text): readonly Edit[] | undefined {
  const file = object.fileOf(path);
  const nodes = object.nodes(path);
  const present = nodes[path.length];
  if (present && nodes.some(isAlias)) return undefined;
  if (present?.range && (isScalar(present) || typeof value === 'string')) {
    if (!isScalar(present)) return undefined;
    if (present.value === null) return undefined;
    return [{ file: file.path, start: present.range[0], end: file.text.slice(0, present.range[1]).trimEnd().length, text: flow(value) }];
  }
  if (present)
    return typeof value !== 'string' && isSeq(present) && present.flow && present.range && !hasComment(file.text, present)
      ? [{ file: file.path, start: present.range[0], end: present.range[1], text: flow(value) }]
      : undefined;

  for (let length = path.length - 1; length >= 0; length--) {
    const around = nodes[length];
    if (around === undefined) continue;
    if (!isMap(around) || nodes.slice(0, length + 1).some(isAlias)) return undefined;
    const rest = path.slice(length);
    if (rest.some((step) => typeof step !== 'string')) return undefined;
    // The key is there, but holds nothing.
    if (around.has(rest[0])) return undefined;
    const nested = rest.slice(1).reduceRight<Text>((inner, step) => ({ [String(step)]: inner }), value);
    return addTo(object.fileOf(path.slice(0, length)), around, String(rest[0]), nested);
  }
  return undefined;
}

/** Over a list or a mapping in brackets, which may go over several lines: what is put in its place would lose it. */
const hasComment = (text: string, { range }: Node): boolean => range !== null && range !== undefined && /\s#/.test(text.slice(range[0], range[1]));

function addTo({ path, text }: TextFile, map: YAMLMap, key: string, value: Text): readonly Edit[] | undefined {
  if (map.flow || map.items.length === 0) {
    if (!map.range || text[map.range[0]] !== '{') return undefined;
    if (map.items.length === 0 && hasComment(text, map)) return undefined;
    const last = map.items.at(-1);
    const end = last ? endOf(last.value ?? last.key, text) : undefined;
    if (last && end === undefined) return undefined;
    const inner = `${key}: ${flow(value)}`;
    return end === undefined
      ? [{ file: path, start: map.range[0], end: map.range[1], text: `{${inner}}` }]
      : [{ file: path, start: end, end, text: `, ${inner}` }];
  }
  const first = map.items[0]?.key as Node | null | undefined;
  const last = map.items.at(-1);
  const end = last ? endOf(last.value ?? last.key, text) : undefined;
  if (!first?.range || end === undefined) return undefined;
  const lineStart = text.lastIndexOf('\n', first.range[0] - 1) + 1;
  // The first key of a list item stands behind its dash.
  const indent = text.slice(lineStart, first.range[0]).replace(/[^ ]/g, ' ');
  if (text.slice(lineStart, first.range[0]).includes('\t')) return undefined;
  const atLineStart = end === 0 || text[end - 1] === '\n';
  const lineEnd = atLineStart ? end - 1 : text.indexOf('\n', end);
  const at = lineEnd < 0 ? text.length : lineEnd + 1;
  const lines = block(key, value, indent);
  return [{ file: path, start: at, end: at, text: lineEnd < 0 ? `\n${lines.trimEnd()}` : lines }];
}

/** Where the last thing in a node ends, comments behind it not counted. */
function endOf(node: unknown, text: string): number | undefined {
  if (isPair(node)) return endOf(node.value ?? node.key, text);
  if (isMap(node) || isSeq(node)) {
    if (node.flow || node.items.length === 0) return node.range?.[1];
    return endOf(node.items.at(-1), text);
  }
  const range = (node as Node | null | undefined)?.range;
  if (!range) return undefined;
  // A block text ends with its last line, the empty ones after it left where they are.
  const isBlockText = isScalar(node) && (node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED');
  return isBlockText ? range[1] : text.slice(0, range[1]).trimEnd().length;
}

const flow = (value: Text): string => {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return `[${value.map(flow).join(', ')}]`;
  return `{${Object.entries(value)
    .map(([key, inner]) => `${key}: ${flow(inner as Text)}`)
    .join(', ')}}`;
};

function block(key: string, value: Text, indent: string): string {
  if (typeof value === 'string') return `${indent}${key}: ${value}\n`;
  if (Array.isArray(value)) return `${indent}${key}:\n${value.map((item: Text) => `${indent}  - ${flow(item)}\n`).join('')}`;
  return `${indent}${key}:\n${Object.entries(value)
    .map(([inner, text]) => block(inner, text as Text, `${indent}  `))
    .join('')}`;
}

/** Takes a field out with its lines, a comment behind it left where it is. `undefined` where its value stands on a line with others. */
export function removeField(object: KubernetesObject, path: Path): readonly Edit[] | undefined {
  const file = object.fileOf(path.slice(0, -1));
  const nodes = object.nodes(path);
  const around = nodes[path.length - 1];
  if (!isMap(around) || around.flow || around.items.length < 2 || nodes.some(isAlias)) return undefined;
  const pair = around.items.find((item) => isScalar(item.key) && item.key.value === path.at(-1));
  const key = pair?.key as Node | undefined;
  const end = pair ? endOf(pair, file.text) : undefined;
  if (!key?.range || end === undefined) return undefined;
  const { text } = file;
  const lineStart = text.lastIndexOf('\n', key.range[0] - 1) + 1;
  if (text.slice(lineStart, key.range[0]).trim() !== '') return undefined;
  const lineEnd = text.indexOf('\n', end - 1);
  const comment = text.slice(end, lineEnd < 0 ? undefined : lineEnd).search(/#/);
  if (comment >= 0) return [{ file: file.path, start: key.range[0], end: end + comment, text: '' }];
  return [{ file: file.path, start: lineStart, end: lineEnd < 0 ? text.length : lineEnd + 1, text: '' }];
}
