import { GetCallerIdentityCommand, type GetCallerIdentityCommandInput, STSClient } from '@aws-sdk/client-sts';
import type { ClientConfig } from '../session.ts';

export function stsCalls({ pathStyle: _, ...config }: ClientConfig, abortSignal: AbortSignal) {
  const client = new STSClient(config);
  return {
    getCallerIdentity: (input: GetCallerIdentityCommandInput) => client.send(new GetCallerIdentityCommand(input), { abortSignal }),
  };
}
