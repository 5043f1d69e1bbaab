import { z } from 'zod';
import { digestOf, sha256 } from '../../base/hash.ts';
import { lineCounts } from '../../base/lines.ts';
import { count } from '../../base/say.ts';
import { decodeUtf8 } from '../../base/utf8.ts';
import { failed, type Outcome, ok } from '../../domain/failure/failure.ts';
import { contentLost, editedSince } from '../../domain/failure/files.ts';
import { sweepHalfWritten } from '../../domain/half-written.ts';
import { type FileChange, type Preview, tool, type Undo } from '../../domain/tool.ts';
import type { Workplace } from '../../domain/workplace.ts';

const input = z.strictObject({
  files: z.array(
    z.strictObject({
      path: z.string().describe('Relative to the workspace folder.'),
      to: z.string().nullable().describe('SHA-256 of the kept content to put back; null: there was no file.'),
      expect: z.string().nullable().describe('SHA-256 of what the run left there; null: it removed the file.'),
    }),
  ),
  folders: z.array(z.string()).default([]).describe('Folders the run made: removed again when they are empty.'),
});
type Input = z.output<typeof input>;

/** The undo of everything that writes files: puts back exactly what was there, and touches nothing a person changed since. */
export const restore = tool({
  name: 'files.restore',
  effect: 'write',
  summary: 'Put files back as they were before a run.',
  input,
  output: z.object({ restored: z.number(), removed: z.number() }),
  says: [],
  guessMs: 100,
  repeatable: true,

  preview: (what, at) => previewRestore(what, at),

  async run(what, at) {
    const changes = await changesOf(what, at);
    if (!changes.ok) return changes;
    const done = { restored: 0, removed: 0 };
    for (const { file, content } of changes.value) {
      at.signal.throwIfAborted();
      const result = content === undefined ? await at.files.remove(file.path) : await at.files.write(file.path, content);
      if (!result.ok) return { ok: false, failure: result.failure, undo: { steps: [{ tool: 'files.restore', input: what }] } };
      if (content === undefined) done.removed++;
      else done.restored++;
    }
    await sweepHalfWritten(
      what.files.map((file) => file.path),
      at.files,
    );
    for (const folder of deepestFirst(what.folders)) await at.files.removeEmptyFolder(folder);
    return {
      ok: true,
      output: done,
      summary: `${done.restored === 0 && done.removed > 0 ? `Removed ${count(done.removed, 'file')}` : inWords(done.restored, done.removed).replace(', remove', ', removed')}.`,
      undo: { impossible: 'run the original again' },
    };
  },

  async verify(what, _seen, at) {
    const missing: string[] = [];
    for (const file of what.files) {
      const now = await hashAt(file.path, at);
      if (!now.ok) missing.push(now.failure.message);
      else if (now.value !== file.to) missing.push(`${file.path} is not as it was`);
    }
    return missing.length === 0 ? { met: true } : { met: false, missing };
  },
});

async function previewRestore(what: Input, at: Workplace): Promise<Outcome<Preview>> {
  const changes = await changesOf(what, at);
  if (!changes.ok) return changes;
  const files: FileChange[] = [];
  for (const { file, content, now } of changes.value) {
    const before = now && decodeUtf8(now);
    const after = content && decodeUtf8(content);
    files.push({
      path: file.path,
      action: content === undefined ? 'delete' : now === undefined ? 'create' : 'update',
      before,
      after,
      ...lineCounts(before ?? '', after ?? ''),
      conflicts: [],
    });
  }
  const removed = files.filter((f) => f.action === 'delete').length;
  return ok({
    digest: digestOf({ what, now: changes.value.map((c) => c.now && sha256(c.now)) }),
    summary: inWords(files.length - removed, removed),
    files,
    undo: { impossible: 'run the original again' },
    warnings: [],
  });
}

interface Change {
  readonly file: Input['files'][number];
  readonly now: Uint8Array | undefined;
  readonly content: Uint8Array | undefined;
}

/** Of a step that writes files and was cut off: by how it was to be taken back, which says what was there and what would be. */
export async function inspectWritten(begun: Undo | undefined, at: Workplace): Promise<'done' | 'not-started' | 'unknown'> {
  if (begun === 'nothing-changed') return 'done';
  const [step, ...more] = begun !== undefined && 'steps' in begun ? begun.steps : [];
  const parsed = step?.tool === 'files.restore' && more.length === 0 ? input.safeParse(step.input) : undefined;
  if (!parsed?.success) return 'unknown';
  const { files } = parsed.data;
  const now = await Promise.all(files.map(({ path }) => hashAt(path, at)));
  const are = (as: 'to' | 'expect') => files.every((file, n) => now[n]?.ok && now[n].value === file[as]);
  return are('expect') ? 'done' : are('to') ? 'not-started' : 'unknown';
}

/** What is not yet as it was. Fails, before anything is touched, when a person changed one of them since, or a content is lost. */
async function changesOf(what: Input, at: Workplace): Promise<Outcome<readonly Change[]>> {
  const changes: Change[] = [];
  const edited: string[] = [];
  for (const file of what.files) {
    const now = await at.files.read(file.path);
    if (!now.ok) return now;
    const hash = now.value === undefined ? null : sha256(now.value);
    if (hash === file.to) continue;
    if (hash !== file.expect) {
      edited.push(file.path);
      continue;
    }
    const content = file.to === null ? undefined : at.blobs.get(file.to);
    if (file.to !== null && content === undefined) return failed(contentLost(file.path));
    changes.push({ file, now: now.value, content });
  }
  return edited.length > 0 ? failed(editedSince(edited)) : ok(changes);
}

async function hashAt(path: string, at: Workplace): Promise<Outcome<string | null>> {
  const now = await at.files.read(path);
  return now.ok ? ok(now.value === undefined ? null : sha256(now.value)) : now;
}

/** "Put back 2 files, remove 1 file": what will be done, or was. */
function inWords(restored: number, removed: number): string {
  if (restored + removed === 0) return 'Nothing to put back';
  if (restored === 0) return `Remove ${count(removed, 'file')}`;
  return `Put back ${count(restored, 'file')}${removed > 0 ? `, remove ${count(removed, 'file')}` : ''}`;
}

const deepestFirst = (folders: readonly string[]): readonly string[] => [...folders].sort((a, b) => b.split('/').length - a.split('/').length);
