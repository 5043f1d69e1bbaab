import type { Failure } from '../../src/domain/failure/failure.ts';

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
export const canariesIn = (what: string, text: string): readonly string[] =>
  Object.values(canaries)
    .filter((canary) => text.includes(canary))
    .map((canary) => `${what}: ${canary}`);
