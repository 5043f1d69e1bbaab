import { count } from '../../base/say.ts';
import type { Finding, Severity } from '../finding.ts';
import type { Failure } from './failure.ts';

export const ruleUnknown = (id: string, meant: string | undefined): Failure => ({
  code: 'rules/unknown',
  category: 'validation',
  severity: 'low',
  recoverable: true,
  message: `There is no rule ${id}, so nothing was checked.`,
  fix: meant ? `${meant} is near; \`rules list\` shows them all.` : '`rules list` shows them all.',
});

/** A scan that was asked to fail from a severity on. */
export const findingsFrom = (severity: Severity, findings: readonly Finding[]): Failure => ({
  code: 'rules/findings',
  category: 'user',
  severity: 'medium',
  recoverable: true,
  message: `${count(findings.length, 'finding')} of severity ${severity} or graver.`,
  fix: 'Fix them (`rules.fix` does what it can), or keep one quiet with a comment and a reason.',
  problems: findings
    .slice(0, 50)
    .map((finding) => ({ path: `${finding.file}:${finding.line}`, message: `${finding.message} (${finding.resource}, ${finding.rule})` })),
});

/** A file given as a baseline is none. */
export const notABaseline = (path: string): Failure => ({
  code: 'rules/not-a-baseline',
  category: 'validation',
  severity: 'low',
  recoverable: true,
  message: `${path} is no file of known findings, so nothing was checked.`,
  fix: '`nimbus scan . --format baseline` prints one.',
});
