import { z } from 'zod';
import { count } from '../../base/say.ts';
import { failed } from '../../domain/failure/failure.ts';
import { fileUnknownIn, gitFailed } from '../../domain/failure/git.ts';
import { tool } from '../../domain/tool.ts';
import { resolveCommit } from './repository/head.ts';
import { directory, path, revision } from './repository/names.ts';
import { inRepository, openRepository } from './repository/repository.ts';

const part = z.object({
  line: z.number().describe('Its first line, from 1.'),
  lines: z.number(),
  commit: z.string().optional().describe('Absent: not committed yet.'),
  author: z.string(),
  authoredAt: z.string(),
  subject: z.string(),
});

export const blame = tool({
  name: 'git.blame',
  effect: 'read',
  needsTrust: true,
  summary: 'Say of each line of a file which commit last changed it, who made that and when.',
  input: z
    .strictObject({
      directory,
      path: path.describe('The file, relative to the workspace folder.'),
      at: revision.optional().describe('As it was at this commit; default: as it is on disk.'),
      line: z.number().int().min(1).max(10_000_000).optional().describe('From this line on; default: the first.'),
      lineCount: z.number().int().min(1).max(100_000).optional().describe('So many lines; default: all, with `line` that one.'),
    })
    .refine((v) => v.lineCount === undefined || v.line !== undefined, { path: ['line'], message: 'say where the lines begin' }),
  output: z.object({ parts: z.array(part).readonly().describe('Neighbouring lines of one commit together.'), lines: z.number() }),
  commands: ['git blame|annotate {path}', 'git blame {at} {path}'],
  says: [
    'git blame src/a.ts',
    'blame src/a.ts',
    'who wrote line 12 of src/a.ts',
    'who last touched line 40 in main.tf',
    'annotate src/a.ts',
    'who wrote each line of README.md',
    'which commit last changed line 7 of config.yaml',
    'show the blame for src/a.ts',
    'line by line, who wrote src/a.ts',
    'whom do I blame for line 3 of Dockerfile',
    'who is responsible for line 88 of src/a.ts',
    'blame main.tf line 20',
    'when was line 5 of package.json written',
    'who added line 15 in src/a.ts',
    'five lines from line 90 in app.tsx, who did those',
    'The alert threshold in monitoring/rules.yaml on line 88 looks far too low to me, and before I raise it I would like to ask whoever put it there',
    'Requesting line authorship for docs/sla.md.',
    'blaming for Dockerfile at commit 9f3c2d1',
    'Half of the team denies having touched src/ledger/close.kt in services/ledger, so show for each line of it which commit and which person it comes from',
    'Someone changed the replica default on line 4 of charts/kiosk/values.yaml, I need the name and the commit.',
    "who set max_connections in db/postgresql.conf, it's line 31",
    'who wrote line 42 of main.tf',
    'Can you find out whose line 12 of k8s/prod/ingress.yaml is? The host there is wrong.',
    'show with every line of jenkins/build.groovy the name and the date',
    'git blame -L 1,10 README.md',
    'before the rewrite, at tag v1.9, who had written the lines in core/scheduler.py',
    'when did this line get in: line 7 of .gitignore',
    'blame',
    'on whose account goes line 230 in billing/invoice.java?',
    'Who last changed each line of charts/billing/values.yaml?',
    'at the tag v4.4 there was a different limit in gateway/limits.json, find out whose change was on line 19 in that version',
    'someone with a good memory is needed: which commits do the lines of terraform/iam.tf come from, the wildcard in there scares me',
    'Which commit last touched line 3 in VERSION?',
  ],
  onlyWith: ['blame', 'annotat', 'who', 'line', 'wrote', 'written', 'touched'],
  examples: [{ title: 'Who wrote which line', input: { path: 'README.md' } }],
  guessMs: 200,

  async run(what, at) {
    const opened = await openRepository(what.directory, at);
    if (!opened.ok) return opened;
    const repo = opened.value;
    const inside = await inRepository(repo, at, [what.path]);
    if (!inside.ok) return inside;
    const commit = what.at === undefined ? undefined : await resolveCommit(repo, what.at);
    if (commit?.ok === false) return commit;
    const range = what.line === undefined ? [] : ['-L', `${what.line},+${what.lineCount ?? 1}`];
    const args = ['blame', '--porcelain', ...range, ...(commit === undefined ? [] : [commit.value]), '--', inside.value[0] ?? ''];
    const done = await repo.run(args, { timeoutMs: 120_000, outputBytesMax: 64 * 1024 * 1024 });
    if (!done.ok) return done;
    if (done.value.code !== 0)
      return failed(
        /no such path|No such file|cannot stat path/.test(done.value.stderr)
          ? fileUnknownIn(what.path, what.at ?? 'git')
          : gitFailed('blame', done.value.code, done.value.stderr),
      );
    const parts = parseBlame(done.value.stdout);
    const lines = parts.reduce((sum, one) => sum + one.lines, 0);
    const people = new Set(parts.map((one) => one.author)).size;
    const [only] = parts;
    return {
      ok: true,
      output: { parts, lines },
      summary:
        only !== undefined && parts.length === 1
          ? `${what.path}: ${only.commit === undefined ? 'not committed yet' : `${only.author}, ${only.authoredAt.slice(0, 10)}: ${only.subject}`}.`
          : `${count(lines, 'line')} of ${what.path} by ${count(people, 'person', 'people')}.`,
      undo: 'nothing-changed',
    };
  },
});

type Part = z.output<typeof part>;

/** Reads `git blame --porcelain`: a header a group, with all there is to say of a commit at its first. */
export function parseBlame(output: string): readonly Part[] {
  const commits = new Map<string, Record<string, string>>();
  const parts: Part[] = [];
  let now: { commit: string; line: number } | undefined;
  for (const text of output.split('\n')) {
    const head = /^([0-9a-f]{40,64}) \d+ (\d+)/.exec(text);
    if (now === undefined && head !== null) {
      now = { commit: head[1] ?? '', line: Number(head[2]) };
      if (!commits.has(now.commit)) commits.set(now.commit, {});
    } else if (now !== undefined && text.startsWith('\t')) {
      const about = commits.get(now.commit) ?? {};
      const isNew = /^0+$/.test(now.commit);
      const last = parts.at(-1);
      if (last !== undefined && last.commit === (isNew ? undefined : now.commit) && last.line + last.lines === now.line) last.lines++;
      else
        parts.push({
          line: now.line,
          lines: 1,
          ...(isNew ? {} : { commit: now.commit }),
          author: isNew ? '' : (about.author ?? ''),
          authoredAt: new Date(Number(about['author-time'] ?? 0) * 1000).toISOString(),
          subject: isNew ? '' : (about.summary ?? ''),
        });
      now = undefined;
    } else if (now !== undefined) {
      const space = text.indexOf(' ');
      const about = commits.get(now.commit);
      if (about !== undefined && space > 0) about[text.slice(0, space)] ??= text.slice(space + 1);
    }
  }
  return parts;
}
