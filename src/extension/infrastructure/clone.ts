import { posix } from 'node:path';
import * as vscode from 'vscode';
import { address, branchName, withoutCredentials } from '../../tools/git/repository/names.ts';
import { onlyFolder, targetFrom } from '../folders.ts';
import { runDraft } from '../runs/begin.ts';
import type { Shell } from '../shell.ts';
import { answersTo } from './answers.ts';
import { needed, optional, step } from './branch.ts';

const first = (parsed: { readonly error?: { readonly issues: readonly { readonly message: string }[] } | undefined }): string | undefined => {
  const [issue] = parsed.error?.issues ?? [];
  return issue === undefined ? undefined : `${issue.message.charAt(0).toUpperCase()}${issue.message.slice(1)}.`;
};

/** `https://example.com/a/shop.git/` → `shop`. */
const nameIn = (url: string): string =>
  url
    .replace(/[/\\]+$/, '')
    .split(/[/\\:]/)
    .at(-1)
    ?.replace(/\.git$/, '') || 'repository';

/** A repository in a folder of the workspace, as a plan: from where, into which folder, how much of it. */
export async function cloneRepository(shell: Shell, given: unknown): Promise<void> {
  const { folder, out } = await targetFrom(given instanceof vscode.Uri ? given : onlyFolder(), 'Clone a repository into…', () => '.');
  const at = vscode.workspace.getWorkspaceFolder(vscode.Uri.file(folder));
  if (at === undefined) throw new vscode.CancellationError();
  const { url = '' } = await answersTo(
    [
      {
        id: 'url',
        title: 'Clone which repository?',
        prompt: 'An https or ssh address, or a folder of this machine. Never with a password in it.',
        placeHolder: 'https://github.com/example/shop.git',
        check: (text) => needed(text) ?? first(address.safeParse(text.trim())),
      },
    ],
    at,
  );
  const from = url.trim();
  const {
    into = '',
    branch,
    history,
  } = await answersTo(
    [
      {
        id: 'into',
        title: 'Into which folder?',
        prompt: 'A new or an empty one, relative to the workspace folder.',
        value: posix.join(out, nameIn(from)),
        check: needed,
      },
      {
        id: 'branch',
        title: 'Which branch or tag?',
        prompt: 'Left empty: the one the repository says.',
        optional: true,
        check: (text) => first(branchName.safeParse(text.trim())),
      },
      {
        id: 'history',
        title: 'How much of its history?',
        options: [
          { value: 'all', label: 'All of It' },
          { value: 'last', label: 'The Last Commit Only', description: 'quicker, where it is long' },
        ],
      },
    ],
    at,
  );
  await runDraft(shell, folder, {
    goal: `Clone ${withoutCredentials(from)}`,
    steps: [step('git.clone', { url: from, into: into.trim(), ...optional('branch', branch?.trim()), ...(history === 'last' ? { depth: 1 } : {}) })],
  });
}
