import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Tool } from '../../src/domain/tool.ts';
import { look } from '../../src/session/look.ts';
import { rollbackPlan } from '../../src/session/rollback.ts';
import { awsTools } from '../../src/tools/aws/all.ts';
import { githubTools } from '../../src/tools/github/all.ts';
import { openForwards, stopForward } from '../../src/tools/kubernetes/forward/forwards.ts';
import { kubernetesTools } from '../../src/tools/kubernetes/tools.ts';
import { canaries, canariesIn, leak, planted, sinksOfAll, sinksOfRun } from '../support/canaries.ts';
import { saysYes } from '../support/drive-tool.ts';
import { githubWorld, startGithub, token } from '../support/github.ts';
import { type Data, sampleData } from '../support/github-data.ts';
import { all, start, testHouse } from '../support/house.ts';
import { leakyAws } from '../support/leaky-aws.ts';
import { leakyCluster, ofCluster } from '../support/leaky-cluster.ts';
import { startRecorder } from '../support/recorder.ts';
import { tempFolder } from '../support/temp.ts';
import { plant } from '../support/tree.ts';

type House = ReturnType<typeof testHouse>;

interface Around {
  /** Keys whose texts stay: they lead to the server. */
  readonly kept: readonly string[];
  /** Secrets besides the canaries. */
  readonly more?: readonly string[];
  before?(): void;
}

interface Tried {
  readonly leaks: readonly string[];
  /** Calls that ended well. */
  readonly succeeded: number;
  /** How often something stands in the place of a secret in what was recorded. */
  readonly hidden: number;
  /** Ways back that were read. */
  readonly undos: number;
}

/**
 * Every example of these tools as it is, and with canaries in its texts through the whole flow; looked at, too, and its way back planned: which canaries come out, by tool and sink.
 */
async function canariesOf(house: House, tools: readonly Tool[], { kept, more = [], before }: Around): Promise<Tried> {
  const leaks: string[] = [];
  const seen = { succeeded: 0, hidden: 0, undos: 0 };
  const read = (tool: string, sinks: readonly (readonly [string, string])[]) =>
    leaks.push(...sinks.flatMap(([what, text]) => canariesIn(`${tool}, ${what}`, text, more)));
  for (const tool of tools)
    for (const { input } of tool.examples ?? [])
      for (const wanted of [input as object, planted(tool, input as object, new Set(kept))]) {
        before?.();
        const handle = start(house, [{ id: 'a', tool: tool.name, input: wanted }], { consent: saysYes });
        const events = await all(handle);
        read(tool.name, await sinksOfRun(house, handle.runId, events));
        const back = rollbackPlan(handle.runId, 'A test', events, house.tools);
        read(tool.name, [['roll back', JSON.stringify(back)]]);
        if (back.ok) seen.undos++;
        if (events.some(({ event }) => event.type === 'step-ended' && event.status === 'succeeded')) seen.succeeded++;
        seen.hidden += JSON.stringify(events).match(/<secret:[\w.-]+>/g)?.length ?? 0;
        if (tool.effect !== 'read') continue;
        const looked = await look(house, house.folder, tool.name, wanted, { trusted: true }, new AbortController().signal);
        read(tool.name, [['look', JSON.stringify(looked)]]);
      }
  read('all', sinksOfAll(house));
  return { leaks: [...new Set(leaks)], ...seen };
}

test.each([
  ['answers', false],
  ['refuses', true],
])('no canary of a tool of AWS gets through, where AWS %s', async (_how, fails) => {
  const aws = await startRecorder(leakyAws(fails));
  onTestFinished(() => aws[Symbol.asyncDispose]());
  const house = testHouse(awsTools);
  house.redactor.hide('told', canaries.told);
  const home = tempFolder();
  const env = {
    HOME: home,
    AWS_ENDPOINT_URL: aws.url,
    AWS_REGION: 'eu-central-1',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_MAX_ATTEMPTS: '1',
    AWS_ACCESS_KEY_ID: 'AKIAEXAMPLEEXAMPLE00',
    AWS_SECRET_ACCESS_KEY: 'secret-of-the-example',
  };
  plant(house.folder, { 'site/index.html': leak, 'policy.json': '{}' });
  const kept = ['path', 'region', 'profile', 'account', 'bucket', 'role', 'user', 'policy', 'instanceId', 'instanceIds', 'source', 'destination'];
  const tried = await canariesOf({ ...house, workplace: (...args) => ({ ...house.workplace(...args), env }) }, awsTools, { kept });
  expect(tried.leaks).toEqual([]);
  expect(tried.hidden).toBeGreaterThan(400);
  if (!fails) expect([tried.succeeded > 60, tried.undos > 10]).toEqual([true, true]);
});

