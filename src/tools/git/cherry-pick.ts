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
    'cherry-pick 4be9a01',
    "i need just dana's fix, 77aa881, on release/3 where i am now, not her whole branch",
    'Take the commit 9f3c2d1 from develop over onto my branch.',
    'pick 01ab23c and 45de67f into the hotfix branch I have checked out',
    'The customer on 2.x has the same bug, so port 8e7d6c5 over to the support branch checked out in services/orders.',
    'cherry pick the merge commit 5f5f5f5 with mainline 1',
    "let's port bb22cc3 to apps/web",
    "everything since ab00ab0 to cd11cd1 from dana's branch, picked onto mine",
    'pls pick only 13579bd, everything else of that branch isnt ready',
    'pick merge 31f31f3 from develop, the first parent is the mainline (1)',
    'lift commits 4d4d4d4 and 6f6f6f6 out of spike/kafka into this',
    'Take what came after v1.2.0 up to v1.2.3 over to this branch commit by commit',
    'Please take over onto the current branch the single commit 0f1e2d3, it contains the certificate renewal which production misses.',
    'transplant aa00bb1',
    "I'd like the tip commit of branch fix/oom applied on my current branch, without merging the rest of it",
    'Production only takes what is on the branch I have checked out, and the fix for the double charges is commit 41d9e07 on develop, so pick that one commit over',
    'git cherry-pick 1d1d1d2 in libs/client, the antivirus makes everything slow so give it 200 seconds until you stop waiting',
  ],
  onlyWith: ['cherry', 'pick', 'commit', 'port', 'backport'],
  examples: [{ title: 'Take one commit of another branch', input: { commits: ['feature/login'] } }],
  guessMs: 500,

  preview: (what, at) => previewPick(way, what, at),
  run: (what, at) => runPick(way, what, at),
  verify: (what, seen, at) => verifyPick(what, seen, at),
  inspect: (what, at) => inspectPick(way, what, at),
});
