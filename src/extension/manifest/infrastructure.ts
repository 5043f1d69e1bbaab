import type { CommandDeclaration } from './commands.ts';

/** Id of the tree of what there is outside: state, clusters, releases, accounts, repositories. */
export const infrastructureView = 'nimbus.infrastructure';

const on = (action: string, group: string): NonNullable<CommandDeclaration['menus']> => ({
  'view/item/context': { when: `view == ${infrastructureView} && viewItem =~ /\\b${action}\\b/`, group },
});
const inline = (action: string, icon: string, title: string, place = 'inline@1'): CommandDeclaration => ({
  title,
  icon,
  palette: 'never',
  menus: on(action, place),
});
const menu = (action: string, title: string, group: string): CommandDeclaration => ({ title, palette: 'never', menus: on(action, group) });

/** What can be done with a line of the tree; all that changes something goes through a plan. */
export const infrastructureCommands = {
  'nimbus.terraform.init': menu('terraform_init', 'Initialise…', '1_look@1'),
  'nimbus.terraform.validate': menu('terraform_validate', 'Validate', '1_look@2'),
  'nimbus.terraform.plan': inline('terraform_plan', 'diff', 'Plan'),
  'nimbus.terraform.apply': inline('terraform_apply', 'run', 'Plan and Apply…', 'inline@2'),
  'nimbus.terraform.drift': menu('terraform_drift', 'Look for Drift', '1_look@3'),
  'nimbus.terraform.destroy': menu('terraform_destroy', 'Destroy…', '9_gone@1'),
  'nimbus.terraform.show': inline('terraform_show', 'eye', 'Show in State'),
  'nimbus.kubernetes.diff': { title: 'Diff With Cluster', palette: 'never' },
  'nimbus.kubernetes.apply': { title: 'Apply to Cluster…', palette: 'never' },
  'nimbus.kubernetes.describe': inline('kubernetes_describe', 'eye', 'Describe'),
  'nimbus.kubernetes.logs': inline('kubernetes_logs', 'output', 'Show Logs', 'inline@2'),
  'nimbus.kubernetes.scale': menu('kubernetes_scale', 'Scale…', '2_change@1'),
  'nimbus.kubernetes.restart': menu('kubernetes_restart', 'Restart…', '2_change@2'),
  'nimbus.kubernetes.undoRollout': menu('kubernetes_undoRollout', 'Undo Rollout…', '2_change@3'),
  'nimbus.kubernetes.rolloutStatus': menu('kubernetes_rolloutStatus', 'Rollout Status', '1_look@1'),
  'nimbus.kubernetes.delete': menu('kubernetes_delete', 'Delete…', '9_gone@1'),
  'nimbus.helm.history': menu('helm_history', 'History', '1_look@1'),
  'nimbus.helm.values': inline('helm_values', 'eye', 'Values'),
  'nimbus.helm.rollback': menu('helm_rollback', 'Roll Back Release…', '2_change@1'),
  'nimbus.helm.uninstall': menu('helm_uninstall', 'Uninstall…', '9_gone@1'),
  'nimbus.aws.show': inline('aws_show', 'eye', 'Show'),
  'nimbus.aws.start': menu('aws_start', 'Start…', '2_change@1'),
  'nimbus.aws.stop': menu('aws_stop', 'Stop…', '2_change@2'),
  'nimbus.aws.reboot': menu('aws_reboot', 'Reboot…', '2_change@3'),
  'nimbus.aws.terminate': menu('aws_terminate', 'Terminate…', '9_gone@1'),
  'nimbus.git.stage': inline('git_stage', 'add', 'Stage…'),
  'nimbus.git.commit': inline('git_commit', 'check', 'Commit…'),
  'nimbus.git.push': menu('git_push', 'Push…', '2_change@1'),
  'nimbus.git.pull': menu('git_pull', 'Pull…', '2_change@2'),
  'nimbus.git.diff': inline('git_diff', 'diff', 'Show Changes'),
  'nimbus.github.open': inline('github_open', 'link-external', 'Open in Browser'),
  'nimbus.github.show': menu('github_show', 'Show', '1_look@1'),
  'nimbus.github.checks': menu('github_checks', 'Checks', '1_look@2'),
  'nimbus.github.comment': menu('github_comment', 'Comment…', '2_change@1'),
  'nimbus.github.merge': menu('github_merge', 'Merge…', '2_change@2'),
  'nimbus.github.close': menu('github_close', 'Close…', '9_gone@1'),
} as const satisfies Readonly<Record<string, CommandDeclaration>>;

export type InfrastructureAction = keyof typeof infrastructureCommands;

/** `nimbus.terraform.plan` → the token in an item's context value. */
export const tokenOf = (action: InfrastructureAction): string => action.replace('nimbus.', '').replace('.', '_');
