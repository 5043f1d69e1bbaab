import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ok } from '../../src/domain/failure/failure.ts';
import type { Target } from '../../src/domain/impact.ts';
import { acceptedPoliciesIn } from '../../src/host/accepted-policies.ts';
import { profilesIn } from '../../src/host/profiles.ts';
import { all, gives, start, testHouse, testTool, transcript } from '../support/house.ts';

const target: Target = { system: 'kubernetes', label: 'context kind-dev', facts: { context: 'kind-dev', account: '123456789012' } };
const acts = testTool('t.acts', {
  ...gives({}),
  effect: 'change',
  preview: async () => ok({ digest: 'd', summary: 'Change it', files: [], undo: 'nothing-changed', warnings: [], target }),
});
const step = [{ id: 'a', tool: 't.acts', input: {} }];

/** How the decision, the typed name and the end came out, with this in the workspace's policy, the user's, and a profile. */
async function outcome(files: { workspace?: string; user?: string; profile?: Record<string, unknown>; accepted?: string }, trusted = true): Promise<string> {
  const at = testHouse([acts]);
  if (files.workspace !== undefined) {
    mkdirSync(join(at.folder, '.nimbus'));
    writeFileSync(join(at.folder, '.nimbus', 'policy.yaml'), files.workspace);
  }
  if (files.accepted !== undefined) await acceptedPoliciesIn(at.data).accept(at.folder, files.accepted);
  if (files.user !== undefined) writeFileSync(join(at.data, 'policy.yaml'), files.user);
  if (files.profile !== undefined) {
    const profiles = profilesIn(at.data);
    await profiles.add({ nimbus: 1, name: 'test', ...files.profile });
    await profiles.use(at.folder, 'test');
  }
  let typed: string | undefined;
  const events = await all(
    start(at, step, {
      circumstances: { trusted, mode: 'act' },
      consent: async ({ plan }, decisions) => {
        const decision = decisions.get('a');
        typed = decision?.kind === 'confirm' ? decision.typed : undefined;
        return ok({ hash: plan.hash, by: 'test', typed: new Map(typed === undefined ? [] : [['a', typed]]) });
      },
    }),
  );
  const end = events.at(-1)?.event;
  const decided = transcript(events).match(/step-decided a (\w+)/)?.[1];
  return `${decided}${typed === undefined ? '' : ` typed ${typed}`}, ${end?.type === 'run-ended' ? (end.failure?.message ?? end.outcome) : ''}`;
}

const rule = (answer: string) => `nimbus: 1\nrules:\n  - { id: r, when: { tool: t.acts }, answer: ${answer}, because: we said so }\n`;

test('policies of the workspace and the user, and the profile in use, decide', async () => {
  expect(await outcome({})).toBe('confirm, succeeded');
  expect(await outcome({ user: rule('allow') })).toBe('allow, succeeded');
  expect(await outcome({ workspace: rule('type') })).toBe('confirm typed kind-dev, succeeded');
  expect(await outcome({ workspace: rule('deny') })).toBe('deny, Refused: we said so [r]. Nothing was run.');
  expect(await outcome({ profile: { protection: 'guarded' } })).toBe('confirm typed kind-dev, succeeded');
  expect(await outcome({ profile: { protection: 'locked' }, user: rule('allow') })).toBe(
    'deny, Refused: the profile test is locked [protection]. Nothing was run.',
  );
  expect(await outcome({ profile: { environment: 'prod' } })).toBe('confirm typed kind-dev, succeeded');
});

test('whoever can write the folder can’t give Nimbus leave: its policy is milder only word for word as its user accepted it', async () => {
  const [allow, loosens] = [rule('allow'), 'nimbus: 1\nlimits: { calls: 100000 }\n'];
  expect(await outcome({ workspace: allow })).toBe('confirm, succeeded');
  expect(await outcome({ workspace: allow, accepted: allow })).toBe('allow, succeeded');
  expect(await outcome({ workspace: `${allow}# and one word more\n`, accepted: allow })).toBe('confirm, succeeded');
  expect(await outcome({ workspace: allow, accepted: loosens })).toBe('confirm, succeeded');
  // What makes things stricter needs nobody's leave.
  expect(await outcome({ workspace: rule('type'), accepted: allow })).toBe('confirm typed kind-dev, succeeded');
  expect(await outcome({ workspace: allow, accepted: allow, user: rule('type') })).toBe('confirm typed kind-dev, succeeded');
});

test('a profile that names an account or a cluster keeps steps from any other', async () => {
  expect(await outcome({ profile: { aws: { account: '123456789012' } } })).toBe('confirm, succeeded');
  expect(await outcome({ profile: { aws: { account: '210987654321' } } })).toBe(
    'deny, Refused: it would act on account 123456789012, but the profile test is for account 210987654321. Nothing was run.',
  );
});

test('a policy or a profile that can’t be used stops what changes something, and says why', async () => {
  expect(await outcome({ workspace: 'nimbus: 1\nruels: []\n' })).toMatch(
    /^deny, Refused: a policy could not be used: \.nimbus\/policy\.yaml is not used: .*ruels is not a word of a policy\. Nothing was run/,
  );
  expect(await outcome({ user: 'nimbus: [' })).toMatch(/^deny, Refused: a policy could not be used: .*policy\.yaml is not used: line 1/);
  expect(await outcome({ profile: { inherits: 'gone' } }).catch((e: Error) => e.message)).toBe('There is no profile gone.');
});
