import type { Workplace } from '../../../domain/workplace.ts';
import { shown } from './names.ts';
import { inWorkspace, type Repository } from './repository.ts';

const kinds: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----/, 'a private key'],
  [/\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/, 'an AWS access key'],
  [/\b(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9_]{60,})\b/, 'a GitHub token'],
  [/\bglpat-[\w-]{20,}\b/, 'a GitLab token'],
  [/\bxox[abprs]-[A-Za-z0-9-]{10,}/, 'a Slack token'],
  [/\b[sr]k_live_[A-Za-z0-9]{20,}/, 'a Stripe key'],
  [/\bAIza[\w-]{35}\b/, 'a Google API key'],
  [/\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}/, 'a signed token'],
  [/[a-z]+:\/\/[^\s/:@]+:[^\s/@${}<]{3,}@/i, 'an address with a password'],
  [/(?:password|passwd|secret|api_?key|access_?key|token)["']?\s*[:=]\s*["'](?!\$|<|\{|changeme|example|xxx|\*)[^"'\s]{8,}["']/i, 'a password'],
];

/** What in an added line looks like a secret; never the secret itself. */
export const secretIn = (line: string): string | undefined => kinds.find(([pattern]) => pattern.test(line))?.[1];

const warningsMax = 20;

/** Added lines that look like secrets, as `path:line holds what looks like …`; `about` is what `git diff` is asked. */
export async function secretWarnings(repo: Repository, at: Workplace, about: readonly string[]): Promise<readonly string[]> {
  const asked = await repo.run(['diff', '--no-color', '--no-ext-diff', '--no-textconv', '--no-prefix', '--unified=0', ...about], {
    outputBytesMax: 8 * 1024 * 1024,
    timeoutMs: 60_000,
  });
  if (!asked.ok || asked.value.code !== 0) return [];
  const warnings: string[] = [];
  let path = '';
  let line = 0;
  for (const text of asked.value.stdout.split('\n')) {
    if (text.startsWith('+++ ')) path = text.slice(4).replace(/\t$/, '');
    else if (text.startsWith('@@')) line = Number(/\+(\d+)/.exec(text)?.[1] ?? 0);
    else if (text.startsWith('+')) {
      const what = secretIn(text);
      if (what !== undefined) warnings.push(`${shown(inWorkspace(repo, at, path))}:${line} holds what looks like ${what}`);
      line++;
    }
  }
  return warnings.length > warningsMax ? [...warnings.slice(0, warningsMax), `${warnings.length - warningsMax} more lines look like secrets`] : warnings;
}
