import type { RecordedEvent } from '../../../src/domain/event.ts';
import type { Failure } from '../../../src/domain/failure/failure.ts';
import { ok } from '../../../src/domain/failure/failure.ts';
import type { Preview, Tool, Verdict } from '../../../src/domain/tool.ts';
import type { Workplace } from '../../../src/domain/workplace.ts';
import { workplaceOn } from '../../../src/host/workplace.ts';
import { rollbackPlan } from '../../../src/session/rollback.ts';
import { type RunRequest, startRun } from '../../../src/session/start.ts';
import { awsTools } from '../../../src/tools/aws/all.ts';
import { all, start, testHouse } from '../../support/house.ts';
import type { Moto } from '../../support/moto.ts';
import { tempFolder } from '../../support/temp.ts';

export type World = Omit<ReturnType<typeof testHouse>, 'workplace'> & {
  readonly env: Record<string, string>;
  readonly workplace: ReturnType<typeof workplaceOn>;
};

/** The environment of a person who is signed in to what `env` says and to nothing else on this machine. */
export const awsEnv = (env: Readonly<Record<string, string>>): Record<string, string> => ({
  HOME: tempFolder(),
  PATH: process.env.PATH ?? '',
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_REGION: 'eu-central-1',
  ...env,
});

export function world(env: Readonly<Record<string, string>>, tools: readonly Tool[] = awsTools): World {
  const house = testHouse(tools);
  const seen = awsEnv(env);
  // The store of the house, under the environment of this test.
  const { blobs } = house.workplace(house.folder, new AbortController().signal, () => {});
  return { ...house, env: seen, workplace: workplaceOn(house.data, blobs, { env: () => seen }) };
}

export const workplaceOf = (w: World, signal: AbortSignal = new AbortController().signal, progress: Workplace['progress'] = () => {}): Workplace =>
  w.workplace(w.folder, signal, progress);

export interface Called {
  readonly status: string;
  readonly summary: string;
  // biome-ignore lint/suspicious/noExplicitAny: what a tool gives differs from tool to tool, and a test says what it expects
  readonly output: any;
  readonly failure: Failure | undefined;
  readonly verdict: Verdict | undefined;
  readonly preview: Preview | undefined;
  readonly events: readonly RecordedEvent[];
  readonly runId: string;
}

/** A person who says yes, and types what is asked for. */
const yes: RunRequest['consent'] = async ({ plan }, decisions) => {
  const typed = [...decisions].flatMap(([id, d]) => (d.kind === 'confirm' && d.typed !== undefined ? [[id, d.typed] as const] : []));
  return ok({ hash: plan.hash, by: 'test', typed: new Map(typed) });
};

/** One step through the whole flow, with a yes. `meanwhile` happens between the yes and the run. */
export async function call(w: World, tool: string, input: object, meanwhile: () => Promise<void> | void = () => {}): Promise<Called> {
  let preview: Preview | undefined;
  const handle = start(w, [{ id: 'step', tool, input }], {
    consent: async (seen, decisions, signal) => {
      preview = seen.previews.get('step');
      await meanwhile();
      return yes(seen, decisions, signal);
    },
  });
  const events = await all(handle);
  const ended = events.flatMap(({ event }) => (event.type === 'step-ended' ? [event] : [])).at(-1);
  const end = events.flatMap(({ event }) => (event.type === 'run-ended' ? [event] : [])).at(-1);
  return {
    status: ended?.status ?? end?.outcome ?? 'nothing',
    summary: ended?.summary ?? '',
    output: ended?.output,
    failure: ended?.failure ?? end?.failure,
    verdict: ended?.verdict,
    preview,
    events,
    runId: handle.runId,
  };
}

/** The run taken back, through the same flow; how that ended. */
export async function rollBack(w: World, called: Pick<Called, 'runId' | 'events'>): Promise<string> {
  const plan = rollbackPlan(called.runId, 'A test', called.events, w.tools);
  if (!plan.ok) return plan.failure.message;
  const events = await all(
    startRun(w, {
      folder: w.folder,
      goal: plan.value.goal,
      plan: async () => plan,
      consent: yes,
      circumstances: { trusted: true, mode: 'act' },
      rollbackOf: called.runId,
    }),
  );
  const failures = events.flatMap(({ event }) => (event.type === 'step-ended' && event.failure ? [event.failure.message] : []));
  const end = events.flatMap(({ event }) => (event.type === 'run-ended' ? [event] : [])).at(-1);
  const unmet = end?.missing ?? [];
  return [end?.outcome ?? 'nothing', ...failures, ...unmet, ...(end?.failure === undefined ? [] : [end.failure.message])].join('; ');
}

/** What a preview says, as text a person can read. */
export const told = (preview: Preview | undefined): string =>
  preview === undefined
    ? 'nothing'
    : [
        preview.summary,
        ...(preview.impacts ?? []).map((i) => `${i.operation} ${i.type} ${i.address} [${i.marks.join(' ')}]${i.detail === undefined ? '' : ` ${i.detail}`}`),
        ...preview.warnings.map((warning) => `! ${warning}`),
        `undo: ${preview.undo === 'nothing-changed' ? preview.undo : 'impossible' in preview.undo ? `impossible, ${preview.undo.impossible}` : preview.undo.steps.map((s) => s.tool).join(', ')}`,
      ].join('\n');

/** Signs in to another account, by a role of it. */
export async function otherAccount(moto: Moto, env: Record<string, string>): Promise<void> {
  const answer = await moto.call(
    'sts',
    'eu-central-1',
    'Action=AssumeRole&Version=2011-06-15&RoleArn=arn:aws:iam::222222222222:role/other&RoleSessionName=test',
  );
  const get = (name: string) => new RegExp(`<${name}>([^<]+)</${name}>`).exec(answer)?.[1] ?? '';
  Object.assign(env, { AWS_ACCESS_KEY_ID: get('AccessKeyId'), AWS_SECRET_ACCESS_KEY: get('SecretAccessKey'), AWS_SESSION_TOKEN: get('SessionToken') });
}
