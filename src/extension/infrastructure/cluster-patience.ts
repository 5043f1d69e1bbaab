import { type Ask, AskFailed } from './branch.ts';

/** A cluster that does not answer in this time is shown as such; the tree goes on. A little more than a connection may take, whose own words are clearer. */
export const patienceMs = 3_300;

/** A program that asks the cluster has to start first, and tells no more than that it took too long. */
const programPatienceMs = 10_000;

const silences: ReadonlySet<string> = new Set(['workspace/no-answer', 'kubernetes/no-answer', 'kubernetes/unreachable']);

/** Asks a program about a namespace, and beside it the cluster itself: one that is gone is told as soon as elsewhere in the tree. */
export async function askProgram(
  ask: Ask,
  tool: string,
  input: { readonly context: string; readonly namespace: string; readonly release?: string },
): Promise<unknown> {
  const { context, namespace } = input;
  const cluster = ask('kubernetes.get', { kind: 'namespace', name: namespace, context }, patienceMs).catch((error: unknown) => {
    // Who may not look at the namespace has been told so by a cluster that is there.
    if (!(error instanceof AskFailed) || silences.has(error.failure.code)) throw error;
  });
  const [answer] = await Promise.all([ask(tool, { ...input }, programPatienceMs), cluster]);
  return answer;
}
