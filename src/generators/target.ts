import { posix } from 'node:path';
import { sha256 } from '../base/hash.ts';
import { lineCounts } from '../base/lines.ts';
import { decodeUtf8 } from '../base/utf8.ts';
import { type Outcome, ok } from '../domain/failure/failure.ts';
import { conflictWarning, notAFolder } from '../domain/failure/files.ts';
import type { FileChange, Undo } from '../domain/tool.ts';
import type { Workplace } from '../domain/workplace.ts';
import { type Manifest, manifestPath, readManifest, writeManifest } from './manifest.ts';
import { merge } from './merge.ts';
import type { Rendered } from './rendered.ts';

/** What writing a rendering would do to a folder as it is now. */
export interface Writing {
  readonly changes: readonly FileChange[];
  /** Bytes to write by path; absent: removed. Only what changes. */
  readonly contents: ReadonlyMap<string, Uint8Array>;
  /** SHA-256 of what is there now, by path; `null`: nothing. For every file that changes. */
  readonly now: ReadonlyMap<string, string | null>;
  readonly undo: Undo;
  readonly warnings: readonly string[];
}

/** Text of a file as it was rendered last time, when it can be known; the manifest's hash proves it. `now`: what is there. */
type Base = (path: string, now: Uint8Array | undefined) => string | undefined;

/** Texts that earlier answers could have given; empty where they can't be rendered. */
type Again = (answers: Manifest['answers']) => readonly string[];

/**
 * Compares a rendering with what is in the folder. Files nobody touched since the last time are updated; edited ones are
 * merged, the person's lines winning; ones no longer rendered are removed unless edited; all others are left alone.
 *
 * `again` renders earlier answers, for a base that is not in the store (a fresh clone).
 */
export async function compare(
  generator: string,
  answers: Manifest['answers'],
  rendered: Rendered,
  out: string,
  again: Again,
  at: Workplace,
): Promise<Outcome<Writing>> {
  const kind = await at.files.kind(out);
  if (!kind.ok) return kind;
  if (kind.value === 'file') return { ok: false, failure: notAFolder(out) };
  if (kind.value === 'other')
    return {
      ok: false,
      failure: {
        ...notAFolder(out),
        message: `${out} is a link or something else that is no folder. It was left as it is.`,
        fix: 'Give the folder itself that it leads to, or choose another.',
      },
    };

  const before = await lastTime(generator, out, at);
  if (!before.ok) return before;
  const base = baseFrom(before.value, again, at);

  const writing = new WritingBuilder(out);
  const files: Record<string, string> = {};
  for (const { path, text } of rendered.files) {
    const now = await at.files.read(inFolder(out, path));
    if (!now.ok) return now;
    const isHad = writing.put(path, now.value, text, base(path, now.value));
    // What was not written is not what the next comparison starts from.
    const hash = isHad ? sha256(text) : before.value?.files[path];
    if (hash !== undefined) files[path] = hash;
  }
  const manifest = manifestPath(generator);
  const now = await at.files.read(inFolder(out, manifest));
  if (!now.ok) return now;
  writing.put(manifest, now.value, writeManifest({ generator, answers, files }), now.value && decode(now.value));

  const wanted = new Set(rendered.files.map((f) => f.path));
  for (const [path, hash] of Object.entries(before.value?.files ?? {})) {
    if (wanted.has(path)) continue;
    const now = await at.files.read(inFolder(out, path));
    if (!now.ok) return now;
    writing.drop(path, now.value, hash);
  }
  return ok(await writing.done(at));
}

/** `infra` and `main.tf` → `infra/main.tf`. */
export const inFolder = (out: string, path: string): string => posix.join(out, path);

async function lastTime(generator: string, out: string, at: Workplace): Promise<Outcome<Manifest | undefined>> {
  const path = inFolder(out, manifestPath(generator));
  const file = await at.files.read(path);
  if (!file.ok || file.value === undefined) return file.ok ? ok(undefined) : file;
  return readManifest(new TextDecoder().decode(file.value), path);
}

