import { z } from 'zod';
import { count } from '../../../base/say.ts';
import { tool } from '../../../domain/tool.ts';
import { openForwards } from './forwards.ts';

const forward = z.object({
  id: z.string(),
  name: z.string(),
  pod: z.string(),
  namespace: z.string(),
  context: z.string(),
  localPort: z.int(),
  remotePort: z.int(),
  url: z.string(),
  connections: z.int(),
  since: z.string().describe('When it was opened.'),
  problem: z.string().optional(),
});

export const listForwards = tool({
  name: 'kubernetes.listForwards',
  effect: 'read',
  summary: 'List the port-forwards that are open in this process.',
  input: z.strictObject({}),
  output: z.object({ forwards: z.array(forward).readonly() }),
  says: [
    'list the open port-forwards',
    'which ports are forwarded',
    'show my port forwards',
    'list the port forwards',
    'which tunnels are open',
    'what am I forwarding',
    'open port forwards',
    'tunnels that are running',
    'open forwards',
    'what is forwarded?',
    'which port forwards are running?',
    'tunnels that are open',
    'list forwards',
    'what is being forwarded',
    'do I have a port forward open',
    'which tunnels are up',
    'active port forwards',
    'forwards that are still open',
    'which local ports lead to the cluster',
    'my tunnels',
    'The browser shows me the old version of the page on localhost and I wonder where that comes from, list my port forwards',
    'what am I forwarding right now from the cluster',
    'is the port-forward to the database still up? show them',
    'Could you tell me what ports are currently forwarded to the cluster?',
    'my database tool connects to the wrong cluster, I suspect an old port-forward from last week, so please list those that are running',
    'all open forwards please',
    'something blocks 8080, is it one of our open port-forwards? show which there are',
    "see what's forwarded from the cluster just now please, my colleague wants to use the same port number and gets an error",
    'what pods and services have I got a port forward to at present',
    'the forwards that are still alive, with their ports',
    'let me see the list of cluster port-forwards in this session',
    "I have opened so many port-forwards to the cluster during the incident that I don't know any more which are alive, show me",
    'tell me about current k8s forwards',
    'list open port foward',
  ],
  examples: [{ title: 'See which ports are forwarded', input: {} }],
  guessMs: 10,

  async run() {
    const forwards = openForwards().map((forward) => {
      const { id, name, namespace, context, localPort, url, since } = forward;
      const problem = forward.problem();
      return {
        ...{ id, name, namespace, context, localPort, url },
        pod: forward.pod(),
        remotePort: forward.remotePort(),
        connections: forward.connections(),
        since: new Date(since).toISOString(),
        ...(problem === undefined ? {} : { problem }),
      };
    });
    return { ok: true, output: { forwards }, summary: `${count(forwards.length, 'port-forward')} open.`, undo: 'nothing-changed' };
  },
});
