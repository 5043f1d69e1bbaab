import * as vscode from 'vscode';
import { z } from 'zod';
import { type Doing, step } from '../infrastructure/branch.ts';
import { show } from '../infrastructure/show.ts';
import { runDraft } from '../runs/begin.ts';
import { asker } from './choose.ts';

/** A chart on disk and the values it is used with. */
export interface HelmSource {
  readonly chart: string;
  readonly valuesFiles: readonly string[];
  /** The chart's own: proposed for a release. */
  readonly name: string;
}

interface Release {
  readonly release: string;
  /** Absent: the one of the context. */
  readonly namespace?: string;
}

const found = z.object({ releases: z.array(z.object({ name: z.string(), namespace: z.string(), chart: z.string(), revision: z.number() })) });

/** What upgrading a release would change, three-way against the cluster, as text. */
export async function diffRelease(at: Doing, source: HelmSource): Promise<void> {
  const release = await chooseRelease(at, source, 'Diff with which release?');
  await show(at.shell, at.folder, {
    show: `What upgrading ${release.release} would change`,
    tool: 'helm.diff',
    input: { ...release, ...inputOf(source) },
    language: 'diff',
    field: 'diff',
    otherwise: `Upgrading ${release.release} with these values would change nothing.\n`,
  });
}

export async function upgradeRelease(at: Doing, source: HelmSource): Promise<void> {
  const release = await chooseRelease(at, source, 'Upgrade which release?');
  await plan(
    at,
    `Upgrade ${release.release}${release.namespace === undefined ? '' : ` in ${release.namespace}`} with ${source.valuesFiles[0] ?? source.chart}`,
    'helm.upgrade',
    { ...release, ...inputOf(source) },
  );
}

export async function installRelease(at: Doing, source: HelmSource): Promise<void> {
  const release = await askName(`Install ${source.name} as which release?`, source.name);
  await plan(at, `Install ${source.chart} as ${release}`, 'helm.install', { release, ...inputOf(source) });
}

const inputOf = ({ chart, valuesFiles }: HelmSource) => ({ chart, valuesFiles: [...valuesFiles] });

const plan = (at: Doing, goal: string, tool: string, input: Record<string, unknown>): Promise<void> =>
  runDraft(at.shell, at.folder.uri.fsPath, { goal, steps: [step(tool, input)] });

/** One of the cluster's releases, those of this chart first. */
async function chooseRelease(at: Doing, { name }: HelmSource, title: string): Promise<Release> {
  const { releases } = found.parse(await asker(at)('helm.list', { allNamespaces: true }));
  const isOurs = ({ chart }: { readonly chart: string }): boolean => chart.startsWith(`${name}-`);
  const items = releases
    .toSorted((a, b) => Number(isOurs(b)) - Number(isOurs(a)))
    .map(({ name: release, namespace, chart, revision }) => ({
      label: release,
      description: `${namespace} · revision ${revision} · ${chart}`,
      release: { release, namespace } as Release | undefined,
    }));
  const other = { label: 'Another Release…', description: 'by its name, in the namespace of the context', release: undefined };
  const chosen = await vscode.window.showQuickPick([...items, other], { title, matchOnDescription: true });
  if (chosen === undefined) throw new vscode.CancellationError();
  return chosen.release ?? { release: await askName(title, name) };
}

async function askName(title: string, value: string): Promise<string> {
  const name = await vscode.window.showInputBox({
    title,
    value,
    ignoreFocusOut: true,
    validateInput: (text) => (/^[a-z0-9]([-a-z0-9]{0,51}[a-z0-9])?$/.test(text) ? undefined : 'Lower-case letters, digits and -, 53 at most.'),
  });
  if (name === undefined) throw new vscode.CancellationError();
  return name;
}
