import { createHash } from 'node:crypto';
import type { Json } from '../../base/json.ts';
import { type Fields, fieldsOf, listOf, type Path } from '../kubernetes/object.ts';
import type { Kustomization, Reference } from './kustomization.ts';
import { Made } from './made.ts';
import { jsonOf, type MapPiece, mapPiece, near, type Origin, pieceFrom, scalarPiece } from './piece.ts';

type Read = (reference: Reference) => string | undefined;

/** `configMapGenerator` and `secretGenerator`: adds what they make to what is there, or merges it in. */
export function generate(of: Kustomization, all: readonly Made[], read: Read, note: (text: string) => void, hasUnknown: boolean): Made[] {
  const result = [...all];
  for (const key of ['configMapGenerator', 'secretGenerator'] as const) {
    for (const [index, entry] of listOf(of.value[key]).entries()) {
      const fields = fieldsOf(entry);
      if (typeof fields.name !== 'string') continue;
      const made = generated(of, [key, index], key === 'secretGenerator', fields, read);
      const { behavior } = fields;
      const there = result.findIndex((one) => {
        const [id, own] = [one.id, made.id];
        return (
          id.kind === own.kind &&
          one.ids.some(({ name }) => name === own.name) &&
          (own.namespace === '' || id.namespace === '' || id.namespace === own.namespace)
        );
      });
      const old = result[there];
      if (behavior !== 'merge' && behavior !== 'replace') {
        result.push(made);
      } else if (old === undefined) {
        if (!hasUnknown) note(`${of.file.path}: ${key}[${index}] is to ${behavior} ${fields.name}, which is not there: kustomize refuses to build this.`);
      } else result[there] = behavior === 'merge' ? mergedWith(old, made) : replacedBy(old, made);
    }
  }
  return result;
}

function generated(of: Kustomization, at: Path, isSecret: boolean, fields: Fields, read: Read): Made {
  const node = of.node(at);
  const whole = node?.range ? { start: node.range[0], end: node.range[1] } : { start: 0, end: of.file.text.length };
  const around: Origin = { file: of.file, whole, ...of.span([...at, 'name']) };
  const plain = (value: string): ReturnType<typeof scalarPiece> => scalarPiece(value, near(around));
  const metadata = mapPiece(near(around), [['name', pieceFrom(fields.name, of.node([...at, 'name']), around)]]);
  if (typeof fields.namespace === 'string') metadata.entries.set('namespace', pieceFrom(fields.namespace, of.node([...at, 'namespace']), around));
  const options = { ...fieldsOf(of.value.generatorOptions) };
  const own = fieldsOf(fields.options);
  for (const what of ['labels', 'annotations'] as const) {
    const values: Fields = { ...fieldsOf(options[what]), ...fieldsOf(own[what]) };
    if (Object.keys(values).length > 0) metadata.entries.set(what, pieceFrom(values, undefined, around));
  }
  const root = mapPiece(near(around), [
    ['apiVersion', plain('v1')],
    ['kind', plain(isSecret ? 'Secret' : 'ConfigMap')],
    ['metadata', metadata],
  ]);
  const made = new Made(root, of);
  if (isSecret) root.entries.set('type', plain(typeof fields.type === 'string' ? fields.type : 'Opaque'));
  const data = mapPiece(near(around));
  for (const [key, value, from] of pairsOf(of, at, fields, read, () => {
    made.isPart = true;
  }))
    data.entries.set(key, scalarPiece(isSecret ? inBase64(value) : value, near({ ...around, ...of.span(from) })));
  if (data.entries.size > 0 || made.isPart) root.entries.set('data', data);
  if ((own.immutable ?? options.immutable) === true) root.entries.set('immutable', scalarPiece(true, near(around)));
  made.needsHash = (own.disableNameSuffixHash ?? options.disableNameSuffixHash) !== true;
  return made;
}

