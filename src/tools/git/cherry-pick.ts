import { z } from 'zod';
import { tool } from '../../domain/tool.ts';
import { revision } from './repository/names.ts';
import { inspectPick, pickInput, pickOutput, previewPick, runPick, verifyPick, type Way } from './repository/pick.ts';

const way: Way = { command: 'cherry-pick', words: ['Pick', 'Picked'], doing: 'Picking' };

export const cherryPick = tool({
  name: 'git.cherryPick',
  effect: 'write',
  summary: 'Take single commits of another branch over onto the current one: all of them, or none where one does not fit.',
  input: z
    .strictObject({ ...pickInput, commits: z.array(revision).min(1).max(200).describe('Commits to take over, in this order.') })
    .refine((v) => v.after === undefined || v.commits.length === 1, { path: ['after'], message: 'a range ends at one commit' }),
  output: pickOutput,
  commands: ['git cherry-pick {commits...} -m={mainline} --mainline={mainline}'],
  says: [
    'cherry-pick abc1234',
    'git cherry-pick abc1234',
    'cherry-pick the commit 4f2a9c1 onto this branch',
    'cherry pick commit deadbee',
    'pick commit abc1234 onto my branch',
    'pick the commits abc1234 and def5678',
    'take only commit abc1234 over from develop',
    'bring just the commit 9fceb02 over to this branch',
    'apply commit abc1234 here as well',
    'copy commit abc1234 onto the current branch',
    'backport commit abc1234',
    'backport abc1234 and def5678 to this branch',
    'port the commit 9fceb02 to this branch',
    'i need commit abc1234 on this branch too',
    'get the single commit abc1234 in here',
    'can you cherry-pick abc1234 please',
    'cherrypick 9fceb02',
    'cherry-pick abc1234 def5678',
  ],
  onlyWith: ['cherry', 'pick', 'commit', 'port', 'backport'],
  examples: [{ title: 'Take one commit of another branch', input: { commits: ['feature/login'] } }],
  guessMs: 500,

  preview: (what, at) => previewPick(way, what, at),
  run: (what, at) => runPick(way, what, at),
  verify: (what, seen, at) => verifyPick(what, seen, at),
  inspect: (what, at) => inspectPick(way, what, at),
});
