import { ok } from '../../../domain/failure/failure.ts';
import { commentTool } from '../comment-tool.ts';
import { pullThing, readPull, stateOf } from '../world.ts';

export const commentPullRequest = commentTool({
  name: 'github.commentPullRequest',
  word: 'pull request',
  commands: ['gh pr comment {number}'],
  says: [
    'comment "looks good" on pull request 42',
    'reply to PR 7 saying "thanks"',
    'leave a comment on PR #12',
    'write on the pull request that the tests fail',
    'comment on PR 12 "nice"',
    'reply to pull request 5 saying "done"',
    'leave a comment on PR 7: "please rebase"',
    'tell PR 9 that CI is flaky',
    'add the comment "thanks" to PR 12',
    'write "LGTM" on PR 12',
    'say "thanks" on pull request 4',
    'post a comment on PR 8 saying "done"',
    'answer on PR 3 with "will fix"',
    'say "nice" on pr 12',
    'leave a remark on pull request 12: "please rebase"',
    'reply on pr 12 "done"',
    'write "looks good" under pull request 12',
    'drop a note on pr 12: "x"',
    'leave a note on pr 12 "x"',
    'let people know on pr 12 that it is blocked',
    'let them know in pr 12 that it has to wait',
    'say "x" under pr 12',
    'say "x" in pull request 12',
    'write "x" under pull request 12',
    'post "x" on pr 12',
    'put "x" on pr 12',
    'mention on pr 12 that tests are missing',
    'note on pr 12 that it waits for the release',
    'ask on pr 12 "when?"',
    'ask in pull request 12 whether it is ready',
    'answer on pr 12 with "x"',
    'reply to pr 12 "x"',
    'thank them on pr 12 with "x"',
    'ping everybody on pr 12 with "x"',
    'pr 12: comment "x"',
    'tell the author of pr 12 "x"',
  ],
  examples: [{ title: 'Comment on a pull request', input: { number: 2, body: 'Tested on Safari, works.', repository: 'example/shop' } }],
  async read(github, number) {
    const pull = await readPull(github, number);
    return pull.ok ? ok({ title: pull.value.title, state: stateOf(pull.value), locked: pull.value.locked }) : pull;
  },
  thing: pullThing,
});