function baseFrom(manifest: Manifest | undefined, again: Again, at: Workplace): Base {
  let rerendered: Map<string, string> | undefined;
  return (path, now) => {
    const hash = manifest?.files[path];
    if (manifest === undefined || hash === undefined) return undefined;
    const kept = at.blobs.get(hash);
    if (kept !== undefined) return new TextDecoder().decode(kept);
    // Nobody touched it: what is there is what was rendered, even by a template that has changed since.
    const current = now && decode(now)?.replaceAll('\r\n', '\n');
    if (current !== undefined && sha256(current) === hash) return current;
    rerendered ??= new Map(again(manifest.answers).map((text) => [sha256(text), text]));
    return rerendered.get(hash);
  };
}

class WritingBuilder {
  readonly #out: string;
  readonly #changes: FileChange[] = [];
  readonly #contents = new Map<string, Uint8Array>();
  readonly #now = new Map<string, string | null>();
  readonly #warnings: string[] = [];

  constructor(out: string) {
    this.#out = out;
  }

  /** `false`: what is there is not text and stays; none of `ours` is in it. */
  put(name: string, now: Uint8Array | undefined, ours: string, base: string | undefined): boolean {
    const path = inFolder(this.#out, name);
    if (now === undefined) {
      this.#change(path, now, undefined, ours, []);
      return true;
    }
    const current = decode(now);
    if (current === undefined) {
      this.#warnings.push(`${path} is not text; it is kept as it is and the new version was not written`);
      this.#change(path, now, undefined, undefined, []);
      return false;
    }
    const crlf = /\r\n/.test(current);
    const { text, conflicts } = merge(base, crlf ? current.replaceAll('\r\n', '\n') : current, ours);
    this.#change(
      path,
      now,
      current,
      crlf ? text.replaceAll('\n', '\r\n') : text,
      conflicts.map((c) => ({ path, ...c })),
    );
    return true;
  }

  drop(name: string, now: Uint8Array | undefined, hash: string): void {
    const path = inFolder(this.#out, name);
    if (now === undefined) return;
    const current = decode(now);
    if (current === undefined || sha256(current.replaceAll('\r\n', '\n')) !== hash) {
      this.#warnings.push(`${path} is no longer part of this and you edited it; it is kept`);
      return;
    }
    this.#changes.push({ path, action: 'delete', before: current, after: undefined, ...lineCounts(current, ''), conflicts: [] });
    this.#now.set(path, sha256(now));
  }

  #change(path: string, now: Uint8Array | undefined, before: string | undefined, after: string | undefined, conflicts: FileChange['conflicts']): void {
    const action = now === undefined ? 'create' : before === after ? 'unchanged' : 'update';
    this.#changes.push({ path, action, before, after, ...lineCounts(before ?? '', after ?? ''), conflicts });
    this.#warnings.push(...conflicts.map(conflictWarning));
    if (action === 'unchanged' || after === undefined) return;
    this.#now.set(path, now === undefined ? null : sha256(now));
    this.#contents.set(path, new TextEncoder().encode(after));
  }

  async done(at: Workplace): Promise<Writing> {
    const files = [...this.#now].map(([path, to]) => ({ path, to, expect: hashOf(this.#contents.get(path)) }));
    const folders = await newFolders([...this.#contents.keys()], at);
    return {
      changes: this.#changes.sort((a, b) => (a.path < b.path ? -1 : 1)),
      contents: this.#contents,
      now: this.#now,
      undo: files.length === 0 ? 'nothing-changed' : { steps: [{ tool: 'files.restore', input: { files, folders } }] },
      warnings: this.#warnings,
    };
  }
}

const hashOf = (content: Uint8Array | undefined): string | null => (content === undefined ? null : sha256(content));

/** Folders that writing these files would make, in order. */
export async function newFolders(paths: readonly string[], at: Workplace): Promise<readonly string[]> {
  const all = new Set(paths.flatMap((path) => ancestors(path)));
  const made: string[] = [];
  for (const folder of [...all].sort()) {
    const kind = await at.files.kind(folder);
    if (kind.ok && kind.value === 'nothing') made.push(folder);
  }
  return made;
}

const ancestors = (path: string): readonly string[] => {
  const above = posix.dirname(path);
  return above === '.' || above === '/' ? [] : [...ancestors(above), above];
};

/** With its byte order mark: what a person's editor put there stays. */
const decode = (content: Uint8Array): string | undefined => decodeUtf8(content, { keepMark: true });
