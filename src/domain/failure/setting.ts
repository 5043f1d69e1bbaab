import type { Failure, Problem } from './failure.ts';

export const settingUnknown = (id: string, near: string | undefined): Failure => ({
  code: 'setting/unknown',
  category: 'validation',
  severity: 'low',
  recoverable: true,
  message: `There is no setting ${id}.`,
  fix: near === undefined ? 'nimbus config get lists them.' : `Did you mean ${near}? nimbus config get lists them.`,
});

export const settingInvalid = (id: string, why: string): Failure => ({
  code: 'setting/invalid',
  category: 'validation',
  severity: 'low',
  recoverable: true,
  message: `${id} was left as it is: ${why}.`,
  fix: `nimbus config get ${id} says what it is.`,
});

/** The file of the settings can't be used as a whole. */
export const settingsBroken = (path: string, problems: readonly Problem[]): Failure => ({
  code: 'setting/broken',
  category: 'validation',
  severity: 'low',
  recoverable: true,
  message: `${path} can't be used: ${problems[0]?.path ? `${problems[0].path}: ` : ''}${problems[0]?.message ?? 'it can’t be read'}.`,
  fix: 'Correct it, or take single settings back with nimbus config reset; nimbus config check tells all that is wrong.',
  problems,
});
