import { z } from 'zod';
import { nearest } from '../../base/nearest.ts';
import { failed, type Outcome, ok } from '../../domain/failure/failure.ts';
import { cannotAssign, labelUnknown } from '../../domain/failure/github.ts';
import type { Github } from './connect.ts';
import { bare, label, login } from './inputs.ts';
import { nothing } from './shapes.ts';

/** Fails for a label that is not there: GitHub would make it on the fly. Their names as GitHub writes them. */
export async function requireLabels(github: Github, labels: readonly string[]): Promise<Outcome<readonly string[]>> {
  if (labels.length === 0) return ok([]);
  const listed = await github.list(
    'GET /labels',
    {},
    { shape: z.object({ name: z.string() }), limit: 2_000 },
    { verb: 'list the labels', thing: `repository ${github.repository}` },
  );
  if (!listed.ok) return listed;
  const there = listed.value.items.map((label) => label.name);
  const found: string[] = [];
  for (const wanted of labels) {
    const name = there.find((one) => one.toLowerCase() === wanted.toLowerCase());
    if (name === undefined) return failed(labelUnknown(wanted, nearest(wanted, there)));
    found.push(name);
  }
  return ok(found);
}

/** Fails for whom GitHub would leave out without a word. */
export async function requireAssignees(github: Github, logins: readonly string[]): Promise<Outcome<void>> {
  for (const assignee of logins) {
    const asked = await github.ask('GET /assignees/{assignee}', { assignee }, nothing, { verb: `assign ${assignee}`, thing: `assignee ${assignee}` });
    if (!asked.ok) return asked.failure.code === 'github/not-found' ? failed(cannotAssign(assignee, github.repository)) : asked;
  }
  return ok(undefined);
}

/** Inputs of an edit of an issue or a pull request: its labels, and whose it is. */
export const handing = {
  addLabels: z.array(label).max(100).optional().describe('Labels to put on it.'),
  removeLabels: z.array(label).max(100).optional().describe('Labels to take off it.'),
  assign: z.array(login).max(10).optional().describe('Assign it to these people as well.'),
  unassign: z.array(login).max(10).optional().describe('No longer assign it to these people.'),
};
type Handing = { readonly [name in keyof typeof handing]?: readonly string[] | undefined };
interface Handed {
  readonly labels: readonly string[];
  readonly assignees: readonly string[];
}

/** Both as they will be; sorted, as GitHub keeps no order. Fails for a label or a person that is not known there. */
export async function handedOn(github: Github, before: Handed, what: Handing): Promise<Outcome<Handed>> {
  const labels = await requireLabels(github, what.addLabels ?? []);
  if (!labels.ok) return labels;
  const assign = (what.assign ?? []).map(bare);
  const assignees = await requireAssignees(
    github,
    assign.filter((one) => !holds(before.assignees, one)),
  );
  if (!assignees.ok) return assignees;
  return ok({
    labels: joined(before.labels, labels.value, what.removeLabels ?? []),
    assignees: joined(before.assignees, assign, (what.unassign ?? []).map(bare)),
  });
}

/** Whatever its case. */
export const holds = (all: readonly string[], one: string): boolean => all.some((other) => other.toLowerCase() === one.toLowerCase());

/** What was there, and what is new, without what goes; sorted. */
export const joined = (there: readonly string[], add: readonly string[], remove: readonly string[]): readonly string[] =>
  [...there, ...add.filter((one) => !holds(there, one))].filter((one) => !holds(remove, one)).sort();

/** Whether an edit says nothing: no input, or lists without anything in them. */
export const namesNothing = (inputs: readonly unknown[]): boolean => inputs.every((one) => one === undefined || (Array.isArray(one) && one.length === 0));
