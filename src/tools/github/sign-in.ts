import { failed, type Outcome, ok } from '../../domain/failure/failure.ts';
import { notSignedIn, tokenRefused } from '../../domain/failure/github.ts';
import type { Workplace } from '../../domain/workplace.ts';
import type { Place } from './place.ts';

export interface Token {
  /** Goes into a header and nowhere else. */
  readonly value: string;
  /** Where it comes from, to a person. */
  readonly source: string;
}

const forCloud = ['GH_TOKEN', 'GITHUB_TOKEN'];
const forServer = ['GH_ENTERPRISE_TOKEN', 'GITHUB_ENTERPRISE_TOKEN', ...forCloud];

/** The environment's token, as gh reads it; else the session of the editor, which is one for github.com alone. */
export async function tokenFor({ host, cloud }: Pick<Place, 'host' | 'cloud'>, at: Workplace): Promise<Outcome<Token>> {
  const variables = host === 'github.com' || host.endsWith('.ghe.com') ? forCloud : forServer;
  for (const name of variables) {
    const value = at.env[name]?.trim();
    if (!value) continue;
    // Anything else can't stand in a header; it would fail there with the token in the message.
    return /^[\x21-\x7e]+$/.test(value) ? ok({ value, source: `the token in ${name}` }) : failed(tokenRefused(host, `the token in ${name}`));
  }
  const session = cloud ? await at.signIn('github', ['repo']) : undefined;
  return session === undefined ? failed(notSignedIn(host, variables)) : ok({ value: session, source: 'the GitHub session of the editor' });
}
