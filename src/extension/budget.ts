import { count, duration } from '../base/say.ts';
import type { EnvironmentName } from '../domain/environment.ts';
import { usualLimits } from '../executor/budget.ts';
import type { RunView } from '../protocol/run-fold.ts';
import { progress } from '../protocol/run-words.ts';
import { limitsOf, type Policies } from '../safety/policy/decide.ts';
import { shippedPolicies } from '../safety/review.ts';

/** What one run may spend where it works. */
export interface Ceilings {
  readonly calls: number;
  readonly minutes: number;
  /** US dollars a month that may be added; absent: no ceiling. */
  readonly monthlyCost?: number;
  readonly environment: EnvironmentName;
}

export function ceilingsOf(policies: Policies = shippedPolicies, environment: EnvironmentName = 'unknown'): Ceilings {
  const { calls, minutes, monthlyCost } = limitsOf(policies);
  const cost = monthlyCost?.[environment];
  return {
    calls: calls ?? usualLimits.calls,
    minutes: minutes ?? usualLimits.workMs / 60_000,
    environment,
    ...(cost === undefined ? {} : { monthlyCost: cost }),
  };
}

/** One thing a run spends: how much of how much. */
export interface Spent {
  readonly what: 'time' | 'calls' | 'cost';
  /** `42 s of 4 h`. */
  readonly words: string;
  /** 0 to 1 and beyond. */
  readonly share: number;
}

export interface BudgetLook {
  readonly text: string;
  /** Markdown. */
  readonly tooltip: string;
  /** Something is nearly used up. */
  readonly isNearEnd: boolean;
  /** For a screen reader. */
  readonly label: string;
}

/** From this share on a ceiling is near. */
const nearShare = 0.8;

/** What a run at work has used of what it may, `now` in ms since 1970. Pure. */
export function budgetLook(view: RunView, ceilings: Ceilings, now: number): BudgetLook {
  const { done, of } = progress(view);
  const spent = spentBy(view, ceilings, now);
  const near = spent.filter(({ share }) => share >= nearShare).toSorted((a, b) => b.share - a.share);
  const steps = `${done} of ${count(of, 'step')}`;
  const [worst] = near;
  const time = spent.find(({ what }) => what === 'time')?.words.split(' of ')[0] ?? '';
  const rest = worst === undefined ? time : `${worst.what} ${worst.words}`;
  return {
    text: `$(${worst === undefined ? 'dashboard' : 'warning'}) ${steps} · ${rest}`,
    isNearEnd: worst !== undefined,
    label: `Nimbus budget: ${steps}, ${spent.map(({ what, words }) => `${what} ${words}`).join(', ')}${worst === undefined ? '' : `. Nearly used up: ${worst.what}`}`,
    tooltip: [
      `**${view.goal.replaceAll(/[\\`*_{}[\]()#+\-.!<>|~]/g, '\\$&')}**`,
      `| | |\n|---|---|\n${[`| steps | ${steps} |`, ...spent.map(({ what, words, share }) => `| ${what} | ${words}${share >= nearShare ? ' $(warning)' : ''} |`)].join('\n')}`,
      worst === undefined
        ? 'Click to see the run.'
        : 'A run that is over a ceiling is stopped; what it did stays, and can be taken back. Click to see the run.',
    ].join('\n\n'),
  };
}

function spentBy(view: RunView, { calls, minutes, monthlyCost, environment }: Ceilings, now: number): readonly Spent[] {
  const workMs = view.runningSince === undefined ? 0 : Math.max(0, (view.endedAt ?? now) - view.runningSince);
  const made = view.steps.reduce((n, { attempts }) => n + attempts, 0);
  return [
    { what: 'time', words: `${duration(Math.floor(workMs / 1000) * 1000)} of ${duration(minutes * 60_000)}`, share: workMs / (minutes * 60_000) },
    { what: 'calls', words: `${made.toLocaleString('en-US')} of ${calls.toLocaleString('en-US')}`, share: made / calls },
    ...costOf(view, monthlyCost, environment),
  ];
}

/** What its previews say it adds to the bill; what has no price is said, and never taken for nothing. */
function costOf(view: RunView, most: number | undefined, environment: EnvironmentName): readonly Spent[] {
  const costs = view.steps.flatMap(({ preview }) => preview?.cost ?? []);
  if (costs.length === 0) return [];
  const added = costs.reduce((sum, { monthlyDelta = 0 }) => sum + monthlyDelta, 0);
  const priced = costs.reduce((n, one) => n + one.priced, 0);
  const unpriced = costs.reduce((n, one) => n + one.unpriced, 0);
  const parts = `${priced} priced, ${unpriced} unpriced`;
  const sign = added < 0 ? '−' : '+';
  return [
    {
      what: 'cost',
      words: `${sign}$${Math.abs(added).toFixed(2)} a month${most === undefined ? '' : ` of $${most.toLocaleString('en-US')} in ${environment}`} (${parts})`,
      share: most === undefined || added <= 0 ? 0 : most === 0 ? 1 : added / most,
    },
  ];
}

/** The ceilings themselves, where nothing runs: for the profile's tooltip. */
export const ceilingWords = ({ calls, minutes, monthlyCost, environment }: Ceilings): string =>
  [
    'A run may take at most:',
    `- ${count(calls, 'call')} of tools`,
    `- ${duration(minutes * 60_000)} of work`,
    ...(monthlyCost === undefined ? [] : [`- $${monthlyCost.toLocaleString('en-US')} a month more in ${environment}`]),
  ].join('\n');
