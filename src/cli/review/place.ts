import { type Environment, environmentNames } from '../../domain/environment.ts';
import { FailureError } from '../../domain/failure/failure.ts';
import { badUsage } from '../../domain/failure/run.ts';
import type { StateSeen, StatesSeen } from '../../domain/terraform/whole-plan.ts';
import { environmentOf } from '../../safety/environment.ts';

export interface ReviewOptions {
  readonly environment?: string;
  readonly context?: readonly string[];
  /** `offline` or `infracost`. */
  readonly prices?: string;
}

/** Where the plan would be applied, as the person says it. */
export interface ReviewPlace {
  readonly environment?: Environment;
  /** `account`, `workspace`, …: what policies decide on. */
  readonly facts: Readonly<Record<string, string>>;
  readonly states: StatesSeen;
}

/** Keys of `--context` about the state: what it is, and what it was when it was last seen. */
const aboutState = {
  lineage: ['now', 'lineage'],
  serial: ['now', 'serial'],
  resources: ['now', 'resources'],
  lastlineage: ['last', 'lineage'],
  lastserial: ['last', 'serial'],
  lastresources: ['last', 'resources'],
} as const;

/** Reads `--environment` and `--context key=value`; throws a failure for what is neither. */
export function reviewPlace({ environment, context = [] }: ReviewOptions): ReviewPlace {
  const facts: Record<string, string> = {};
  const states: { now: Record<string, string | number>; last: Record<string, string | number> } = { now: {}, last: {} };
  for (const pair of context) {
    const [key = '', value] = pair.split(/=(.*)/s);
    if (value === undefined || key === '')
      throw new FailureError(badUsage(`--context ${pair} is not key=value.`, 'For example --context account=123456789012.'));
    const plain = key.toLowerCase().replaceAll(/[^a-z]/g, '');
    if (!Object.hasOwn(aboutState, plain)) {
      facts[key] = value;
      continue;
    }
    const [which, what] = aboutState[plain as keyof typeof aboutState];
    if (what !== 'lineage' && !/^\d{1,15}$/.test(value))
      throw new FailureError(badUsage(`--context ${pair} is not a number.`, `For example --context ${key}=42.`));
    states[which][what] = what === 'lineage' ? value : Number(value);
  }
  const said = environment ?? facts.environment;
  return {
    ...(said === undefined ? {} : { environment: named(said, environment === undefined ? '--context environment' : '--environment') }),
    facts,
    states: { now: states.now as StateSeen, ...(Object.keys(states.last).length === 0 ? {} : { last: states.last as StateSeen }) },
  };
}

/** One of the four, or what people call one: `production`, `stg`. */
function named(said: string, by: string): Environment {
  const name =
    environmentNames.find((one) => one === said.toLowerCase()) ??
    environmentOf({ target: { system: 'terraform', label: '', facts: { environment: said } } }).name;
  return { name, because: `${by} says ${said}` };
}
