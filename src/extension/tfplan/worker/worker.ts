import { parentPort } from 'node:worker_threads';
import { FailureError } from '../../../domain/failure/failure.ts';
import { rowFacts } from '../details.ts';
import type { AskKind, Asks, FromThread, ToThread } from './messages.ts';
import { blocksIn, type PlanInHand, planIn } from './read.ts';

// A plan's own thread: it holds the plan, so that the extension need not. Nothing here may import `vscode`.

const port = parentPort;
if (port === null) throw new Error('This file is the thread that reads Terraform plans: it has no life of its own.');

const send = (message: FromThread): void => port.postMessage(message);
let inHand: PlanInHand | undefined;

const answers: { readonly [K in AskKind]: (ask: Asks[K]['ask']) => Promise<Asks[K]['answer']> } = {
  async read(ask) {
    const plan = await planIn(ask, (doing) => send({ type: 'doing', doing }));
    if (!plan.ok) throw new FailureError(plan.failure);
    inHand = plan.value;
    return { shown: inHand.shown, hidden: inHand.hidden };
  },
  row: async ({ row }) => inHand && rowFacts(inHand.read, inHand.entries, row),
  blocks: ({ kept, directory }) => blocksIn(kept, directory),
};

port.on('message', ({ id, kind, ask }: ToThread) => {
  answers[kind](ask as never).then(
    (answer) => send({ type: 'answer', id, answer }),
    (error: unknown) =>
      send(
        error instanceof FailureError
          ? { type: 'refused', id, failure: error.failure }
          : { type: 'broke', id, why: error instanceof Error ? (error.stack ?? error.message) : String(error) },
      ),
  );
});
