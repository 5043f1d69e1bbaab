import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { failed, ok } from '../../src/domain/failure/failure.ts';
import { needsApproval } from '../../src/domain/failure/plan.ts';
import type { Target } from '../../src/domain/impact.ts';
import { acceptedPoliciesIn } from '../../src/host/accepted-policies.ts';
import { profilesIn } from '../../src/host/profiles.ts';
import { look } from '../../src/session/look.ts';
import type { Previewed } from '../../src/session/run.ts';
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

describe('a policy holds for what only looks', () => {
  const called: unknown[] = [];
  const plans = testTool('t.plans', {
    effect: 'plan',
    preview: async (input) => {
      const what = (input as { what?: string }).what ?? 'code';
      const marks = what === 'code' ? (['runs-code'] as const) : [];
      return ok({
        digest: what,
        summary: `Plan ${what}`,
        files: [],
        undo: 'nothing-changed',
        warnings: [],
        impacts: [{ address: 'data.external.who', type: 'external', operation: 'read', marks }],
      });
    },
    async run(input) {
      called.push(input);
      return { ok: true, output: {}, summary: 'Planned.', undo: 'nothing-changed' };
    },
  });
  const rule = (when: string, answer: string) => `nimbus: 1\nrules:\n  - { id: r, when: ${when}, answer: ${answer}, because: we said so }\n`;
  const house = (policy: string) => {
    called.length = 0;
    const at = testHouse([plans, testTool('t.finds', gives({ what: 'code' }))]);
    writeFileSync(join(at.data, 'policy.yaml'), policy);
    return at;
  };
  const alone = [{ id: 'a', tool: 't.plans', input: {} }];

  test('a run is refused, or asks', async () => {
    expect(transcript(await all(start(house(rule('{ tool: t.plans }', 'deny')), alone)))).toContain('run-ended refused safety/refused');
    expect(called).toEqual([]);
    const told = transcript(await all(start(house(rule('{ mark: runs-code }', 'confirm')), alone)));
    expect(told).toContain('step-decided a confirm\nconsent-asked\nconsent-given\nstep-started a');
  });

  test('with nobody there the plan is kept, and its hash runs it', async () => {
    const at = house(rule('{ effect: plan }', 'confirm'));
    let hash = '';
    const consent = async ({ plan }: Previewed) => {
      hash = plan.hash;
      return failed(needsApproval('kept.plan.yaml', hash));
    };
    expect(transcript(await all(start(at, alone, { consent })))).toContain('run-ended refused safety/needs-approval');
    expect(called).toEqual([]);
    expect(transcript(await all(start(at, alone, { approved: hash })))).toContain('run-ended succeeded');
  });

  test('what it is made from comes first, where a rule goes by what is in it', async () => {
    const steps = [
      { id: 'find', tool: 't.finds', input: {} },
      { id: 'plan', tool: 't.plans', input: { what: '${steps.find.output.what}' } },
    ];
    const told = transcript(await all(start(house(rule('{ mark: runs-code }', 'deny')), steps)));
    expect(told).toContain('step-decided plan later\nstep-started find\nstep-ended find succeeded: Done.\nstep-previewed plan\nstep-decided plan deny');
    expect(called).toEqual([]);
    // No other rule makes a stage of it.
    expect(transcript(await all(start(house(rule('{ mark: runs-code, effect: change }', 'deny')), steps)))).toContain('step-decided plan allow');
  });

  test.each([
    ['by its tool', '{ tool: t.plans }', 'deny', 'Refused: we said so [r]. Nothing was run.'],
    ['by what is in it', '{ mark: runs-code }', 'deny', 'Refused: we said so (data.external.who) [r]. Nothing was run.'],
    [
      'by its effect, as nobody can be asked there',
      '{ effect: plan }',
      'confirm',
      'Refused: it computes and leaves nothing behind and we said so [r]. Nothing was run.',
    ],
  ])('a look without a history is refused, too: %s', async (_how, when, answer, message) => {
    const at = house(rule(when, answer));
    const seen = await look(at, at.folder, 't.plans', {}, { trusted: true }, new AbortController().signal);
    expect(seen.ok ? 'it ran' : seen.failure.message).toBe(message);
    expect(called).toEqual([]);
  });
});
