import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Tool } from '../../../src/domain/tool.ts';
import { githubTools } from '../../../src/tools/github/all.ts';
import { workplace } from '../../support/drive-tool.ts';
import { escapedFile, type HostileInput, hostileInputs, isLikeBody, marked, textPlaces } from '../../support/fuzz-input.ts';
import { githubWorld, type Request, startGithub } from '../../support/github.ts';
import { sampleData } from '../../support/github-data.ts';
import { fields, type Named, prepare, samples } from './fuzz-samples.ts';

/** All that may be asked for, as it stands on the wire: one segment is one segment. */
const roads = [
  '/user',
  '/repos/O/N',
  '/repos/O/N/(?:labels|issues|pulls)',
  '/repos/O/N/(?:assignees|branches|rules/branches|compare)/[^/]+',
  '/repos/O/N/commits/[^/]+/(?:check-runs|status)',
  '/graphql',
  '/storage/logs/\\d+',
  '/repos/O/N/git/refs?/(?:heads|tags)%2F[^/]+',
  '/repos/O/N/milestones(?:/\\d+)?',
  '/repos/O/N/git/tags/[0-9a-f]{40}',
  '/repos/O/N/commits/[^/]+',
  '/repos/O/N/actions/runs(?:/\\d+(?:/(?:jobs|rerun|rerun-failed-jobs))?)?',
  '/repos/O/N/actions/jobs/\\d+/logs',
  '/repos/O/N/releases(?:/(?:latest|generate-notes|\\d+|tags/[^/]+))?',
  '/repos/O/N/(?:issues|pulls)/\\d+(?:/(?:comments|labels|files|reviews|merge|requested_reviewers))?',
  '/repos/O/N/issues/comments/\\d+',
  '/repos/O/N/pulls/\\d+/reviews/\\d+(?:/dismissals)?',
];
const queries = new Set(['state', 'sort', 'direction', 'base', 'head', 'per_page', 'page', 'labels', 'assignee', 'creator', 'since', 'filter', 'head_sha']);

function strays({ url, method }: Request, place: string): readonly string[] {
  const [path = '', query = ''] = url.replace(/^\/case-\d+/, '').split('?');
  const [owner = '', name = ''] = place.split('/').slice(-2).map(encodeURIComponent);
  const fits = roads.some((road) => new RegExp(`^${road.replace('O', () => owner).replace('N', () => name)}$`).test(path));
  const dots = path.split('/').some((segment) => /^(?:\.|%2e){1,2}$/i.test(segment));
  const unknown = [...new URLSearchParams(query).keys()].filter((key) => !queries.has(key));
  return fits && !dots && unknown.length === 0 ? [] : [`${method} ${url}`];
}

const plainHeaders = new Set([
  'accept',
  'accept-encoding',
  'accept-language',
  'authorization',
  'connection',
  'content-length',
  'content-type',
  'host',
  'sec-fetch-mode',
  'user-agent',
  'x-github-api-version',
]);

/** What is good in nearly every form: some of those texts are enough. What becomes part of an address is tried most. */
const isFree = (place: string): boolean => /body|title|comment|message|notes|description|name|text|job|label|^call|^to|^expect/i.test(place);
/** Of the texts for an address, so many are also written somewhere; the others go as far as a preview goes. */
const runsMax = 6;

interface Found {
  readonly problems: readonly string[];
  /** Where in bodies a hostile text stood, as the harmless one did: `POST title`. */
  readonly fields: readonly string[];
  readonly requests: number;
  readonly bodies: number;
}

test('every text of an input gets to its place in a request, and nowhere else', { timeout: 500_000 }, async () => {
  const seen = { cases: 0, tried: 0, requests: 0, bodies: 0 };
  const problems: string[] = [];
  const arrived: Record<string, string> = {};
  const each = githubTools.flatMap((tool, first) => {
    const sample = samples[tool.name];
    if (sample === undefined) throw new Error(`no sample for ${tool.name}`);
    const given = new Map<string, HostileInput[]>(textPlaces(tool.input, sample).map((place) => [place.name, []]));
    // Another text is the first for each tool, so that all of them are tried.
    let n = first;
    for (const hostile of hostileInputs(tool.input, sample, { seed: tool.name })) {
      seen.cases++;
      if (!tool.input.safeParse(hostile.input).success) continue;
      if (n++ % (isFree(hostile.place.name) ? 61 : hostile.form === 'alone' ? 4 : 40) === 0) given.get(hostile.place.name)?.push(hostile);
    }
    return [...given].map(async ([place, cases]) => {
      const found = await judged(tool, sample, cases);
      seen.tried += cases.length;
      seen.requests += found.requests;
      seen.bodies += found.bodies;
      problems.push(...found.problems);
      if (found.fields.length > 0) arrived[`${tool.name} ${place}`] = found.fields.join(', ');
    });
  });
  await Promise.all(each);
  console.log(`${seen.cases} cases, ${seen.tried} of them tried, ${seen.requests} requests, ${seen.bodies} of them with a body, ${problems.length} escapes`);
  expect(problems.slice(0, 20)).toEqual([]);
  expect(seen.cases).toBeGreaterThan(5_000);
  expect(arrived).toEqual(fields);
});

