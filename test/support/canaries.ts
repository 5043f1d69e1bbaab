import type { RecordedEvent } from '../../src/domain/event.ts';
import type { Failure } from '../../src/domain/failure/failure.ts';
import type { Plan } from '../../src/domain/plan.ts';
import type { Tool } from '../../src/domain/tool.ts';
import { runJson, runMarkdown } from '../../src/extension/dashboard/write-run.ts';
import { writePlan } from '../../src/planner/file.ts';
import { emptyRun, foldRun } from '../../src/protocol/run-fold.ts';
import { sqliteAudit } from '../../src/store/audit.ts';
import type { testHouse } from './house.ts';

// Invented, and put together from parts, so that no scanner takes this file for a leak.
export const canaries = {
  password: 'canary-hunter2-pw',
  github: `ghp_${'CanaryCanaryCanaryCanaryCanaryCanary'}`,
  key: `AKIA${'CANARYCANARY0001'}`,
  /** Nothing tells that it is one but a tool that said so. */
  told: 'canary told by a tool',
  url: 'canary-in-url',
  secret: Buffer.from('canary of a cluster').toString('base64'),
};

/** A sentence that holds most of them. */
export const leak = `password="${canaries.password}" ${canaries.github} ${canaries.key} ${canaries.told} https://u:${canaries.url}@example.com`;

export const leakingFailure: Failure = {
  code: 'test/leaks',
  category: 'api',
  severity: 'low',
  recoverable: true,
  message: leak,
  fix: leak,
  details: leak,
  problems: [{ path: 'a', message: leak }],
};

/** Which of them are in what went somewhere. */
export const canariesIn = (what: string, text: string, more: readonly string[] = []): readonly string[] =>
  [...Object.values(canaries), ...more].filter((canary) => text.includes(canary)).map((canary) => `${what}: ${canary}`);

/** Keys under which people give what is secret, wherever a tool takes keys of their own. */
const given = { db_password: canaries.password, apiToken: canaries.github };
const recordsOfTheirOwn = ['vars', 'set', 'setString', 'values', 'backendConfig', 'tags', 'metadata', 'annotations'];

/** An input of a tool with canaries in every text that takes them, but for those under the keys `kept`, and in what it takes by keys. */
export function planted(tool: Tool, input: object, kept: ReadonlySet<string> = namesOfFiles): object {
  const more = recordsOfTheirOwn.map((name) => ({ [name]: given }));
  // One by one: what a schema does not take there is left as it was.
  let now = input;
  const keep = (changed: object): void => {
    if (tool.input.safeParse(changed).success) now = changed;
  };
  for (const way of waysToTexts(input, kept)) keep(withText(now, way) as object);
  for (const one of more) keep({ ...now, ...one });
  return now;
}

/** Nobody knows that half of one is a secret. */
const namesOfFiles: ReadonlySet<string> = new Set(['path']);

/** The keys that lead to each text. */
const waysToTexts = (value: unknown, kept: ReadonlySet<string>): readonly (readonly string[])[] =>
  typeof value === 'string'
    ? [[]]
    : value === null || typeof value !== 'object'
      ? []
      : Object.entries(value).flatMap(([key, inner]) => (kept.has(key) ? [] : waysToTexts(inner, kept)).map((way) => [key, ...way]));

function withText(value: unknown, [key, ...way]: readonly string[]): unknown {
  if (key === undefined) return leak;
  if (Array.isArray(value)) return value.map((inner, at) => (String(at) === key ? withText(inner, way) : inner));
  return Object.fromEntries(Object.entries(value ?? {}).map(([name, inner]) => [name, name === key ? withText(inner, way) : inner]));
}

type Sink = readonly [name: string, text: string];
type House = Pick<ReturnType<typeof testHouse>, 'journal' | 'db'>;

/** All that is told of one run, to a person or a program. */
export async function sinksOfRun({ journal }: House, runId: string, events: readonly RecordedEvent[]): Promise<readonly Sink[]> {
  const row = journal.run(runId);
  if (row === undefined) throw new Error('no run');
  const kept = journal.events(runId);
  const looked = { row, events: kept, view: foldRun(emptyRun, kept).view };
  const plan = events.flatMap(({ event }): Plan[] => (event.type === 'plan-ready' ? [event.plan] : []))[0];
  return [
    ['events', JSON.stringify(events)],
    ['journal', JSON.stringify(kept)],
    ['panel', JSON.stringify({ type: 'show', events: kept })],
    ['report', runMarkdown(looked)],
    ['report as JSON', runJson(looked)],
    ...(plan === undefined ? [] : [['plan as YAML', await writePlan(plan)] as const]),
  ];
}

/** What is kept of all of them. */
export const sinksOfAll = ({ journal, db }: House): readonly Sink[] => [
  ['history', JSON.stringify(journal.runs())],
  ['audit', JSON.stringify([...sqliteAudit(db).entries()])],
];
