import * as vscode from 'vscode';
import { targetAt } from '../folders.ts';
import type { Branch } from '../infrastructure/branch.ts';
import { step } from '../infrastructure/branch.ts';
import type { HelmSource } from '../kubernetes/helm.ts';
import type { CommandId } from '../manifest/commands.ts';
import { chartOf } from './chart.ts';
import { lens } from './lens.ts';

const dependencies: CommandId = 'nimbus.helm.dependencies';

/** Template · Lint · Diff With Release… · Upgrade… on a chart's values; Lint · Template · Install… on its Chart.yaml, and what it depends on. */
export function helmLenses(document: vscode.TextDocument): vscode.CodeLens[] {
  const folder = vscode.workspace.getWorkspaceFolder(document.uri);
  const chart = folder === undefined ? undefined : chartOf(document.uri.fsPath, folder.uri.fsPath);
  if (folder === undefined || chart === undefined) return [];
  const path = targetAt(document.uri).out;
  const isChart = /\/?Chart\.ya?ml$/.test(path);
  // Those of the chart itself are taken without being named.
  const isOwn = isChart || /(^|\/)values\.ya?ml$/.test(path);
  const source: HelmSource = { chart: chart.path, valuesFiles: isOwn ? [] : [path], name: chart.name };
  const { name: _, ...input } = source;
  const branch: Branch = {
    id: `lens/${path}`,
    label: path,
    icon: 'package',
    actions: {
      'nimbus.helm.template': { show: `Manifests of ${chart.name}`, tool: 'helm.template', input, language: 'yaml', field: 'manifests' },
      'nimbus.helm.lint': { plan: `Lint ${chart.path}`, steps: [step('helm.lint', input)] },
      'nimbus.helm.diff': { do: async (at) => (await import('../kubernetes/helm.ts')).diffRelease(at, source) },
      'nimbus.helm.upgrade': { do: async (at) => (await import('../kubernetes/helm.ts')).upgradeRelease(at, source) },
      'nimbus.helm.install': { do: async (at) => (await import('../kubernetes/helm.ts')).installRelease(at, source) },
    },
  };
  const one = (title: string, command: Parameters<typeof lens>[1]) => lens(title, command, folder, branch, 0);
  const [template, lint] = [one('Template', 'nimbus.helm.template'), one('Lint', 'nimbus.helm.lint')];
  if (!isChart) return [template, lint, one('Diff With Release…', 'nimbus.helm.diff'), one('Upgrade…', 'nimbus.helm.upgrade')];
  const others = /^dependencies:/m.test(document.getText())
    ? [new vscode.CodeLens(new vscode.Range(0, 0, 0, 0), { title: 'Dependencies…', command: dependencies, arguments: [document.uri] })]
    : [];
  return [lint, ...(chart.isLibrary ? [] : [template, one('Install…', 'nimbus.helm.install')]), ...others];
}