function* pairsOf(of: Kustomization, at: Path, fields: Fields, read: Read, isUnknown: () => void): Generator<[string, string, Path]> {
  const text = (path: Path): string | undefined => {
    const reference = of.dataFiles.find((one) => one.at.join() === path.join());
    const found = reference && read(reference);
    if (found === undefined) isUnknown();
    return found;
  };
  const envs = [...listOf(fields.envs).map((_, index): Path => [...at, 'envs', index]), ...(typeof fields.env === 'string' ? [[...at, 'env'] as Path] : [])];
  for (const path of envs) {
    for (const line of (text(path) ?? '').split(/\r?\n/)) {
      const pair = line.trimStart();
      if (pair === '' || pair.startsWith('#')) continue;
      const equal = pair.indexOf('=');
      // Without a value it comes from the environment of whoever builds.
      if (equal < 0) isUnknown();
      else yield [pair.slice(0, equal), pair.slice(equal + 1), path];
    }
  }
  for (const [index, entry] of listOf(fields.files).entries()) {
    if (typeof entry !== 'string') continue;
    const equal = entry.indexOf('=');
    const path: Path = [...at, 'files', index];
    const found = text(path);
    yield [equal < 0 ? entry.slice(entry.lastIndexOf('/') + 1) : entry.slice(0, equal), found ?? '', path];
  }
  for (const [index, entry] of listOf(fields.literals).entries()) {
    if (typeof entry !== 'string' || !entry.includes('=')) continue;
    const equal = entry.indexOf('=');
    yield [entry.slice(0, equal), entry.slice(equal + 1).replace(/^["']+|["']+$/g, ''), [...at, 'literals', index]];
  }
}

/** Long ones are broken into lines of 70. Source: what `kubectl kustomize` writes. */
function inBase64(text: string): string {
  const encoded = Buffer.from(text, 'utf8').toString('base64');
  return encoded.length < 70 ? encoded : (encoded.match(/.{1,70}/g) ?? []).map((line) => `${line}\n`).join('');
}

function mergedWith(old: Made, made: Made): Made {
  for (const key of ['data', 'binaryData'] as const) {
    const [there, own] = [old.root.entries.get(key), made.root.entries.get(key)];
    if (own?.kind !== 'map') continue;
    if (there?.kind === 'map') for (const [name, value] of own.entries) there.entries.set(name, value);
    else old.root.entries.set(key, own);
  }
  mergeMetadata(old.root, made.root);
  old.isPart ||= made.isPart;
  old.needsHash = made.needsHash;
  return old;
}

function replacedBy(old: Made, made: Made): Made {
  for (const key of ['data', 'binaryData', 'type'] as const) {
    const own = made.root.entries.get(key);
    if (own) old.root.entries.set(key, own);
    else old.root.entries.delete(key);
  }
  mergeMetadata(old.root, made.root);
  old.isPart = made.isPart;
  old.needsHash = made.needsHash;
  return old;
}

function mergeMetadata(old: MapPiece, made: MapPiece): void {
  const [there, own] = [old.entries.get('metadata'), made.entries.get('metadata')];
  if (there?.kind !== 'map' || own?.kind !== 'map') return;
  for (const what of ['labels', 'annotations']) {
    const [before, more] = [there.entries.get(what), own.entries.get(what)];
    if (more?.kind !== 'map') continue;
    if (before?.kind === 'map') for (const [name, value] of more.entries) before.entries.set(name, value);
    else there.entries.set(what, more);
  }
}

/** Names that change with what is in them. Source: the names `kubectl kustomize` gives ConfigMaps and Secrets; the name itself does not count there. */
export function addHashes(all: readonly Made[]): void {
  for (const made of all) {
    if (!made.needsHash) continue;
    const { kind, name } = made.id;
    const value = fieldsOf(jsonOf(made.root));
    const binary: Fields = Object.keys(fieldsOf(value.binaryData)).length > 0 ? { binaryData: value.binaryData ?? null } : {};
    const hashed: Fields =
      kind === 'Secret' ? { data: value.data ?? '', kind, name: '', type: value.type ?? '' } : { ...binary, data: value.data ?? '', kind, name: '' };
    const origin = near(made.root.entries.get('metadata')?.origin ?? made.root.origin);
    made.rename(`${name}-${made.isPart ? 'unknown' : hashOf(hashed)}`, nameOrigin(made) ?? origin);
  }
}

const nameOrigin = (made: Made): Origin | undefined => {
  const metadata = made.root.entries.get('metadata');
  const name = metadata?.kind === 'map' ? metadata.entries.get('name') : undefined;
  return name && near(name.origin);
};

/** As Go writes JSON: keys sorted, and what matters to HTML as escapes. */
function hashOf(value: Fields): string {
  const sorted = (one: Json): Json =>
    typeof one === 'object' && one !== null && !Array.isArray(one)
      ? Object.fromEntries(
          Object.entries(one)
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([key, inner]) => [key, sorted(inner)]),
        )
      : one;
  const text = JSON.stringify(sorted(value)).replace(/[<>&\u2028\u2029]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);
  const encoded: Readonly<Record<string, string>> = { 0: 'g', 1: 'h', 3: 'k', a: 'm', e: 't' };
  return createHash('sha256')
    .update(text)
    .digest('hex')
    .slice(0, 10)
    .replace(/[013ae]/g, (letter) => encoded[letter] ?? letter);
}
