import { z } from 'zod';
import { count } from '../../../base/say.ts';
import { tool } from '../../../domain/tool.ts';
import { connect } from '../connect.ts';
import { branch, number, repository } from '../inputs.ts';
import { refOf } from '../ref.ts';
import { check, checksOf, isGood } from './checks-of.ts';

const input = z.strictObject({
  number: number.optional().describe('Number of the pull request.'),
  ref: branch.optional().describe('Branch, tag or commit, where it is not a pull request; default: the current branch.'),
  repository,
});

export const listChecks = tool({
  name: 'github.listChecks',
  effect: 'read',
  summary: 'List the CI checks of a pull request, branch or commit, with their results.',
  input,
  output: z.object({
    checks: z.array(check),
    passed: z.boolean().describe('There is at least one, and all ended well.'),
  }),
  commands: ['gh pr checks {number?}'],
  says: [
    'list the checks of pull request 42',
    'show the checks for PR 5',
    'did CI pass on PR #7',
    'is the build of main green',
    'which checks failed on this branch',
    'status of the pipeline for PR 12',
    'are the tests passing on PR 9',
    'did CI pass on main',
    'is the build green for PR 7',
    'what failed in the pipeline of PR 9',
    'status of the github actions on develop',
    'are all checks passing on #4',
    'build status of PR 7',
    'which checks failed on develop',
    'did the pipeline pass for PR 3',
    'ci status',
    'is ci green on fix/a?',
    'tests on #12?',
    'status of the pipeline on main',
    'why is pr 12 red?',
    'checks of 12',
    'checks of commit abc1234',
    'status of commit 1a2b3c4',
    'is the build red',
    'is ci green',
    'is main green',
    'why is the build red',
    'did ci pass on fix/a',
    'did ci succeed for fix/a',
    'has ci finished',
    'are the checks through on 12',
    'are all checks green on pr 12',
    'how are the checks of pr 12 doing',
    'ci status of pr 12',
    'ci results for fix/a',
    'what fails in ci',
    'what is failing on main',
    'which checks fail on pr 12',
    'failing checks of pr 12',
    'checks of commit 3f2a91c',
    'checks for commit 3f2a91c',
    'build status of develop',
    'status checks of my branch',
    'pipeline of pr 12',
    'pipeline results on main',
    'has the pipeline passed',
    'did the workflow run for pr 12',
    'test results of pr 12',
    'are the tests passing on pr 12',
    'what do the checks say for pr 12',
    'are the builds on fix/a passing',
    'which ci jobs failed for #12',
    'is pr 12 passing',
    'are the checks green on PR 218?',
    'checks for branch feat/kiosk-login please, my colleague claims that everything is fine there but the preview does not come up for me',
    'I want to know which of the CI checks went red on release/3.1 before I call it done.',
    'Please list the status checks of the develop branch in fleet/telemetry.',
    'why cant i merge 56, which check is red on that PR?',
    'Requesting the check results of pull request 905 for the audit trail.',
    'checks on my branch',
  ],
  examples: [{ title: 'See whether the checks passed', input: { number: 2, repository: 'example/shop' } }],
  guessMs: 1_500,

  async run(what, at) {
    const github = await connect(what.repository, at);
    if (!github.ok) return github;
    const ref = await refOf(what, github.value, at);
    if (!ref.ok) return ref;
    const listed = await checksOf(github.value, ref.value.ref);
    if (!listed.ok) return listed;
    const checks = [...listed.value];
    const bad = checks.filter((one) => one.status === 'completed' && !isGood(one));
    const going = checks.filter((one) => one.status !== 'completed');
    const said =
      checks.length === 0
        ? 'no check ran'
        : [
            `${checks.length - bad.length - going.length} of ${count(checks.length, 'check')} passed`,
            ...(bad.length > 0 ? [`failed: ${bad.map((one) => one.name).join(', ')}`] : []),
            ...(going.length > 0 ? [`not done: ${going.map((one) => one.name).join(', ')}`] : []),
          ].join('; ');
    return {
      ok: true,
      output: { checks, passed: checks.length > 0 && bad.length + going.length === 0 },
      summary: `${ref.value.called}: ${said}.`,
      undo: 'nothing-changed',
    };
  },
});
