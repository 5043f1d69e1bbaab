import type { Failure, Problem } from './failure.ts';

export const policyInvalid = (path: string, problems: readonly Problem[]): Failure => ({
  code: 'policy/invalid',
  category: 'validation',
  severity: 'high',
  recoverable: true,
  message: `${path} is not used: ${[problems[0]?.path, problems[0]?.message].filter(Boolean).join(': ')}${problems.length > 1 ? ` (and ${problems.length - 1} more)` : ''}.`,
  fix: 'Correct it; until then Nimbus changes nothing here. nimbus policy check shows all that is wrong.',
  problems,
});
