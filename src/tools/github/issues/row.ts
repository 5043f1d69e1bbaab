import { z } from 'zod';
import type { IssueShape } from '../shapes.ts';

/** An issue as a list shows it. */
export const row = z.object({
  number: z.int(),
  title: z.string(),
  state: z.string().describe('open or closed.'),
  author: z.string(),
  labels: z.array(z.string()),
  assignees: z.array(z.string()),
  url: z.string(),
});

export const issueAsRow = (issue: IssueShape): z.output<typeof row> => ({
  number: issue.number,
  title: issue.title,
  state: issue.state,
  author: issue.user,
  labels: issue.labels,
  assignees: issue.assignees,
  url: issue.html_url,
});
