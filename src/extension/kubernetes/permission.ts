import * as vscode from 'vscode';
import type { z } from 'zod';
import { canI } from '../../tools/kubernetes/can-i.ts';
import type { Doing } from '../infrastructure/branch.ts';
import { notify } from '../report.ts';
import { asker } from './choose.ts';
import { chooseKind } from './kinds.ts';
import { placeOf } from './place.ts';

const verbs: Readonly<Record<z.output<typeof canI.input>['verb'], string>> = {
  get: 'look at one',
  list: 'look at all',
  watch: 'follow what becomes of them',
  create: 'make one',
  update: 'replace what is there',
  patch: 'change a part of it',
  delete: 'delete one',
  deletecollection: 'delete all at once',
};
const said = canI.output;

/** Asks the cluster whether this account may do something there, and says what it answers. */
export async function checkPermission(at: Doing, where: { readonly context: string; readonly namespace?: string }): Promise<void> {
  const place = where.namespace === undefined ? `the whole cluster (context ${where.context})` : placeOf(where.namespace, where.context);
  const verb = await vscode.window.showQuickPick(
    Object.entries(verbs).map(([label, description]) => ({ label, description })),
    { title: `What would be done in ${place}?`, placeHolder: 'Nothing is: the cluster is asked whether it may be' },
  );
  if (verb === undefined) throw new vscode.CancellationError();
  const kind = await chooseKind(at, where, `To which kind, to ${verb.label} it?`);
  const isAnywhere = where.namespace === undefined || !kind.isNamespaced;
  const input = {
    verb: verb.label,
    kind: kind.label,
    context: where.context,
    ...(isAnywhere ? { allNamespaces: kind.isNamespaced } : { namespace: where.namespace }),
  };
  const { allowed, reason } = said.parse(await asker(at)('kubernetes.canI', input));
  const answer = allowed ? 'Yes: this account may' : 'No: this account may not';
  const because = reason === undefined ? '' : ` The cluster says: ${reason}`;
  await notify(
    allowed ? 'info' : 'warning',
    `${answer} ${verb.label} ${kind.label} in ${isAnywhere ? `the whole cluster (context ${where.context})` : place}.${because}`,
    [{ label: 'Check Another…', do: () => checkPermission(at, where) }],
  );
}
