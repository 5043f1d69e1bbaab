import { commentTool } from '../comment-tool.ts';
import { issueThing, readIssue } from '../world.ts';

export const commentIssue = commentTool({
  name: 'github.commentIssue',
  word: 'issue',
  commands: ['gh issue comment {number}'],
  says: [
    'comment "fixed in 1.2" on issue 42',
    'reply to issue #7 saying "thanks"',
    'leave a comment on issue 12',
    'write on the issue that it is fixed',
    'tell issue 5 "we are on it"',
    'comment on issue 12 "same here"',
    'reply to issue 7 with "fixed"',
    'leave the comment "can\'t reproduce" on ticket 9',
    'write on issue 3 that it is fixed',
    'answer issue 5 saying "thanks"',
    'leave a note on issue 14: "Reproduced"',
    'tell issue 3 that it is fixed',
    'post "working on it" on ticket 7',
    'add a comment to issue 12 saying "same"',
    'say "on it" on issue 12',
    'leave "thanks" under issue 12',
    'answer issue 12 with "fixed in main"',
    'write on issue 12 that we are looking into it',
    'tell them on #12: "done"',
  ],
  examples: [{ title: 'Answer an issue', input: { number: 1, body: 'Fixed in 1.2.', repository: 'example/shop' } }],
  read: readIssue,
  thing: issueThing,
});
