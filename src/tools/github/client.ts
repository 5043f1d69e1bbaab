import { retry } from '@octokit/plugin-retry';
import { throttling } from '@octokit/plugin-throttling';
import { Octokit } from '@octokit/rest';

// Brings the whole of Octokit: imported with import() at first use, see connect.ts.

const Client = Octokit.plugin(throttling, retry);
export type Client = InstanceType<typeof Client>;

const nothing = (): void => {};

/**
 * Talks to one server. Writes to it are a second apart, what notifies people three, over all clients of this process, as
 * GitHub asks for (docs.github.com, "Best practices for using the REST API"). What is to wait longer comes back as an
 * error: the caller waits, so that it can be cancelled. Follows no redirect: a POST would become a GET on the way.
 */
export const clientFor = (api: string, token: string): Client =>
  new Client({
    baseUrl: api,
    auth: token,
    userAgent: 'nimbus',
    // A message of Octokit's could quote a request.
    log: { debug: nothing, info: nothing, warn: nothing, error: nothing },
    throttle: { id: api, onRateLimit: () => false, onSecondaryRateLimit: () => false },
    retry: { doNotRetry: [400, 401, 403, 404, 405, 409, 410, 415, 422, 429, 451, 501], retries: 2, retryAfterBaseValue: 300 },
    request: { redirect: 'manual' },
  });
