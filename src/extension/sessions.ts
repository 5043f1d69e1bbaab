import type { AuthenticationGetSessionOptions, AuthenticationSession } from 'vscode';

/** As much of the editor's `authentication` as is needed. */
interface Authentication {
  getSession(
    provider: string,
    scopes: readonly string[],
    options: AuthenticationGetSessionOptions,
  ): Thenable<Pick<AuthenticationSession, 'accessToken'> | undefined>;
}

/** Tokens of the editor's sessions; `undefined` where there is none, or where it may not be used. */
export function sessions(editor: Authentication) {
  const token = async (provider: string, scopes: readonly string[], options: AuthenticationGetSessionOptions): Promise<string | undefined> => {
    try {
      return (await editor.getSession(provider, scopes, options))?.accessToken;
    } catch {
      return undefined;
    }
  };
  return {
    /** Asks the person to sign in, or to let Nimbus use their session, where that is needed. */
    asked: (provider: string, scopes: readonly string[]) => token(provider, scopes, { createIfNone: true }),
    /** Asks nobody, and leaves no mark in the menu of accounts either. */
    present: (provider: string, scopes: readonly string[]) => token(provider, scopes, { silent: true }),
  };
}
