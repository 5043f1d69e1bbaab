import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { count } from '../../base/say.ts';
import { policyLabels, policyPath, userPolicyPath } from '../../host/circumstances.ts';
import { writeWhole } from '../../machine/files.ts';
import { dataFolder } from '../../machine/folders.ts';
import { inForce, inForceText } from '../../safety/policy/in-force.ts';
import { examinePolicy } from '../../safety/policy/read.ts';
import { policyStart } from '../../safety/policy/start.ts';
import { shippedPolicies } from '../../safety/review.ts';
import { onlyFolder, targetFrom } from '../folders.ts';
import { showText } from '../planfile/show.ts';
import { notify } from '../report.ts';
import { runDraft } from '../runs/begin.ts';
import type { Shell } from '../shell.ts';

/** A commented policy to start from, for this folder or for the person; one that is there is opened. */
export async function createPolicy(shell: Shell): Promise<void> {
  const own = userPolicyPath(dataFolder());
  const items = [
    ...(vscode.workspace.workspaceFolders?.length
      ? [
          {
            label: 'For This Workspace',
            description: policyPath,
            detail: 'Can be committed. It only makes things stricter until the folder is trusted.',
            whose: 'workspace' as const,
          },
        ]
      : []),
    { label: 'For Me', description: own, detail: 'Holds in every folder, and outranks what a folder says.', whose: 'user' as const },
  ];
  const chosen = await vscode.window.showQuickPick(items, { title: 'Create Policy', placeHolder: 'What Nimbus may do, and what it asks about' });
  if (chosen === undefined) throw new vscode.CancellationError();
  if (chosen.whose === 'user') {
    if (!existsSync(own)) await writeWhole(own, policyStart('user'), { mode: 0o600 });
    return open(own);
  }
  const { folder } = await targetFrom(onlyFolder(), 'Create a policy in…', () => '.');
  const path = join(folder, policyPath);
  if (existsSync(path)) return open(path);
  // What Nimbus may do in a folder is written like anything else there: shown, approved, and taken back if need be.
  await runDraft(shell, folder, {
    goal: 'A policy to start from',
    steps: [
      {
        id: 'policy',
        tool: 'files.write',
        input: { path: policyPath, content: policyStart('workspace') },
        reason: 'Commented, and changes nothing until a rule is written.',
      },
    ],
  });
  const run = (await shell.runtime()).runs.all().at(-1);
  void run?.ended.then((view) => (view.outcome === 'succeeded' ? open(path) : undefined));
}

const open = async (path: string): Promise<void> => {
  await vscode.window.showTextDocument(vscode.Uri.file(path), { viewColumn: vscode.ViewColumn.Active });
};

/** What holds in the folder of a file, or the open one, and where each part of it comes from. */
export async function showPolicies(shell: Shell, given: unknown): Promise<void> {
  const folder = await folderOf(given);
  const { house } = await shell.runtime();
  const at = house.workplace(folder, new AbortController().signal, () => {});
  const { policies = shippedPolicies } = await house.circumstances(at, { trusted: vscode.workspace.isTrusted, mode: 'act' });
  const profile = house.profiles.inUse(folder);
  const labels = policyLabels(dataFolder(), profile?.ok ? profile.value.name : undefined);
  await showText(join(folder, 'Policies in force'), inForceText(inForce(policies, labels), basename(folder)));
}

async function folderOf(given: unknown): Promise<string> {
  const uri = given instanceof vscode.Uri ? given : undefined;
  const within = uri && vscode.workspace.getWorkspaceFolder(uri)?.uri.fsPath;
  if (within !== undefined) return within;
  return (await targetFrom(onlyFolder(), 'Policies in force in…', () => '.')).folder;
}

/** Runs the examples of a policy and says how they came out; those that fail are at their lines. */
export async function testPolicy(given: unknown): Promise<void> {
  const uri = given instanceof vscode.Uri ? given : vscode.window.activeTextEditor?.document.uri;
  const isPolicy = uri !== undefined && (uri.path.endsWith(`/${policyPath}`) || uri.fsPath === userPolicyPath(dataFolder()));
  if (!isPolicy)
    return notify('info', `This works on a policy: open ${policyPath}, or make one.`, [
      { label: 'Create Policy…', do: () => vscode.commands.executeCommand('nimbus.policy.create') },
    ]);
  const { examples, problems, file } = examinePolicy((await vscode.workspace.openTextDocument(uri)).getText());
  const name = `${basename(dirname(uri.path))}/${basename(uri.path)}`;
  if (file === undefined) {
    await showProblems();
    return notify('warning', `${name} can’t be used, so its examples were not run; Problems says where and why.`);
  }
  if (examples.length === 0)
    return notify('info', `${name} has no examples. One says what must come out of a call of a tool, and keeps a rule from going wrong unseen.`);
  const wrong = examples.filter(({ answer, expect }) => answer !== expect);
  if (problems.length > 0) await showProblems();
  if (wrong.length === 0) return notify('info', `${count(examples.length, 'example')} of ${name} came out as they say.`);
  const [{ name: first, answer, expect }] = wrong as [(typeof wrong)[number]];
  return notify(
    'warning',
    `${wrong.length} of ${count(examples.length, 'example')} came out otherwise, so ${name} is not used: “${first}” comes out as ${answer}, not ${expect}.`,
  );
}

const showProblems = (): Thenable<unknown> => vscode.commands.executeCommand('workbench.actions.view.problems');
