import { z } from 'zod';
import { digestOf } from '../../../base/hash.ts';
import { failed, ok } from '../../../domain/failure/failure.ts';
import { noForward } from '../../../domain/failure/kubernetes.ts';
import { tool } from '../../../domain/tool.ts';
import { openForwards, stopForward as stop } from './forwards.ts';

export const stopForward = tool({
  name: 'kubernetes.stopForward',
  effect: 'change',
  summary: 'Stop a port-forward that is open in this process.',
  input: z.strictObject({
    id: z
      .string()
      .regex(/^forward-\d{1,9}$/, 'as kubernetes.listForwards gives it')
      .describe('Which one, as kubernetes.listForwards names it.'),
  }),
  output: z.object({ id: z.string(), localPort: z.int() }),
  says: [
    'stop the port-forward forward-1',
    'close the tunnel forward-2',
    'stop the forward forward-1',
    'close tunnel forward-2',
    'end port-forward forward-3',
    'close forward-1',
    'shut the tunnel forward-2 down',
    'stop forwarding forward-3',
    'close forward f1',
    'end the port forward f1',
    'stop tunnel f1',
    'forward f1 is not needed any more',
    'end the tunnel forward-1',
    'close port forward forward-2',
    'cut forward-3',
    'shut the forward forward-2 down',
    'cancel port forwarding forward-5',
    'I no longer need forward-1',
    'the forward forward-3 is still open, stop it',
    'kill the tunnel forward-4',
    "I don't need forward 1 any more, please stop it",
    "Please terminate port-forward a81c. It was meant for the demo only and our security people don't like such things being open overnight.",
    'stop forwarding, id fwd-3',
    'the port-forward pf-12 should be closed',
    'I need my local 8080 back, so end port-forward pf-4',
    'cut the portforward 11',
    'get rid of the open forward pf-31',
    'let go of port-forward c04',
    'i finished the debugging, please close the port forwarding number 21',
    'The forward with the id fwd-5 is the one to grafana, it may be stopped now because the demo is over.',
  ],
  examples: [{ title: 'Close a port-forward', input: { id: 'forward-7' } }],
  guessMs: 50,
  repeatable: true,

  async preview({ id }) {
    const found = openForwards().find((f) => f.id === id);
    if (found === undefined) return failed(noForward(id));
    return ok({
      digest: digestOf({ id, localPort: found.localPort }),
      summary: `Close ${found.url} to ${found.name}`,
      files: [],
      undo: 'nothing-changed',
      warnings: [],
    });
  },

  async run({ id }) {
    const stopped = await stop(id);
    if (!stopped.ok) return stopped;
    return {
      ok: true,
      output: { id, localPort: stopped.value.localPort },
      summary: `Closed ${stopped.value.url}.`,
      undo: { impossible: 'open it again with kubernetes.portForward' },
    };
  },

  verify: async ({ id }) => (openForwards().some((f) => f.id === id) ? { met: false, missing: ['it is open still'] } : { met: true }),
});
