import { z } from 'zod';
import { nearest } from '../../../base/nearest.ts';
import { failed, type Outcome, ok } from '../../../domain/failure/failure.ts';
import { milestoneUnknown } from '../../../domain/failure/github.ts';
import type { Github } from '../connect.ts';
import { type MilestoneShape, milestoneShape } from '../shapes.ts';

/** A milestone as a list shows it. */
export const row = z.object({
  title: z.string(),
  number: z.int(),
  state: z.string().describe('open or closed.'),
  due: z.string().optional().describe('The day it is due.'),
  open: z.int().describe('Open issues and pull requests in it.'),
  closed: z.int().describe('Closed ones.'),
  description: z.string(),
  url: z.string(),
});

export const milestoneAsRow = (one: MilestoneShape): z.output<typeof row> => ({
  title: one.title,
  number: one.number,
  state: one.state,
  ...(one.due_on ? { due: one.due_on.slice(0, 10) } : {}),
  open: one.open_issues,
  closed: one.closed_issues,
  description: one.description,
  url: one.html_url,
});

export const milestoneThing = (github: Github, title: string): string => `milestone ${JSON.stringify(title)} in ${github.repository}`;

const milestonesMax = 1_000;

/** All of a repository, open and closed. */
export async function milestonesOf(github: Github): Promise<Outcome<readonly MilestoneShape[]>> {
  const doing = { verb: 'list the milestones', thing: `repository ${github.repository}` };
  const listed = await github.list('GET /milestones', { state: 'all' }, { shape: milestoneShape, limit: milestonesMax }, doing);
  return listed.ok ? ok(listed.value.items) : listed;
}

/** By its title, whatever its case; `undefined`: there is none. GitHub allows each title once. */
export const named = (all: readonly MilestoneShape[], title: string): MilestoneShape | undefined =>
  all.find((one) => one.title.toLowerCase() === title.trim().toLowerCase());

/** Fails where there is none of that title. */
export async function requireMilestone(github: Github, title: string): Promise<Outcome<MilestoneShape>> {
  const all = await milestonesOf(github);
  if (!all.ok) return all;
  const found = named(all.value, title);
  if (found !== undefined) return ok(found);
  const titles = all.value.map((one) => one.title);
  return failed(milestoneUnknown(title, nearest(title, titles)));
}
