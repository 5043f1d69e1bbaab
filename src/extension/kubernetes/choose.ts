import * as vscode from 'vscode';
import { z } from 'zod';
import { FailureError } from '../../domain/failure/failure.ts';
import { type Offers, offers } from '../../tools/kubernetes/workload/offers.ts';
import { askIn } from '../infrastructure/ask.ts';
import { type Ask, AskFailed, type Doing } from '../infrastructure/branch.ts';
import { patiently } from '../infrastructure/patiently.ts';
import type { Place } from './place.ts';

const patienceMs = 20_000;
const got = z.object({ offers: offers.optional(), objects: z.array(z.object({ name: z.string(), status: z.string().optional() })) });

/** Asks through the gate; what went wrong is told as a command's failure. */
export const asker =
  ({ shell, folder }: Doing): Ask =>
  async (tool, input, timeoutMs = patienceMs) => {
    const { house } = await shell.runtime();
    const of = typeof input.context === 'string' ? `context ${input.context}` : 'the cluster';
    return patiently(`Asking ${of}`, (signal) =>
      askIn(house, folder, signal)(tool, input, timeoutMs).catch((error: unknown) => {
        throw error instanceof AskFailed ? new FailureError(error.failure) : error;
      }),
    );
  };

/** What an object offers to choose from. */
export const choicesOf = async (at: Doing, place: Place): Promise<Offers> =>
  got.parse(await asker(at)('kubernetes.get', { ...place })).offers ?? { containers: [], ports: [] };

/** One of several, asked for; the only one, or none, as it is. Throws `CancellationError` when nobody chooses. */
export async function chooseOne(title: string, of: readonly string[]): Promise<string | undefined> {
  if (of.length < 2) return of[0];
  const chosen = await vscode.window.showQuickPick(of, { title });
  if (chosen === undefined) throw new vscode.CancellationError();
  return chosen;
}

/** A pod behind a workload; a pod itself. */
export async function choosePod(at: Doing, place: Place, { selector }: Offers): Promise<string> {
  if (place.kind === 'pod') return place.name;
  const { kind: _, name: __, ...where } = place;
  const { objects } = got.parse(await asker(at)('kubernetes.get', { kind: 'pod', ...where, ...(selector === undefined ? {} : { selector }) }));
  const running = objects.filter(({ status }) => status === undefined || status === 'Running');
  const pod = await chooseOne(
    `Which pod of ${place.name}?`,
    (running.length > 0 ? running : objects).map(({ name }) => name),
  );
  if (pod === undefined) throw new FailureError(noPodFor(place));
  return pod;
}

const noPodFor = ({ name, namespace }: Place) =>
  ({
    code: 'kubernetes/no-pods',
    category: 'user',
    severity: 'low',
    recoverable: true,
    message: `${name} has no pod${namespace === undefined ? '' : ` in ${namespace}`} now.`,
    fix: 'Scale it up if it is at zero, or describe it to see what it waits for.',
  }) as const;
