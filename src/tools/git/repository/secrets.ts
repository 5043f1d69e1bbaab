import type { Impact } from '../../../domain/impact.ts';
import type { Workplace } from '../../../domain/workplace.ts';
import { short } from './head.ts';
import { shown } from './names.ts';
import { inWorkspace, type Repository } from './repository.ts';

/** Formats that are nothing but secrets. */
const certain: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----/, 'a private key'],
  [/\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/, 'an AWS access key'],
  [/\b(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9_]{60,})\b/, 'a GitHub token'],
  [/\bglpat-[\w-]{20,}\b/, 'a GitLab token'],
  [/\bxox[abprs]-[A-Za-z0-9-]{10,}/, 'a Slack token'],
  [/\b[sr]k_live_[A-Za-z0-9]{20,}/, 'a Stripe key'],
  [/\bAIza[\w-]{35}\b/, 'a Google API key'],
];
/** What is often one, and often an example or a test's. */
const likely: readonly (readonly [RegExp, string])[] = [
  [/\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}/, 'a signed token'],
  [/[a-z]+:\/\/[^\s/:@]+:[^\s/@${}<]{3,}@/i, 'an address with a password'],
  [/(?:password|passwd|secret|api_?key|access_?key|token)["']?\s*[:=]\s*["'](?!\$|<|\{|changeme|example|xxx|\*)[^"'\s]{8,}["']/i, 'a password'],
];

interface Secret {
  /** 'an AWS access key'; never the secret itself. */
  readonly what: string;
  readonly isCertain: boolean;
}

/** What in an added line looks like a secret. */
export function secretIn(line: string): Secret | undefined {
  const found = (among: typeof certain) => among.find(([pattern]) => pattern.test(line))?.[1];
  const what = found(certain);
  if (what !== undefined) return { what, isCertain: true };
  const maybe = found(likely);
  return maybe === undefined ? undefined : { what: maybe, isCertain: false };
}

const warningsMax = 20;
const patch = ['--no-color', '--no-ext-diff', '--no-textconv', '--no-prefix', '--unified=0'];

/** Added lines that look like secrets, as `path:line holds what looks like …`; `about` is what `git diff` is asked. */
export async function secretWarnings(repo: Repository, at: Workplace, about: readonly string[]): Promise<readonly string[]> {
  const asked = await repo.run(['diff', ...patch, ...about], { outputBytesMax: 8 * 1024 * 1024, timeoutMs: 60_000 });
  if (!asked.ok || asked.value.code !== 0) return [];
  const warnings = added(asked.value.stdout).map(({ path, line, what }) => `${shown(inWorkspace(repo, at, path))}:${line} holds what looks like ${what}`);
  return warnings.length > warningsMax ? [...warnings.slice(0, warningsMax), `${warnings.length - warningsMax} more lines look like secrets`] : warnings;
}

/** Where a commit that would be sent holds what looks like a secret. */
export interface Leak extends Secret {
  /** Relative to the workspace folder. */
  readonly path: string;
  /** In the file as that commit left it. */
  readonly line: number;
  readonly commit: string;
}

/** So many commits of one push are read, from the newest. */
const commitsMax = 1000;

/**
 * Every secret in the commits a push would send, one that a later commit took out again included; `isWhole`: all of them
 * could be read. `known`: what the remote's branch was at when last seen.
 */
export async function leaksIn(
  repo: Repository,
  at: Workplace,
  commit: string,
  remote: string,
  known: string | undefined,
): Promise<{ readonly leaks: readonly Leak[]; readonly isWhole: boolean }> {
  const range = [commit, '--not', ...(known === undefined ? [] : [known]), `--remotes=${remote}`];
  // Of a merge, what is in neither side.
  const args = ['log', '--patch', '--cc', '--format=%x00%H', `--max-count=${commitsMax + 1}`, ...patch, ...range, '--'];
  const asked = await repo.run(args, { outputBytesMax: 32 * 1024 * 1024, timeoutMs: 60_000 });
  if (!asked.ok || asked.value.code !== 0) return { leaks: [], isWhole: false };
  const commits = asked.value.stdout.split(/\0(?=[0-9a-f]{40,64}\n)/).slice(1);
  const leaks = commits.flatMap((text) =>
    added(text).map((found) => ({ ...found, path: shown(inWorkspace(repo, at, found.path)), commit: text.slice(0, text.indexOf('\n')).trim() })),
  );
  return { leaks, isWhole: !asked.value.truncated && commits.length <= commitsMax };
}

/** Added lines of a patch that look like secrets. */
function added(patchText: string): readonly (Secret & { readonly path: string; readonly line: number })[] {
  const found: (Secret & { path: string; line: number })[] = [];
  let path = '';
  let line = 0;
  // A line `++ x` that was added reads like the head of a file.
  let isHead = true;
  for (const text of patchText.split('\n')) {
    if (text.startsWith('diff ')) isHead = true;
    else if (text.startsWith('@@')) {
      isHead = false;
      line = Number(/\+(\d+)/.exec(text)?.[1] ?? 0);
    } else if (isHead) {
      if (text.startsWith('+++ ')) path = text.slice(4).replace(/\t$/, '');
    } else if (/^[ +]/.test(text)) {
      const secret = /^ *\+/.test(text) ? secretIn(text) : undefined;
      if (secret !== undefined) found.push({ ...secret, path, line });
      if (!/^ *-/.test(text)) line++;
    }
  }
  return found;
}

/** So many lines that look like secrets are told one by one. */
export const leaksTold = 20;
export const leakWords = ({ path, line, commit }: Leak): string => `${path}:${line} in commit ${short(commit)}`;
export const leakImpact = (leak: Leak): Impact => ({
  address: leakWords(leak),
  type: 'commit',
  operation: 'create',
  marks: ['secret-in-content'],
  detail: `it holds what looks like ${leak.what}`,
});
