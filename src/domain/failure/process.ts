import { duration } from '../../base/say.ts';
import type { Failure } from './failure.ts';

export const programMissing = (program: string, howToGet: string): Failure => ({
  code: 'program/missing',
  category: 'system',
  severity: 'medium',
  recoverable: true,
  missing: true,
  message: `${program} was not found on this machine.`,
  fix: howToGet,
});

export const programTooOld = (program: string, has: string, needs: string, howToGet: string): Failure => ({
  code: 'program/too-old',
  category: 'system',
  severity: 'medium',
  recoverable: true,
  missing: true,
  message: `${program} is version ${has}; this needs ${needs} or newer.`,
  fix: howToGet,
});

export const programFailed = (program: string, code: number, stderr: string): Failure => ({
  code: 'program/failed',
  category: 'system',
  severity: 'medium',
  recoverable: true,
  message: `${program} ended with ${code}: ${stderr.trim().split('\n').at(-1)?.trim() || 'it printed no message'}`,
  fix: 'Its whole output is in the run.',
  details: stderr.slice(-4000),
});

export const programKilled = (program: string, signal: string): Failure => ({
  code: 'program/killed',
  category: 'system',
  severity: 'medium',
  recoverable: true,
  message: `${program} was ended from outside (${signal}) before it was done.`,
  fix: 'If that was not you, look at the memory of this machine; then run it again.',
});

export const programTimedOut = (program: string, timeoutMs: number): Failure => ({
  code: 'program/timeout',
  category: 'system',
  severity: 'medium',
  recoverable: true,
  message: `${program} was not done after ${duration(timeoutMs)} and was stopped, with everything it had started.`,
  fix: 'Run it by hand to see what it waits for, or allow it more time.',
});

export const programGarbled = (program: string, output: string, promised = 'the JSON it promises'): Failure => ({
  code: 'program/garbled',
  category: 'system',
  severity: 'medium',
  recoverable: true,
  message: `${program} printed something that is not ${promised}, so its answer can't be trusted.`,
  fix: `Check that the ${program.split(' ')[0]} on your PATH is the real one.`,
  details: output.slice(0, 2000),
});
