import type { Risk } from '../domain/effect.ts';
import type { EnvironmentName } from '../domain/environment.ts';
import type { Impact, Mark, Operation } from '../domain/impact.ts';
import { marksOfObject } from './kubernetes.ts';

export interface Weight {
  readonly risk: Risk;
  /** From the gravest. */
  readonly reasons: readonly string[];
}

/** Grave in dev, in staging and where nothing says which it is, and in production. */
type Weights = readonly [dev: Risk, staging: Risk, prod: Risk];

interface Row {
  /** One of these. Absent: any. */
  readonly on?: readonly Operation[];
  /** All of these. Absent: whatever its marks. */
  readonly marks?: readonly Mark[];
  /** Not with this one. */
  readonly unless?: Mark;
  readonly weighs: Weights;
  /** To a person; absent where the operation says it already. */
  readonly says?: string;
}

const removing: readonly Operation[] = ['delete', 'replace'];
const changing = ['create', 'update', 'replace', 'delete', 'forget', 'import'] as const satisfies readonly Operation[];

/** Every row that fits counts, and the gravest of them is the answer. */
const rows: readonly Row[] = [
  // What is done, whatever it is done to.
  { on: ['create', 'import'], weighs: ['low', 'low', 'medium'] },
  { on: ['update'], unless: 'moved', weighs: ['low', 'medium', 'medium'] },
  { on: ['forget'], weighs: ['medium', 'medium', 'high'], says: 'nobody manages it any more' },
  { on: removing, weighs: ['medium', 'high', 'high'] },

  // Data and keys.
  { on: ['update', 'import'], marks: ['stateful'], weighs: ['medium', 'medium', 'high'] },
  { on: ['forget'], marks: ['stateful'], weighs: ['medium', 'high', 'high'], says: 'it holds data' },
  { on: removing, marks: ['stateful'], weighs: ['critical', 'critical', 'critical'], says: 'it holds data' },
  { marks: ['deletes-data'], weighs: ['high', 'high', 'critical'], says: 'data is deleted' },
  { on: removing, marks: ['deletes-data'], weighs: ['critical', 'critical', 'critical'] },
  { marks: ['deletes-key'], weighs: ['critical', 'critical', 'critical'], says: 'a key is deleted, and with it what it encrypts' },
  {
    on: ['create', 'update', 'forget', 'import', 'read'],
    marks: ['protection-off'],
    weighs: ['high', 'high', 'critical'],
    says: 'a guard against loss is taken away',
  },
  { on: removing, marks: ['protection-off'], weighs: ['critical', 'critical', 'critical'], says: 'in the same change a guard against loss is taken away' },

  // Who gets in.
  { marks: ['widens-access'], weighs: ['medium', 'high', 'high'], says: 'it gives more access' },
  { marks: ['exposes-publicly'], weighs: ['medium', 'high', 'high'], says: 'it can be reached from everywhere' },
  { marks: ['exposes-publicly', 'stateful'], weighs: ['high', 'critical', 'critical'], says: 'data can be reached from everywhere' },
  { marks: ['exposes-publicly', 'widens-access'], weighs: ['high', 'critical', 'critical'], says: 'everyone may do more than before' },
  { marks: ['privileged'], weighs: ['high', 'high', 'high'], says: 'it may do anything on its node' },
  { marks: ['secret-in-content'], weighs: ['critical', 'critical', 'critical'], says: 'a secret is in what it sends' },

  // How far it reaches.
  { marks: ['cascades'], weighs: ['high', 'high', 'critical'], says: 'more goes with it than is named' },
  { on: changing, marks: ['cluster-scoped'], weighs: ['medium', 'high', 'high'], says: 'it acts on the whole cluster' },
  { on: removing, marks: ['cluster-scoped'], weighs: ['high', 'high', 'critical'] },
  { on: changing, marks: ['system-namespace'], weighs: ['high', 'high', 'critical'], says: 'it acts on a namespace of the cluster itself' },
  { on: removing, marks: ['system-namespace'], weighs: ['critical', 'critical', 'critical'] },
  { marks: ['scales-to-zero'], weighs: ['medium', 'high', 'critical'], says: 'nothing of it would be running' },
  { marks: ['restarts'], weighs: ['low', 'medium', 'high'], says: 'it restarts what is running' },
  { marks: ['runs-code'], weighs: ['medium', 'medium', 'high'], says: 'code that came with it runs' },

  // Git.
  { marks: ['force-push'], weighs: ['high', 'high', 'critical'], says: 'it overwrites what others may have fetched' },
  { marks: ['force-push', 'protected-branch'], weighs: ['critical', 'critical', 'critical'], says: 'the branch is protected' },
  { on: ['delete'], marks: ['protected-branch'], weighs: ['critical', 'critical', 'critical'] },
  { marks: ['protected-branch'], weighs: ['medium', 'medium', 'high'], says: 'the branch is protected' },
  { marks: ['rewrites-history'], weighs: ['high', 'high', 'critical'], says: 'history is rewritten' },

  // What is not as it was thought to be.
  { marks: ['stale-state'], weighs: ['critical', 'critical', 'critical'], says: 'the state is not the one that was last seen' },
  { marks: ['empty-state'], weighs: ['low', 'high', 'high'], says: 'the state knows of nothing yet' },
  { marks: ['drift'], weighs: ['low', 'low', 'medium'], says: 'what is there is not what was last seen' },
  { on: removing, marks: ['drift'], weighs: ['high', 'high', 'high'], says: 'what is there is not what was last seen' },
  { marks: ['moved'], weighs: ['low', 'low', 'low'] },
  { marks: ['deferred'], weighs: ['medium', 'medium', 'medium'], says: 'part of it is decided only later' },
  { marks: ['check-failed'], weighs: ['medium', 'medium', 'high'], says: 'something that must hold does not' },
  { marks: ['incomplete'], weighs: ['medium', 'high', 'high'], says: 'it is a part only' },
  { marks: ['errored'], weighs: ['high', 'high', 'high'], says: 'it ended with an error' },
  { marks: ['unknown'], weighs: ['medium', 'medium', 'high'], says: 'part of it was not understood' },
  { marks: ['unknown', 'stateful'], weighs: ['high', 'high', 'critical'], says: 'part of it was not understood' },
  { on: [...removing, 'forget'], marks: ['unknown'], weighs: ['high', 'high', 'critical'], says: 'part of it was not understood' },
];

