import { commentTool } from '../comment-tool.ts';
import { issueThing, readIssue } from '../world.ts';

export const commentIssue = commentTool({
  name: 'github.commentIssue',
  word: 'issue',
  says: [
    'comment "fixed in 1.2" on issue 42',
    'reply to issue #7 saying "thanks"',
    'leave a comment on issue 12',
    'write on the issue that it is fixed',
    'tell issue 5 "we are on it"',
  ],
  examples: [{ title: 'Answer an issue', input: { number: 1, body: 'Fixed in 1.2.', repository: 'example/shop' } }],
  read: readIssue,
  thing: issueThing,
});
