import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { Workplace } from '../../../domain/workplace.ts';

/** A sign-in that is not there shows at once. A network that is slow is given one more try; one that is not there must not hold up a plan for long. */
const waitsMs: readonly number[] = [4_000, 12_000];

/**
 * Asks AWS whose the credentials are; `undefined`: nobody said in time. Never throws for what an account or a network does;
 * rejects only when the step is cancelled.
 */
export async function whoAmI(profile: string | undefined, region: string | undefined, at: Workplace, waits = waitsMs): Promise<string | undefined> {
  const env = at.env;
  const hasKeys = env.AWS_ACCESS_KEY_ID && env.AWS_SECRET_ACCESS_KEY;
  const client = new STSClient({
    region: region ?? 'us-east-1',
    maxAttempts: 1,
    ...(env.AWS_ENDPOINT_URL ? { endpoint: env.AWS_ENDPOINT_URL } : {}),
    ...((profile ?? env.AWS_PROFILE) ? { profile: (profile ?? env.AWS_PROFILE) as string } : {}),
    ...(profile === undefined && hasKeys
      ? {
          credentials: {
            accessKeyId: env.AWS_ACCESS_KEY_ID as string,
            secretAccessKey: env.AWS_SECRET_ACCESS_KEY as string,
            ...(env.AWS_SESSION_TOKEN ? { sessionToken: env.AWS_SESSION_TOKEN } : {}),
          },
        }
      : {}),
  });
  try {
    for (const waitMs of waits) {
      const late = AbortSignal.timeout(waitMs);
      try {
        return (await client.send(new GetCallerIdentityCommand({}), { abortSignal: AbortSignal.any([at.signal, late]) })).Account;
      } catch {
        at.signal.throwIfAborted();
        // What is refused would be refused again.
        if (!late.aborted) return undefined;
      }
    }
    return undefined;
  } finally {
    client.destroy();
  }
}
