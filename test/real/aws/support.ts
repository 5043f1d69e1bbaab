import { ok } from '../../../src/domain/failure/failure.ts';
import type { Preview, Tool } from '../../../src/domain/tool.ts';
import type { Workplace } from '../../../src/domain/workplace.ts';
import { workplaceOn } from '../../../src/host/workplace.ts';
import { awsTools } from '../../../src/tools/aws/all.ts';
import { type Called, takeBack } from '../../support/drive-tool.ts';
import { start, testHouse } from '../../support/house.ts';
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

/** The run taken back, through the same flow; how that ended. */
export async function rollBack(w: World, called: Pick<Called, 'runId' | 'events'>): Promise<string> {
  const { events, failure } = await takeBack(w, called);
  const end = events.flatMap(({ event }) => (event.type === 'run-ended' ? [event] : [])).at(-1);
  if (end === undefined) return failure?.message ?? 'nothing';
  const failures = events.flatMap(({ event }) => (event.type === 'step-ended' && event.failure ? [event.failure.message] : []));
  return [end.outcome, ...failures, ...end.missing, ...(end.failure === undefined ? [] : [end.failure.message])].join('; ');
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

/** Runs a sync and cancels it as soon as so much of it is told. */
export async function cutOff(w: World, input: object, atFraction: number) {
  const handle = start(w, [{ id: 'step', tool: 'aws.s3.sync', input }], { consent: async ({ plan }) => ok({ hash: plan.hash, by: 'test' }) });
  const events = [];
  for await (const recorded of handle.events) {
    events.push(recorded);
    const { event } = recorded;
    if (event.type === 'step-progressed' && (event.fraction ?? 0) >= atFraction && (event.fraction ?? 0) < 1) handle.cancel();
  }
  return { events, runId: handle.runId };
}