test.each(['nothing', 'changes', 'all'] as const)('no canary of a tool of Kubernetes gets through, where the cluster refuses: %s', async (refuses) => {
  onTestFinished(async () => {
    for (const { id } of openForwards()) await stopForward(id);
  });
  const kubeconfig = join(tempFolder(), 'kubeconfig');
  writeFileSync(kubeconfig, JSON.stringify(await leakyCluster(refuses)));
  const house = testHouse(kubernetesTools);
  house.redactor.hide('told', canaries.told);
  const env = { PATH: '/nowhere', HOME: tempFolder(), KUBECONFIG: kubeconfig };
  const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'db' }, data: { value: canaries.secret }, stringData: { pin: ofCluster.pin } };
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web', annotations: { note: leak } },
    spec: { containers: [{ name: 'web', env: [{ name: 'DB_PASSWORD', value: canaries.password }] }] },
  };
  plant(house.folder, { 'k8s/web.yaml': [secret, pod].map((one) => JSON.stringify(one)).join('\n---\n') });
  const tried = await canariesOf({ ...house, workplace: (...args) => ({ ...house.workplace(...args), env }) }, kubernetesTools, {
    kept: ['path', 'context', 'namespace', 'kind', 'name', 'verb', 'action', 'id'],
    more: Object.values(ofCluster),
  });
  expect(tried.leaks).toEqual([]);
  expect(tried.hidden).toBeGreaterThan(150);
  if (refuses === 'nothing') expect([tried.succeeded > 25, tried.undos > 5]).toEqual([true, true]);
});

test.each(['nothing', 'changes', 'all'] as const)('no canary of a tool of GitHub gets through, where GitHub refuses: %s', async (refuses) => {
  const github = await startGithub();
  const refused = refuses === 'all' ? / (?!\/user$)/ : /^(?:POST|PUT|PATCH|DELETE) /;
  if (refuses !== 'nothing') github.next(refused, { status: 422, body: { message: leak, errors: [{ message: leak, field: leak }] } }, { times: 10_000 });
  const house = { ...testHouse(githubTools), workplace: githubWorld(github.url).workplace };
  house.redactor.hide('told', canaries.told);
  const kept = ['repository', 'number', 'head', 'base', 'ref', 'tag', 'labels', 'reviewers', 'assignees'];
  const tried = await canariesOf(house, githubTools, { kept, more: [token], before: () => leakInto(Object.assign(github.data, sampleData())) });
  expect(tried.leaks).toEqual([]);
  expect(tried.hidden).toBeGreaterThan(400);
  if (refuses === 'nothing') expect([tried.succeeded > 40, tried.undos > 10]).toEqual([true, true]);
});

/** Into all that people write there. */
function leakInto(data: Data): void {
  for (const issue of data.issues.values()) {
    Object.assign(issue, { title: leak, body: leak });
    issue.comments.push({ id: 5, author: 'mona', body: leak, createdAt: '2026-01-01T00:00:00Z' });
    issue.pull?.reviews.push({ id: 6, author: 'mona', body: leak, state: 'COMMENTED', commit: 'b'.repeat(40), submittedAt: '2026-01-01T00:00:00Z' });
  }
  for (const release of data.releases) Object.assign(release, { name: leak, body: leak });
  for (const milestone of data.milestones) milestone.description = leak;
  for (const job of data.runs.flatMap(({ jobs }) => jobs))
    job.log = `2026-01-01T00:00:00.1234567Z ${leak}\n${job.log}2026-01-01T00:00:09.1234567Z ##[error]${leak}\n`;
}
