import * as vscode from 'vscode';
import { z } from 'zod';
import type { Doing } from '../infrastructure/branch.ts';
import { asker } from './choose.ts';

const known = z.object({
  kinds: z.array(z.object({ name: z.string(), shortNames: z.array(z.string()), apiVersion: z.string(), namespaced: z.boolean() })),
});

/** A kind the cluster knows, custom ones too; in a namespace, of those that are in one. Throws `CancellationError` when nobody chooses. */
export async function chooseKind(
  at: Doing,
  { context, namespace }: Record<string, unknown>,
  title: string,
): Promise<{ readonly label: string; readonly isNamespaced: boolean }> {
  const { kinds } = known.parse(await asker(at)('kubernetes.listKinds', { context, ...(namespace === undefined ? {} : { namespaced: true }) }));
  const chosen = await vscode.window.showQuickPick(
    kinds.map(({ name, shortNames, apiVersion, namespaced }) => ({
      label: name,
      description: [...shortNames, apiVersion].join(' · '),
      isNamespaced: namespaced,
    })),
    { title, placeHolder: 'All that this cluster knows, custom ones too', matchOnDescription: true },
  );
  if (chosen === undefined) throw new vscode.CancellationError();
  return chosen;
}
