import { webviewFrames } from './frames.ts';
import { longMs } from './patience.ts';
import type { Workbench } from './workbench.ts';

/** The three looks a panel is checked in: the theme's name in the picker, and the marks VS Code gives its window and its webviews. */
const themes = {
  light: { label: 'Light Modern', window: 'vs', webview: 'vscode-light' },
  dark: { label: 'Dark Modern', window: 'vs-dark', webview: 'vscode-dark' },
  'high contrast': { label: 'Dark High Contrast', window: 'hc-black', webview: 'vscode-high-contrast' },
} as const;

export type Theme = keyof typeof themes;
export const everyTheme = Object.keys(themes) as readonly Theme[];

/** Picks a theme as a person does, and resolves when the window and the webviews in it are drawn in it. */
export async function useTheme(theme: Theme, workbench: Workbench): Promise<void> {
  const { label, window, webview } = themes[theme];
  await workbench.runCommand('Preferences: Color Theme');
  await workbench.pick(label);
  await workbench.page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
  await workbench.page.locator(`.monaco-workbench.${window}`).waitFor({ timeout: longMs });
  for (const frame of await webviewFrames(workbench.page)) await frame.locator(`body[data-vscode-theme-kind="${webview}"]`).waitFor({ timeout: longMs });
}
