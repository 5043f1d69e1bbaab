import type { Failure } from './failure.ts';

export const ruleUnknown = (id: string, meant: string | undefined): Failure => ({
  code: 'rules/unknown',
  category: 'validation',
  severity: 'low',
  recoverable: true,
  message: `There is no rule ${id}, so nothing was checked.`,
  fix: meant ? `${meant} is near; \`rules list\` shows them all.` : '`rules list` shows them all.',
});
