/** What is used of the Kubernetes client, in a chunk of its own. Reached through `library.ts` only. */
import { KubeConfig } from '@kubernetes/client-node';
import { WebSocketHandler } from '@kubernetes/client-node/dist/web-socket-handler.js';

export const newKubeConfig = (text: string): KubeConfig => {
  const config = new KubeConfig();
  config.loadFromString(text);
  return config;
};

/** A WebSocket to the API server, signed in as `config` says. Messages come in binary, the first byte names the channel. */
export const openSocket = (config: KubeConfig, path: string, onMessage: (channel: number, bytes: Buffer) => void) =>
  new WebSocketHandler(config).connect(
    path,
    () => true,
    (channel: number, bytes: Buffer) => {
      onMessage(channel, bytes);
      return true;
    },
  );

export type { KubeConfig };
