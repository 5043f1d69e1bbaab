import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { Workplace } from '../../../domain/workplace.ts';

/** A sign-in that is not there shows at once; a network that is not there must not hold up a plan. */
const waitMs = 4000;

/** Asks AWS whose the credentials are. Never throws for what an account or a network does; rejects only when the step is cancelled. */
export async function whoAmI(profile: string | undefined, region: string | undefined, at: Workplace): Promise<string | undefined> {
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
    const { Account } = await client.send(new GetCallerIdentityCommand({}), { abortSignal: AbortSignal.any([at.signal, AbortSignal.timeout(waitMs)]) });
    return Account;
  } catch {
    at.signal.throwIfAborted();
    return undefined;
  } finally {
    client.destroy();
  }
}
