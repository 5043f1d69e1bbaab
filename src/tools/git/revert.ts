import { z } from 'zod';
import { tool } from '../../domain/tool.ts';
import { revision } from './repository/names.ts';
import { inspectPick, pickInput, pickOutput, previewPick, runPick, verifyPick, type Way } from './repository/pick.ts';

const way: Way = { command: 'revert', words: ['Revert', 'Reverted'], doing: 'Reverting' };

export const revert = tool({
  name: 'git.revert',
  effect: 'write',
  summary: 'Undo what commits did by new commits, so that history stays: all of them, or none where one does not fit.',
  input: z
    .strictObject({ ...pickInput, commits: z.array(revision).min(1).max(200).describe('Commits to revert, in this order: the newest first.') })
    .refine((v) => v.after === undefined || v.commits.length === 1, { path: ['after'], message: 'a range ends at one commit' }),
  output: pickOutput,
  commands: ['git revert {commits...} -m={mainline} --mainline={mainline}'],
  says: [
    'revert commit abc1234',
    'git revert HEAD',
    'revert the commit 4f2a9c1',
    'revert abc1234 and def5678',
    'revert the merge commit abc1234',
    'make a commit that undoes abc1234',
    'undo commit abc1234 with a new commit',
    'undo the changes of commit 9fceb02',
    'take commit abc1234 back with a revert commit',
    'back commit abc1234 out',
    'back out the commit 9fceb02',
    'reverse commit abc1234',
    'the commit abc1234 broke things, revert it',
    'commit abc1234 was wrong, revert that one',
    'create a revert of commit deadbee',
    'git revert abc1234 -m 1',
    'roll the commit abc1234 back without rewriting history',
    'I want the effect of 6a7b8c9 gone but visible in the log',
    'back out everything after 0a0a0a0 through 7b7b7b7 in reverse commits',
    'Please revert both 1234abc and 5678def.',
    'git revert 9d9c9b9 in repos/mono and please wait as long as 800 seconds for it, our commit hooks build the whole thing',
    'Since the change 3ab3ab4 was deployed the queue grows and grows, and as main is protected we cannot rewrite it, so please create a commit that undoes it',
    'negate 0d1c2b3 with a fresh commit',
    'the feature flag removal (7a6b5c4) has to be undone, history must stay as is for audit',
    'revert a commit in apps/web',
    'git revert -m 1 d0d0d0d',
    'can we take back what 3f2e1d0 did',
    'Both commits of the discount experiment, 70c1e57 and 70c1e58, have to be backed out with new commits because marketing stopped the campaign this morning',
    'the last three commits after tag nightly-88 up to HEAD broke the importer, undo them by reverting and allow 150 seconds',
    'back out merge commit c1c2c3c relative to parent 2',
    'in services/billing please undo commit 6c5b4a3 by a counter commit',
  ],
  examples: [{ title: 'Undo the last commit by a new one', input: { commits: ['HEAD'] } }],
  guessMs: 500,

  preview: (what, at) => previewPick(way, what, at),
  run: (what, at) => runPick(way, what, at),
  verify: (what, seen, at) => verifyPick(what, seen, at),
  inspect: (what, at) => inspectPick(way, what, at),
});
