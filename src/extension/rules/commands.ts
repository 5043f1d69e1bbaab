import * as vscode from 'vscode';
import { notify } from '../report.ts';
import type { Shell } from '../shell.ts';
import type { BestPractices } from './best-practices.ts';
import { chooseFolder } from './choose-folder.ts';
import { pageOf, rangeOf, uriOf } from './diagnostics.ts';
import type { FoundIn, Place } from './findings.ts';

/** The page of a rule, beside what is open; without an id the person picks one. */
export async function showDocs(practices: BestPractices, given: unknown): Promise<void> {
  const id = ruleIn(given) ?? (await chooseRule(practices));
  await vscode.commands.executeCommand('markdown.showPreviewToSide', pageOf(id));
}

function ruleIn(given: unknown): string | undefined {
  if (typeof given === 'string') return given;
  if (typeof given !== 'object' || given === null) return undefined;
  const { rule, found } = given as { rule?: unknown; found?: { rule?: unknown } };
  return typeof rule === 'string' ? rule : typeof found?.rule === 'string' ? found.rule : undefined;
}

async function chooseRule(practices: BestPractices): Promise<string> {
  // The list comes with the worker's first word.
  await practices.ask('idle', {});
  const items = practices.rules.map(({ id, title, severity, category }) => ({ label: title, description: `${severity} · ${category}`, detail: id, id }));
  const chosen = await vscode.window.showQuickPick(items, { title: 'Show Rule', matchOnDescription: true, matchOnDetail: true });
  if (chosen === undefined) throw new vscode.CancellationError();
  return chosen.id;
}

/** Goes to a finding. */
export async function openFinding(given: unknown): Promise<void> {
  const { root, path, found } = given as FoundIn;
  await vscode.window.showTextDocument(uriOf({ root, path }), { selection: rangeOf(found), preview: true });
}

/** The findings of one block, to go to one and its fixes. */
export async function showBlock(practices: BestPractices, given: unknown): Promise<void> {
  const place = given as Place & { readonly line: number };
  const found = practices.findings.of(place)?.found.filter((one) => one.quiet === undefined && one.blockLine === place.line) ?? [];
  const items = found.map((one) => ({ label: one.message, description: `${one.severity} · ${one.rule}${one.fixable ? ' · has a fix' : ''}`, found: one }));
  const chosen =
    items.length === 1 ? items[0] : await vscode.window.showQuickPick(items, { title: found[0]?.resource ?? 'Findings', matchOnDescription: true });
  if (chosen === undefined) throw new vscode.CancellationError();
  await openFinding({ ...place, found: chosen.found });
  // A menu is dropped when VS Code looks by itself what can be done at a moved cursor, which it does a moment later: waited for here.
  await vscode.commands.executeCommand('vscode.executeCodeActionProvider', uriOf(place), rangeOf(chosen.found));
  await vscode.commands.executeCommand('editor.action.quickFix');
}

/** `.nimbus/rules.yaml`: as it is, or a first one that is not saved yet. */
export async function editSettings(): Promise<void> {
  const folder = await chooseFolder('Edit rule settings of…');
  const uri = vscode.Uri.file(`${folder}/.nimbus/rules.yaml`);
  const isThere = await vscode.workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
  if (isThere) {
    await vscode.window.showTextDocument(uri);
    return;
  }
  const document = await vscode.workspace.openTextDocument(uri.with({ scheme: 'untitled' }));
  const editor = await vscode.window.showTextDocument(document);
  await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), firstSettings));
}

const firstSettings = `# Best-practice rules of this workspace.
rules:
  # some-rule: off
  # some-rule: { severity: low, exclude: [examples] }
exclude: []
`;

/** What is known today is not told again: a file with the findings, and its name in the settings, through plan and gate. */
export async function acceptBaseline(shell: Shell, practices: BestPractices): Promise<void> {
  const folder = await chooseFolder('Accept findings in…');
  const [{ runDraft }, { baselineSteps }] = await Promise.all([import('../runs/begin.ts'), import('./baseline.ts')]);
  await practices.ask('idle', {});
  const report = practices.findings.report([folder], 0, () => '');
  const findings = [...report.findings, ...report.suppressed.filter(({ reason }) => reason.startsWith('known before'))];
  if (findings.length === 0) return void notify('info', 'There are no findings here to accept.');
  const text = await practices.ask('baseline', { findings });
  const read = async (path: string): Promise<string | undefined> => {
    const content = await vscode.workspace.fs.readFile(vscode.Uri.file(`${folder}/${path}`)).then(
      (bytes) => bytes,
      () => undefined,
    );
    return content && new TextDecoder().decode(content);
  };
  await runDraft(shell, folder, await baselineSteps(text, report.findings.length, read));
}
