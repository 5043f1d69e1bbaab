import { z } from 'zod';
import { nearest } from '../../base/nearest.ts';
import { failed, type Outcome, ok } from '../../domain/failure/failure.ts';
import { cannotAssign, labelUnknown } from '../../domain/failure/github.ts';
import type { Github } from './connect.ts';
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
