import type { Finished, Workplace } from '../../../domain/workplace.ts';

/** As GitHub's own command line reads them. Source: cli.github.com/manual/gh_help_environment. */
const variables = ['GH_TOKEN', 'GITHUB_TOKEN'];
const passedIn = 'NIMBUS_GITHUB_TOKEN';

/** Git found no credential for github.com over HTTPS, and there is nobody it could ask. */
export const asksForGithub = ({ code, stderr }: Finished): boolean =>
  code !== 0 && /could not read (?:Username|Password) for 'https:\/\/(?:[^@'/]*@)?github\.com\/?'/.test(stderr);

/**
 * What lets one run of git sign in to github.com, and nowhere else, with the token of the environment or the editor's session;
 * `undefined` where there is neither. The token is in a variable of that process: not in its arguments, not in an address.
 */
export async function githubLogin(at: Workplace): Promise<Readonly<Record<string, string>> | undefined> {
  const token = variables.map((name) => at.env[name]?.trim()).find(Boolean) ?? (await at.signIn('github', ['repo']));
  if (token === undefined || !/^[\x21-\x7e]+$/.test(token)) return undefined;
  at.hide('github.token', token);
  const before = Number(at.env.GIT_CONFIG_COUNT) || 0;
  const key = 'credential.https://github.com.helper';
  // The empty one takes out what is set up: git would hand the token to that, to be kept.
  const helpers = ['', `!f() { test "$1" != get || printf 'username=x-access-token\\npassword=%s\\n' "$${passedIn}"; }; f`];
  return {
    [passedIn]: token,
    GIT_CONFIG_COUNT: String(before + helpers.length),
    ...Object.fromEntries(
      helpers.flatMap(
        (value, i) =>
          [
            [`GIT_CONFIG_KEY_${before + i}`, key],
            [`GIT_CONFIG_VALUE_${before + i}`, value],
          ] as const,
      ),
    ),
  };
}
