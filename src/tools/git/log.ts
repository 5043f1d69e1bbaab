import { z } from 'zod';
import { count } from '../../base/say.ts';
import { failed } from '../../domain/failure/failure.ts';
import { gitFailed, noCommitYet } from '../../domain/failure/git.ts';
import { tool } from '../../domain/tool.ts';
import { headOf, resolveCommit } from './repository/head.ts';
import { directory, path, revision, text } from './repository/names.ts';
import { inRepository, openRepository } from './repository/repository.ts';

const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:\d{2})?)?$/, 'a date such as 2026-01-31, or with a time 2026-01-31T12:00:00Z');
const person = z.object({ name: z.string(), email: z.string() });

/** One record a commit, its parts apart by NUL and its end marked by one more: messages hold newlines. */
const format = ['%H', '%P', '%an', '%ae', '%aI', '%cn', '%ce', '%cI', '%D', '%s', '%b'].join('%x00');

export const log = tool({
  name: 'git.log',
  effect: 'read',
  needsTrust: true,
  summary: 'List commits, newest first, with author, date and message.',
  input: z.strictObject({
    directory,
    from: revision.optional().describe('Where to begin; default: what is checked out.'),
    notIn: revision.optional().describe('Leave out what this one has too: from: feature, notIn: main.'),
    paths: z.array(path).max(500).default([]).describe('Only commits that touch these; relative to the workspace folder.'),
    author: text(200).optional().describe('Part of the author’s name or address.'),
    message: text(200).optional().describe('Part of the message, as plain text.'),
    since: day.optional(),
    until: day.optional(),
    limit: z.number().int().min(1).max(10_000).default(50),
    skip: z.number().int().min(0).default(0),
  }),
  output: z.object({
    commits: z
      .array(
        z.object({
          commit: z.string(),
          parents: z.array(z.string()).readonly(),
          author: person,
          authoredAt: z.string(),
          committer: person,
          committedAt: z.string(),
          refs: z.array(z.string()).readonly().describe('Branches and tags that point at it.'),
          subject: z.string(),
          body: z.string(),
        }),
      )
      .readonly(),
    more: z.boolean(),
    shallow: z.boolean().describe('History was cut off when it was cloned.'),
  }),
  commands: ['git log {from?}'],
  says: [
    'what changed since yesterday',
    'what changed in the last two days',
    'git log',
    'show the last ten commits',
    'who changed main.tf',
    'what was committed since Monday',
    'list the commits on feature that are not in main',
    'history of this file',
    'recent commits',
    'history of src/a.ts',
    'who touched main.tf',
    'commits by alice this week',
    'what was committed since v1.2.0',
    'show the commit log of develop',
    'what happened in the repo lately',
    'last 10 commits',
    'log of main',
    'what did bob commit',
    'commit history of src/a.ts',
    'which commits are on develop but not on main',
    'changes since last week',
    'who worked on src/server.ts',
    'history',
    'who changed src/a.ts?',
    'commits by kim',
    'what happened to docs/a.md lately?',
    'which commits mention "timeout"?',
    'who worked on src/a.ts last?',
    'what has lee done?',
    'what is on fix/a that is not on main?',
    'what has been going on here',
    'what has been going on in the code lately',
    'the five newest commits',
    'latest commits',
    'the last commit',
    'who made the last commit',
    'show the latest commit message',
    'who last modified src/a.ts',
    'who modified main.tf last',
    'who last changed the Dockerfile',
    'who has been editing src/a.ts',
    'everything kim committed',
    'what did kim do last week',
    'what has kim committed this month',
    'commits from kim',
    'commits that touched src/',
    'which commits touch infra/',
    'history of the folder src',
    'commits on fix/a that main lacks',
    'commits main does not have yet',
    'what went in after v1.0',
    'what went in since the last release',
    'what was added to main since v1.2',
    'commits with "cache" in the message',
    'commits since 2026-01-31',
    'commits between 2026-01-01 and 2026-01-31',
    'commits before 2026-01-31',
    'what was done yesterday',
    'what happened on main since yesterday',
    'git history',
    'show me the history of the repo',
    'changelog of the last ten commits',
    'log entries of develop',
    'who did what lately',
    'when was src/a.ts last changed',
    'when was docs/a.md changed and by whom',
    'list commit messages',
    'how many commits did kim make',
    'which commit introduced src/a.ts',
    'find the commits about login',
    'what landed on main today',
    'trace the changes to src/a.ts',
    'how did main evolve',
    'evolution of src/a.ts',
    'past commits',
    'past commits of src',
    'commit messages that contain "cache"',
    'commit messages with "cache"',
    'commits whose message has "cache" in it',
    'which commits are in v2 and not in v1',
    'give me the commit history',
    'the story of src/a.ts',
    'what got merged since 2026-01-31',
    'what has dana been doing this month',
    'what did omar work on last week',
    'what went into v2.1 since v2.0',
    'did anybody merge something yesterday',
    'what has Priya been working on',
    'what did Jonas do this week',
    'find the commits whose message mentions TICKET-512',
    'Show the commit history but skip the first 50',
    'I need for the report all commits from Priya since 2024-10-01',
    'history of infra/live please',
    'commits on release/2 newest 5',
    'Which commits touched charts/billing/values.yaml?',
    'Which commits went into the folder modules/eks between 2024-05-01 and 2024-06-30? The auditors want to see them with author and date.',
    'git log --author=dana',
    'what has happened in the search repo (services/search) in the last two weeks',
  ],
  examples: [{ title: 'List the last commits', input: { limit: 2 } }],
  guessMs: 100,

  async run(input, at) {
    const opened = await openRepository(input.directory, at);
    if (!opened.ok) return opened;
    const repo = opened.value;
    const paths = await inRepository(repo, at, input.paths);
    if (!paths.ok) return paths;
    if (input.from === undefined) {
      const head = await headOf(repo);
      if (!head.ok) return head;
      if (head.value.commit === undefined) return failed(noCommitYet('it has no history'));
    }
    const from = await resolveCommit(repo, input.from ?? 'HEAD');
    if (!from.ok) return from;
    const notIn = input.notIn === undefined ? undefined : await resolveCommit(repo, input.notIn);
    if (notIn?.ok === false) return notIn;

    const args = [
      'log',
      '-z',
      `--format=${format}`,
      `--max-count=${input.limit + 1}`,
      `--skip=${input.skip}`,
      '--fixed-strings',
      '--regexp-ignore-case',
      ...(input.author === undefined ? [] : [`--author=${input.author}`]),
      ...(input.message === undefined ? [] : [`--grep=${input.message}`]),
      ...(input.since === undefined ? [] : [`--since=${input.since}`]),
      ...(input.until === undefined ? [] : [`--until=${input.until}`]),
      from.value,
      ...(notIn?.ok ? [`^${notIn.value}`] : []),
      '--',
      ...paths.value,
    ];
    const [asked, shallow] = await Promise.all([repo.run(args, { timeoutMs: 120_000 }), repo.run(['rev-parse', '--is-shallow-repository'])]);
    if (!asked.ok) return asked;
    if (asked.value.code !== 0) return failed(gitFailed('log', asked.value.code, asked.value.stderr));
    const commits = records(asked.value.stdout);
    const told = commits.slice(0, input.limit);
    return {
      ok: true,
      output: { commits: told, more: commits.length > input.limit, shallow: shallow.ok && shallow.value.stdout.trim() === 'true' },
      summary:
        told.length === 0
          ? 'No commit matches.'
          : `${count(told.length, 'commit')}${commits.length > input.limit ? ' of more' : ''}, the newest: ${told[0]?.subject}`,
      undo: 'nothing-changed',
    };
  },
});

interface Commit {
  commit: string;
  parents: string[];
  author: { name: string; email: string };
  authoredAt: string;
  committer: { name: string; email: string };
  committedAt: string;
  refs: string[];
  subject: string;
  body: string;
}

function records(output: string): Commit[] {
  const parts = output.split('\0');
  const commits: Commit[] = [];
  for (let i = 0; i + 10 < parts.length; i += 11) {
    const [commit = '', parents = '', an = '', ae = '', aI = '', cn = '', ce = '', cI = '', refs = '', subject = '', body = ''] = parts.slice(i, i + 11);
    commits.push({
      commit,
      parents: parents.split(' ').filter(Boolean),
      author: { name: an, email: ae },
      authoredAt: aI,
      committer: { name: cn, email: ce },
      committedAt: cI,
      refs: refs.split(', ').filter(Boolean),
      subject,
      body: body.trimEnd(),
    });
  }
  return commits;
}