/** On a GitHub of its own: what GitHub wants to lie between two writes then holds up nothing else. All of one place. */
async function judged(tool: Tool, sample: object, cases: readonly HostileInput[]): Promise<Found> {
  const github = await startGithub();
  const world = githubWorld(github.url);
  const start = async (input: unknown, runs: boolean): Promise<readonly Request[]> => {
    const from = github.requests.length;
    Object.assign(github.data, sampleData());
    prepare(github.data, tool.name, input as Named);
    await (runs ? tool.run(input, workplace(world)) : tool.preview?.(input, workplace(world)));
    return github.requests.slice(from);
  };
  const meant = new Map<string, Meant>();
  const found = { problems: [] as string[], fields: new Set<string>(), requests: 0, bodies: 0 };
  for (const [i, { input, value, place }] of cases.entries()) {
    const runs = tool.effect === 'read' || isFree(place.name) || i < runsMax;
    // `owner/name`, `organization/team`: the marker is none.
    const isPair = place.benign.includes('/') && value.includes('/');
    const key = `${runs} ${isPair}`;
    const as = (text: string): string => arrivesAs(tool.name, place.name, text);
    if (!meant.has(key)) {
      const { input: harmless, benign } = isPair ? { input: sample, benign: place.benign } : marked(tool.input, sample, place);
      meant.set(key, { sent: (await start(tool.input.parse(harmless), runs)).map(saidBy), benign: as(benign) });
    }
    const { sent, benign } = meant.get(key) ?? { sent: [], benign: '' };
    const called = `${tool.name} ${place.name} ${JSON.stringify(value)}`;
    const checked = tool.input.parse(input) as Named;
    for (const request of await start(checked, runs)) {
      const now = saidBy(request);
      const like = sent.find((before) => isLikeBody(before, now, benign, as(value)));
      // Of another repository anything may be read on the way to finding that it is not there.
      const isRead = place.name === 'repository' && now.method === 'GET' && isEmpty(now.body);
      if (like === undefined && !isRead) found.problems.push(`${called} sent ${JSON.stringify(now)}`);
      found.problems.push(...strays(request, checked.repository ?? '').map((stray) => `${called}: ${stray}`));
      found.problems.push(...Object.keys(request.headers).flatMap((name) => (plainHeaders.has(name) ? [] : [`${called}: header ${name}`])));
      found.requests++;
      if (!isEmpty(now.body)) found.bodies++;
      if (like !== undefined && !isEmpty(like.body)) for (const name of fieldsWith(like.body, benign)) found.fields.add(`${now.method} ${name}`);
    }
  }
  if (existsSync(join(world.folder, escapedFile))) found.problems.push(`${tool.name} ran something`);
  return { ...found, fields: [...found.fields].sort() };
}

/** What the harmless text leads to. */
interface Meant {
  readonly sent: readonly Said[];
  readonly benign: string;
}

/** What a request says, each part by itself. */
interface Said {
  readonly method: string;
  readonly path: string;
  readonly query: readonly (readonly [string, string])[];
  readonly body: unknown;
}
const saidBy = ({ method, path, url, body }: Request): Said => ({ method, path, query: [...new URLSearchParams(url.split('?')[1] ?? '')], body });
const isEmpty = (body: unknown): boolean => Object.keys(body as object).length === 0;

/** Names of the fields a text stands in; of a list, the list's. */
const fieldsWith = (body: unknown, text: string): readonly string[] =>
  Object.entries(body as object).flatMap(([name, value]) => (JSON.stringify(value).includes(text) ? [name] : []));

/** What a text of an input is meant to be in a request. */
function arrivesAs(tool: string, place: string, text: string): string {
  // The host before owner and name is where the request goes.
  if (place === 'repository') return text.split('/').slice(-2).join('/');
  // A login may have an @ before it, and a team its organization.
  if (/^(?:(?:un)?assign|assignees?|reviewers|remove|author)\b/.test(place)) return text.replace(/^@/, '').replace(/^.*\//, '');
  // GitHub takes off what stands around these titles; what is sent is what will be there.
  return /\.(?:edit.*|createMilestone)$/.test(tool) && place === 'title' ? text.trim() : text;
}
