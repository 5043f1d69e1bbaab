import type { Failure } from './failure.ts';

export const profileUnknown = (name: string, near: string | undefined): Failure => ({
  code: 'profile/unknown',
  category: 'user',
  severity: 'low',
  recoverable: true,
  message: `There is no profile ${name}.`,
  fix: near === undefined ? 'nimbus profile list shows them; nimbus profile create makes one.' : `Did you mean ${near}? nimbus profile list shows them all.`,
});

export const profileInvalid = (path: string, why: string): Failure => ({
  code: 'profile/invalid',
  category: 'validation',
  severity: 'medium',
  recoverable: true,
  message: `${path} is not a profile that can be used: ${why}.`,
  fix: 'Correct it; until then nothing outside the workspace is changed with it.',
});

export const profileExists = (name: string): Failure => ({
  code: 'profile/exists',
  category: 'user',
  severity: 'low',
  recoverable: true,
  message: `There is a profile ${name} already; it was left as it is.`,
  fix: 'Take another name, or remove that one first.',
});
