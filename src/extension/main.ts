import * as vscode from 'vscode';
import { handlers } from './commands.ts';
import { InfrastructureView } from './infrastructure/view.ts';
import { watchKubernetes } from './kubernetes/watch.ts';
import { registerLenses } from './lenses/register.ts';
import type { CommandId } from './manifest/commands.ts';
import { commands } from './manifest/commands.ts';
import { panelTypes, schemes } from './manifest/views.ts';
import { watchPlanFiles } from './planfile/watch.ts';
import { watchPolicies } from './policy/watch.ts';
import { guarded } from './report.ts';
import { registerRules } from './rules/register.ts';
import { Shell } from './shell.ts';
import { showStatus } from './status.ts';
import { watchTemplates } from './templates/watch.ts';
import { RunsView } from './views/runs.ts';

/** What other extensions and the tests see of a running Nimbus. */
export interface NimbusApi {
  /** How long `activate` took, in ms. */
  readonly activationMs: number;
}

let shell: Shell | undefined;

/**
 * Registers and returns. **Invariant:** reads no file, opens no database and imports nothing that is not in the eager
 * bundle; what a command does is loaded when it is called.
 */
export function activate(context: vscode.ExtensionContext): NimbusApi {
  const started = performance.now();
  const made = new Shell(context);
  shell = made;
  const text: vscode.TextDocumentContentProvider = {
    provideTextDocumentContent: async (uri) => (await import('./documents/provide.ts')).provideText(made, uri),
  };
  context.subscriptions.push(
    made,
    ...(Object.keys(commands) as CommandId[]).map((id) =>
      vscode.commands.registerCommand(id, (...given: unknown[]) => guarded(made, sentence(commands[id].title), () => handlers[id](made, ...given))),
    ),
    ...Object.values(schemes).map((scheme) => vscode.workspace.registerTextDocumentContentProvider(scheme, text)),
    vscode.window.registerWebviewPanelSerializer(panelTypes.questionnaire, {
      deserializeWebviewPanel: (panel, state) =>
        guarded(made, 'open the questionnaire again', async () => (await import('./panels/questionnaire.ts')).restoreQuestionnaire(made, panel, state)),
    }),
    vscode.window.registerWebviewPanelSerializer(panelTypes.run, {
      deserializeWebviewPanel: (panel, state) =>
        guarded(made, 'open the plan again', async () => (await import('./panels/run.ts')).restoreRun(made, panel, state)),
    }),
    vscode.window.registerWebviewPanelSerializer(panelTypes.tfplan, {
      deserializeWebviewPanel: (panel, state) =>
        guarded(made, 'open the Terraform plan again', async () => (await import('./panels/tfplan.ts')).restoreTfplan(made, panel, state)),
    }),
    vscode.window.registerWebviewPanelSerializer(panelTypes.dashboard, {
      deserializeWebviewPanel: (panel) =>
        guarded(made, 'open the dashboard again', async () => (await import('./panels/dashboard.ts')).restoreDashboard(made, panel)),
    }),
    vscode.window.registerWebviewPanelSerializer(panelTypes.table, {
      deserializeWebviewPanel: (panel, state) =>
        guarded(made, 'open the table again', async () => (await import('./panels/table.ts')).restoreTable(made, panel, state)),
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(() => guarded(made, 'make the plan again', async () => (await import('./panels/run.ts')).trustGranted(made))),
    new RunsView(made),
    new InfrastructureView(made),
    registerLenses(made),
    watchTemplates(made),
    watchKubernetes(made),
    watchPlanFiles(made),
    watchPolicies(made),
    showStatus(made),
    registerRules(made, context),
  );
  const activationMs = performance.now() - started;
  made.log.info(`Activated in ${activationMs.toFixed(1)} ms.`);
  return { activationMs };
}

export const deactivate = async (): Promise<void> => shell?.close();

/** "Roll Back Run…" → "roll back run". */
const sentence = (title: string): string => title.replace(/…$/, '').toLowerCase();
