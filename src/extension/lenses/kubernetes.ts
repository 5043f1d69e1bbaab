import * as vscode from 'vscode';
import { targetAt } from '../folders.ts';
import { step } from '../infrastructure/branch.ts';
import { logActions } from '../infrastructure/kubernetes.ts';
import { isChartTemplate } from './chart.ts';
import { lens } from './lens.ts';
import { objectsIn } from './read.ts';

/** Longer files are left alone. */
const lengthMax = 1_000_000;
const workloads = new Set(['Deployment', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob', 'Pod']);

/** Diff with Cluster · Apply… on the first object of a manifest, Logs · Follow Logs on each workload. A file that is no manifest, or a chart's template, has none. */
export function kubernetesLenses(document: vscode.TextDocument): vscode.CodeLens[] {
  const folder = vscode.workspace.getWorkspaceFolder(document.uri);
  if (folder === undefined || document.getText().length > lengthMax || isChartTemplate(document.uri.fsPath)) return [];
  const objects = objectsIn(document.getText());
  const [first] = objects;
  if (first === undefined) return [];
  const path = targetAt(document.uri).out;
  const file = {
    id: `lens/${path}`,
    label: path,
    icon: 'file',
    actions: {
      'nimbus.kubernetes.diff': { plan: `What applying ${path} would change`, steps: [step('kubernetes.apply', { path, dryRun: true })] },
      'nimbus.kubernetes.apply': { plan: `Apply ${path}`, steps: [step('kubernetes.apply', { path })] },
    },
  } as const;
  return [
    lens('Diff with Cluster', 'nimbus.kubernetes.diff', folder, file, first.line),
    lens('Apply…', 'nimbus.kubernetes.apply', folder, file, first.line),
    ...objects
      .filter(({ kind, name }) => workloads.has(kind) && name !== undefined)
      .flatMap(({ kind, name = '', namespace, line }) => {
        const one = {
          id: `lens/${path}/${line}`,
          label: name,
          icon: 'output',
          actions: logActions({ kind: kind.toLowerCase(), name, ...(namespace === undefined ? {} : { namespace }) }),
        };
        return [lens('Logs', 'nimbus.kubernetes.logs', folder, one, line), lens('Follow Logs', 'nimbus.kubernetes.followLogs', folder, one, line)];
      }),
  ];
}
