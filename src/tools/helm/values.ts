import { decodeUtf8 } from '../../base/utf8.ts';
import { failed, type Outcome, ok } from '../../domain/failure/failure.ts';
import { notFound } from '../../domain/failure/files.ts';
import { valueUnclear } from '../../domain/failure/helm.ts';
import type { Workplace } from '../../domain/workplace.ts';
import type { Charted } from './inputs.ts';

type Tree = { [key: string]: unknown };

/** `values`, with single values put into them in the order helm does: `set`, `setString`, and the files of `setFile` as text. */
export async function mergedValues({ values = {}, set, setString, setFile }: Charted, at: Workplace): Promise<Outcome<Tree>> {
  const texts = Object.entries(setString ?? {}).map(([path, value]) => [path, String(value)] as const);
  for (const [path, file] of Object.entries(setFile ?? {})) {
    const content = await at.files.read(file);
    if (!content.ok) return content;
    if (content.value === undefined) return failed(notFound(file));
    const text = decodeUtf8(content.value, { keepMark: true });
    if (text === undefined) return failed(valueUnclear(path, `${file} is not text`));
    texts.push([path, text]);
  }
  const tree = structuredClone(values) as Tree;
  for (const [path, value] of [...Object.entries(set), ...texts]) {
    const unclear = put(tree, path, value);
    if (unclear !== undefined) return failed(valueUnclear(path, unclear));
  }
  return ok(tree);
}

/** Why it could not be put there; `undefined` where it was. */
function put(tree: Tree, path: string, value: unknown): string | undefined {
  const keys = path.split(/(?<!\\)\./).map((key) => key.replaceAll('\\.', '.'));
  if (keys.some((key) => key === '' || key === '__proto__')) return 'a part of its path is empty';
  if (keys.some((key) => /\[\d*\]/.test(key))) return 'a list is replaced whole, so one item of it can’t be set alone';
  let place = tree;
  for (const key of keys.slice(0, -1)) {
    const inner = Object.hasOwn(place, key) ? place[key] : undefined;
    if (inner !== undefined && (inner === null || typeof inner !== 'object' || Array.isArray(inner))) return `${key} is no group of values`;
    if (inner === undefined) place[key] = {};
    place = place[key] as Tree;
  }
  place[keys.at(-1) ?? ''] = value;
  return undefined;
}
