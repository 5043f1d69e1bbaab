import { posix } from 'node:path';
import { z } from 'zod';
import { isInGit } from '../../base/git-folder.ts';
import { digestOf, sha256 } from '../../base/hash.ts';
import { lineCounts } from '../../base/lines.ts';
import { failed, type Outcome, ok } from '../../domain/failure/failure.ts';
import { binaryFile, changedOnDisk, insideGit, notAFile } from '../../domain/failure/files.ts';
import { changesNothing, type FileChange, tool, type Undo } from '../../domain/tool.ts';
import type { Workplace } from '../../domain/workplace.ts';
import { decodeText, type Encoding, encodeText, fits, withEol } from './inside/text.ts';
import { encoding, path } from './read.ts';
import { inspectWritten } from './restore.ts';

const input = z.strictObject({
  path: path.describe('Relative to the workspace folder; folders above it are made.'),
  content: z.string().max(20_000_000).describe('The whole text of the file.'),
  append: z.boolean().default(false).describe('Put it at the end instead.'),
  encoding: encoding.optional().describe('Default: as the file has it; UTF-8 for a new one.'),
  eol: z.enum(['keep', 'lf', 'crlf', 'as-given']).default('keep').describe('`keep`: as the file has them, as given for a new one.'),
  expect: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional()
    .describe('SHA-256 the file must have now (files.read gives it).'),
});
type Input = z.output<typeof input>;

export const write = tool({
  name: 'files.write',
  effect: 'write',
  summary: 'Write a text file in the workspace, whole or at its end; keeps its encoding and line ends.',
  input,
  output: z.object({ path: z.string(), action: z.enum(['create', 'update', 'unchanged']), bytes: z.number(), sha256: z.string() }),
  says: [
    'write a file notes.md',
    'create the file docs/setup.md with this text',
    'overwrite config.yaml',
    'append a line to .gitignore',
    'save this as main.tf',
    'create a file notes/todo.md with the text "Buy milk"',
    'put "hello" into greeting.txt',
    'save "a: 1" as config/a.yaml',
    'overwrite VERSION with "2.0.0"',
    'add the line "dist/" to .gitignore',
    'write "done" at the end of log.txt',
    'make a file called notes.md containing "Hello"',
    'write the text "x: 1" into config/x.yaml',
    'append "export A=1" to env.sh',
    'replace the content of VERSION by "1.2.0"',
    'new file docs/a.md with "# A"',
    'set the contents of hello.txt to "hi"',
    'new file notes.txt with "todo"',
    'make a file .nvmrc that says "24"',
    'add the line "x=1" to the end of .env.example',
    'write "ok" to status.txt',
    'append "done" to log.txt',
    'drop "ok" into health.txt',
    'in docs/a.md, write "draft"',
    'put the text "ok" in status.txt',
    'place "ok" into status.txt',
    'replace the text of a.txt by "x"',
    'replace everything in a.txt with "x"',
    'change the content of VERSION to "2"',
    'make the content of a.txt "x"',
    'fill a.txt with "x"',
    'tack "x" onto the end of a.txt',
    'stick "x" at the bottom of a.txt',
    'add "x" to the end of a.txt',
    'add "x" at the bottom of a.txt',
    'add another line "x" to a.txt',
    'one more line in a.txt: "x"',
    'extend a.txt by "x"',
    'a new file a.txt with the content "x"',
    'i need a file a.txt that says "x"',
    'set up a file a.txt with "x" in it',
    'store the text "x" as a.txt',
    'generate a file a.txt containing "x"',
    'note "x" in a.txt',
    'jot down "x" in notes.md',
    'overwrite a.txt with "x"',
    'make an empty file a.txt with ""',
    'Everyone has a different terraform on the laptop and we get different results, so to pin it please write "1.8.2" into .terraform-version',
    'add the line *.tfplan to the end of .gitignore',
    'overwrite VERSION with 2.4.0',
    'Could you make a new file called docs/owners.txt that contains the text "platform team"?',
    'hosts.bat is for windows so write "@echo off" into it with crlf line ends',
    'save "Grüße" to mail/footer.txt in latin1',
    'Requesting creation of file .nvmrc with content 20',
    'new file charts/web/.helmignore please, its content: *.bak',
    'new file infra/README.md',
    'set the whole content of config/banner.txt to: maintenance tonight at 22:00',
  ],
  examples: [{ title: 'Write a new file', input: { path: '.env.example', content: 'PORT=8080\n' } }],
  guessMs: 50,
  repeatable: false,

  async preview(what, at) {
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { change, now, after, undo } = seen.value;
    return ok({
      digest: digestOf({ what: { ...what, content: sha256(what.content) }, now: now && sha256(now), after: sha256(after) }),
      summary:
        change.action === 'unchanged'
          ? `Nothing to write: ${what.path} is like that already`
          : `${change.action === 'create' ? 'Create' : 'Write'} ${what.path}`,
      files: [change],
      undo,
      warnings: seen.value.warnings,
      ...changesNothing(change.action === 'unchanged'),
    });
  },

  async run(what, at) {
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { change, now, after, undo } = seen.value;
    const output = {
      path: change.path,
      action: change.action === 'delete' ? ('update' as const) : change.action,
      bytes: after.byteLength,
      sha256: sha256(after),
    };
    if (change.action === 'unchanged') return { ok: true, output, summary: `${what.path} is like that already.`, undo: 'nothing-changed' };
    if (now !== undefined) at.blobs.keep(now);
    const done = await at.files.write(what.path, after);
    if (!done.ok) return { ...done, undo };
    return { ok: true, output, summary: `${change.action === 'create' ? 'Created' : 'Wrote'} ${what.path}: +${change.added} −${change.removed} lines.`, undo };
  },

  async verify(what, seen, at) {
    const now = await at.files.read(what.path);
    return now.ok && now.value !== undefined && sha256(now.value) === seen.sha256
      ? { met: true }
      : { met: false, missing: [`${what.path} is not as it was written`] };
  },

  inspect: (_what, at, begun) => inspectWritten(begun, at),
});

