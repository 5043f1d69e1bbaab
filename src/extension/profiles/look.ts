import * as vscode from 'vscode';
import type { ProfileFile } from '../../profiles/profile.ts';

/** A profile in a list to choose from. `inUse`: the name of the one in use. */
export const lookOf = (
  { name, environment, protection, aws, kubernetes }: ProfileFile,
  inUse?: string,
): { readonly label: string; readonly description: string; readonly iconPath: vscode.ThemeIcon } => ({
  label: name,
  description: [environment, protection, aws?.account, kubernetes?.context, name === inUse ? 'in use' : undefined].filter(Boolean).join(' · '),
  iconPath: new vscode.ThemeIcon(environment === 'prod' ? 'shield' : 'account'),
});
