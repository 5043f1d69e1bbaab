import { type Risk, risks, worstRisk } from '../domain/effect.ts';
import type { EnvironmentName } from '../domain/environment.ts';
import type { Impact, Mark, Operation } from '../domain/impact.ts';

export interface Weight {
  readonly risk: Risk;
  readonly reasons: readonly string[];
}

/** What an operation weighs by itself; on what holds data the second counts. */
const byOperation: Readonly<Record<Operation, readonly [Risk, Risk]>> = {
  read: ['low', 'low'],
  import: ['low', 'medium'],
  create: ['low', 'low'],
  update: ['medium', 'medium'],
  forget: ['medium', 'high'],
  delete: ['high', 'critical'],
  replace: ['high', 'critical'],
};

/** What a mark adds, whatever the operation, and why. */
const byMark: Readonly<Partial<Record<Mark, readonly [Risk, string]>>> = {
  'deletes-data': ['critical', 'data is deleted'],
  'deletes-key': ['critical', 'a key is deleted, and with it what it encrypts'],
  'protection-off': ['high', 'a guard against deletion is switched off'],
  'widens-access': ['high', 'it gives more access'],
  'exposes-publicly': ['high', 'it can be reached from everywhere'],
  'runs-code': ['high', 'code of the configuration runs on this machine'],
  'force-push': ['high', 'it overwrites what others may have fetched'],
  'protected-branch': ['high', 'the branch is protected'],
  'rewrites-history': ['high', 'history is rewritten'],
  'secret-in-content': ['critical', 'a secret is in what it sends'],
  'cluster-scoped': ['high', 'it acts on the whole cluster'],
  'system-namespace': ['critical', 'it acts on the cluster’s own namespace'],
  'scales-to-zero': ['high', 'nothing of it would be running'],
  cascades: ['high', 'more goes with it than is named'],
  privileged: ['high', 'it may do anything on its node'],
  restarts: ['medium', 'it restarts what is running'],
  drift: ['medium', 'what is there is not what was last seen'],
  'stale-state': ['critical', 'the state is older than the one last seen'],
  deferred: ['medium', 'part of it is decided only later'],
  incomplete: ['high', 'part of the plan is missing'],
  errored: ['high', 'the plan ended with an error'],
  unknown: ['medium', 'part of it was not understood'],
};

/** How grave one change is, and why. In production everything that is not low is one step graver. Pure. */
export function weigh({ operation, marks }: Impact, environment: EnvironmentName): Weight {
  const holdsData = marks.includes('stateful');
  const own = byOperation[operation][holdsData ? 1 : 0];
  const added = marks.flatMap((mark) => byMark[mark] ?? []).length === 0 ? [] : marks.flatMap((mark) => (byMark[mark] === undefined ? [] : [byMark[mark]]));
  const reasons = [
    ...(holdsData && (operation === 'delete' || operation === 'replace') ? [`it holds data, and is ${operation}d`] : []),
    ...added.map(([, why]) => why),
  ];
  const risk = worstRisk([own, ...added.map(([risk]) => risk)]);
  return environment === 'prod' && risk !== 'low' ? { risk: graver(risk), reasons: [...reasons, 'it is production'] } : { risk, reasons };
}

const graver = (risk: Risk): Risk => risks[Math.min(risks.indexOf(risk) + 1, risks.length - 1)] ?? 'critical';