const column: Readonly<Record<EnvironmentName, 0 | 1 | 2>> = { dev: 0, staging: 1, unknown: 1, prod: 2 };

/** The rows that can fit an operation, so that a plan with thousands of changes is weighed quickly. */
const rowsFor = (operation: Operation): readonly Row[] => rows.filter(({ on }) => on === undefined || on.includes(operation));
const rowsOf: Readonly<Record<Operation, readonly Row[]>> = {
  read: rowsFor('read'),
  create: rowsFor('create'),
  update: rowsFor('update'),
  replace: rowsFor('replace'),
  delete: rowsFor('delete'),
  forget: rowsFor('forget'),
  import: rowsFor('import'),
};

/** How grave one change is, and why. Table-driven; pure. */
export function weigh(impact: Impact, environment: EnvironmentName): Weight {
  const marks = [...impact.marks, ...marksOfObject(impact)];
  const has = (mark: Mark): boolean => marks.includes(mark);
  let risk: Risk = 'low';
  const said: { readonly risk: Risk; readonly says: string }[] = [];
  for (const row of rowsOf[impact.operation]) {
    if (row.marks !== undefined && !row.marks.every(has)) continue;
    if (row.unless !== undefined && has(row.unless)) continue;
    const own = row.weighs[column[environment]];
    if (rank[own] > rank[risk]) risk = own;
    if (row.says !== undefined) said.push({ risk: own, says: row.says });
  }
  return { risk, reasons: [...new Set(said.sort((a, b) => rank[b.risk] - rank[a.risk]).map(({ says }) => says))] };
}

const rank: Readonly<Record<Risk, number>> = { low: 0, medium: 1, high: 2, critical: 3 };