interface Seen {
  readonly change: FileChange;
  readonly now: Uint8Array | undefined;
  readonly after: Uint8Array;
  readonly undo: Undo;
  readonly warnings: readonly string[];
}

async function look(what: Input, at: Workplace): Promise<Outcome<Seen>> {
  if (isInGit(posix.normalize(what.path))) return failed(insideGit(what.path));
  const kind = await at.files.kind(what.path);
  if (!kind.ok) return kind;
  if (kind.value === 'folder' || kind.value === 'other') return failed(notAFile(what.path));
  const read = await at.files.read(what.path);
  if (!read.ok) return read;
  const now = read.value;
  const hash = now === undefined ? null : sha256(now);
  if (what.expect !== undefined && hash !== what.expect) return failed(changedOnDisk(what.path));

  const current = now === undefined ? undefined : decodeText(now);
  if (what.append && now !== undefined && current === undefined) return failed(binaryFile(what.path, now.byteLength));
  const chosen: Encoding = what.encoding ?? current?.encoding ?? 'utf-8';
  const eol = what.eol === 'keep' ? (current?.eol === 'crlf' ? 'crlf' : undefined) : what.eol === 'as-given' ? undefined : what.eol;
  const content = eol === undefined ? what.content : withEol(what.content, eol);
  const text = what.append ? (current?.text ?? '') + content : content;
  const encodes = fits(text, chosen) ? chosen : 'utf-8';
  const after = encodeText(text, encodes, current?.mark === true && encodes === current.encoding);
  const path = posix.normalize(what.path);
  const before = current?.text;
  const unchanged = hash === sha256(after);
  return ok({
    now,
    after,
    change: {
      path,
      action: unchanged ? 'unchanged' : now === undefined ? 'create' : 'update',
      before,
      after: text,
      ...lineCounts(before ?? '', text),
      conflicts: [],
    },
    undo: unchanged
      ? 'nothing-changed'
      : { steps: [{ tool: 'files.restore', input: { files: [{ path, to: hash, expect: sha256(after) }], folders: await newFolders(path, at) } }] },
    warnings: [
      ...(now !== undefined && current === undefined ? [`${path} is not text; all of it is replaced`] : []),
      ...(encodes === chosen ? [] : [`${path} can't hold these characters as ${chosen}; it becomes UTF-8`]),
    ],
  });
}

/** Folders that writing it makes, the outermost first. */
async function newFolders(path: string, at: Workplace): Promise<readonly string[]> {
  const made: string[] = [];
  for (let up = posix.dirname(path); up !== '.' && up !== '/'; up = posix.dirname(up)) {
    const kind = await at.files.kind(up);
    // Where one is, those above it are, too.
    if (kind.ok && kind.value !== 'nothing') break;
    if (kind.ok) made.unshift(up);
  }
  return made;
}
