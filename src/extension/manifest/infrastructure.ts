import type { CommandDeclaration } from './commands.ts';
import { panelTypes } from './views.ts';

/** Id of the tree of what there is outside: state, clusters, releases, accounts, repositories. */
export const infrastructureView = 'nimbus.infrastructure';

const onLine = (action: string) => `view == ${infrastructureView} && viewItem =~ /\\b${action}\\b/`;
const onRow = (action: string) => `webviewId == ${panelTypes.table} && nimbusActs =~ /\\b${action}\\b/`;

/** In the menu of a line of the tree, and of the row of a table that shows the same thing. */
const menu = (action: string, title: string, group: string): CommandDeclaration => ({
  title,
  palette: 'never',
  menus: { 'view/item/context': { when: onLine(action), group }, 'webview/context': { when: onRow(action), group } },
});

/** Beside the line too. */
const inline = (action: string, icon: string, title: string, place = 'inline@1', group = place.replace('inline', '0_first')): CommandDeclaration => ({
  title,
  icon,
  palette: 'never',
  menus: {
    'view/item/context': [
      { when: onLine(action), group: place },
      { when: onLine(action), group },
    ],
    'webview/context': { when: onRow(action), group },
  },
});

/** What can be done with a line of the tree; all that changes something goes through a plan. */
export const infrastructureCommands = {
  'nimbus.terraform.init': menu('terraform_init', 'Initialise…', '1_look@1'),
  'nimbus.terraform.validate': menu('terraform_validate', 'Validate', '1_look@2'),
  'nimbus.terraform.plan': inline('terraform_plan', 'diff', 'Plan'),
  'nimbus.terraform.apply': inline('terraform_apply', 'run', 'Plan and Apply…', 'inline@2'),
  'nimbus.terraform.drift': menu('terraform_drift', 'Look for Drift', '1_look@3'),
  'nimbus.terraform.destroy': menu('terraform_destroy', 'Destroy…', '9_gone@1'),
  'nimbus.terraform.show': inline('terraform_show', 'eye', 'Show in State'),
  'nimbus.kubernetes.nodes': menu('kubernetes_nodes', 'List Nodes', '1_look@1'),
  'nimbus.kubernetes.anyKind': menu('kubernetes_anyKind', 'List Any Kind…', '1_look@2'),
  'nimbus.kubernetes.diff': { title: 'Diff With Cluster', palette: 'never' },
  'nimbus.kubernetes.apply': { title: 'Apply to Cluster…', palette: 'never' },
  'nimbus.kubernetes.describe': inline('kubernetes_describe', 'eye', 'Describe'),
  'nimbus.kubernetes.logs': inline('kubernetes_logs', 'output', 'Open Logs', 'inline@2', '1_look@2'),
  'nimbus.kubernetes.followLogs': menu('kubernetes_followLogs', 'Follow Logs', '1_look@3'),
  'nimbus.kubernetes.followLogsFrom': menu('kubernetes_followLogsFrom', 'Follow Logs From…', '1_look@4'),
  'nimbus.kubernetes.logsByLabel': menu('kubernetes_logsByLabel', 'Open Logs By Label…', '1_look@1'),
  'nimbus.kubernetes.shell': menu('kubernetes_shell', 'Open Shell…', '2_change@4'),
  'nimbus.kubernetes.forward': menu('kubernetes_forward', 'Forward Port…', '2_change@5'),
  'nimbus.kubernetes.openForward': inline('kubernetes_openForward', 'link-external', 'Open in Browser', 'inline@1', '1_look@1'),
  'nimbus.kubernetes.copyForward': inline('kubernetes_copyForward', 'copy', 'Copy Address', 'inline@2', '1_look@2'),
  'nimbus.kubernetes.forwardAgain': inline('kubernetes_forwardAgain', 'debug-restart', 'Start Again…', 'inline@3', '2_change@1'),
  'nimbus.kubernetes.stopForward': inline('kubernetes_stopForward', 'debug-stop', 'Stop Port Forward', 'inline@4', '2_change@2'),
  'nimbus.kubernetes.stopForwards': inline('kubernetes_stopForwards', 'stop-circle', 'Stop All Port Forwards', 'inline@1', '2_change@1'),
  'nimbus.kubernetes.scale': menu('kubernetes_scale', 'Scale…', '2_change@1'),
  'nimbus.kubernetes.restart': menu('kubernetes_restart', 'Restart…', '2_change@2'),
  'nimbus.kubernetes.undoRollout': menu('kubernetes_undoRollout', 'Undo Rollout…', '2_change@3'),
  'nimbus.kubernetes.rolloutStatus': menu('kubernetes_rolloutStatus', 'Rollout Status', '1_look@1'),
  'nimbus.kubernetes.setImage': menu('kubernetes_setImage', 'Set Image…', '2_change@6'),
  'nimbus.kubernetes.pauseRollout': menu('kubernetes_pauseRollout', 'Pause Rollout…', '3_rollout@1'),
  'nimbus.kubernetes.resumeRollout': menu('kubernetes_resumeRollout', 'Resume Rollout…', '3_rollout@2'),
  'nimbus.kubernetes.label': menu('kubernetes_label', 'Label…', '3_rollout@3'),
  'nimbus.kubernetes.top': menu('kubernetes_top', 'CPU and Memory in Use', '1_look@3'),
  'nimbus.kubernetes.pods': menu('kubernetes_pods', 'List Its Pods', '1_look@1'),
  'nimbus.kubernetes.runNow': menu('kubernetes_runNow', 'Run Now…', '2_change@1'),
  'nimbus.kubernetes.cordon': menu('kubernetes_cordon', 'Cordon…', '2_change@1'),
  'nimbus.kubernetes.uncordon': menu('kubernetes_uncordon', 'Uncordon…', '2_change@2'),
  'nimbus.kubernetes.drain': menu('kubernetes_drain', 'Drain…', '2_change@3'),
  'nimbus.kubernetes.delete': menu('kubernetes_delete', 'Delete…', '9_gone@1'),
  'nimbus.helm.template': { title: 'Render Chart', palette: 'never' },
  'nimbus.helm.lint': { title: 'Lint Chart', palette: 'never' },
  'nimbus.helm.history': menu('helm_history', 'History', '1_look@1'),
  'nimbus.helm.values': inline('helm_values', 'eye', 'Values'),
  'nimbus.helm.rollback': menu('helm_rollback', 'Roll Back Release…', '2_change@1'),
  'nimbus.helm.allValues': menu('helm_allValues', 'Values With Defaults', '1_look@2'),
  'nimbus.helm.install': menu('helm_install', 'Install Chart…', '2_change@1'),
  'nimbus.helm.diff': menu('helm_diff', 'Diff Upgrade…', '1_look@3'),
  'nimbus.helm.upgrade': menu('helm_upgrade', 'Upgrade…', '2_change@0'),
  'nimbus.helm.uninstall': menu('helm_uninstall', 'Uninstall…', '9_gone@1'),
  'nimbus.aws.show': inline('aws_show', 'eye', 'Show'),
  'nimbus.aws.start': menu('aws_start', 'Start…', '2_change@1'),
  'nimbus.aws.stop': menu('aws_stop', 'Stop…', '2_change@2'),
  'nimbus.aws.reboot': menu('aws_reboot', 'Reboot…', '2_change@3'),
  'nimbus.aws.terminate': menu('aws_terminate', 'Terminate…', '9_gone@1'),
  'nimbus.aws.createBucket': menu('aws_createBucket', 'Create Bucket…', '2_change@1'),
  'nimbus.aws.objects': menu('aws_objects', 'List Objects', '1_look@1'),
  'nimbus.aws.upload': menu('aws_upload', 'Upload File…', '2_change@1'),
  'nimbus.aws.syncFrom': menu('aws_syncFrom', 'Sync From Folder…', '2_change@2'),
  'nimbus.aws.syncTo': menu('aws_syncTo', 'Sync To Folder…', '2_change@3'),
  'nimbus.aws.download': menu('aws_download', 'Download…', '2_change@1'),
  'nimbus.aws.copyObject': menu('aws_copyObject', 'Copy Object To…', '2_change@2'),
  'nimbus.aws.deleteObject': menu('aws_deleteObject', 'Delete Object…', '9_gone@1'),
  'nimbus.aws.createRole': menu('aws_createRole', 'Create Role…', '2_change@1'),
  'nimbus.aws.attachPolicy': menu('aws_attachPolicy', 'Attach Policy…', '2_change@1'),
  'nimbus.aws.detachPolicy': menu('aws_detachPolicy', 'Detach Policy…', '2_change@2'),
  'nimbus.aws.policies': menu('aws_policies', 'List Policies', '1_look@1'),
  'nimbus.aws.deleteRole': menu('aws_deleteRole', 'Delete Role…', '9_gone@1'),
  'nimbus.git.stage': inline('git_stage', 'add', 'Stage…'),
  'nimbus.git.unstage': inline('git_unstage', 'remove', 'Unstage…'),
  'nimbus.git.commit': inline('git_commit', 'check', 'Commit…', 'inline@0'),
  'nimbus.git.push': menu('git_push', 'Push…', '2_change@1'),
  'nimbus.git.pull': menu('git_pull', 'Pull…', '2_change@2'),
  'nimbus.git.diff': inline('git_diff', 'diff', 'Show Changes'),
  'nimbus.git.open': menu('git_open', 'Open File', '1_look@1'),
  'nimbus.git.stageAll': menu('git_stageAll', 'Stage All…', '2_change@0'),
  'nimbus.git.discard': menu('git_discard', 'Discard Changes…', '9_gone@1'),
  'nimbus.git.log': menu('git_log', 'List Commits', '1_look@1'),
  'nimbus.git.branches': menu('git_branches', 'List Branches', '1_look@2'),
  'nimbus.git.files': menu('git_files', 'List Changed Files', '1_look@3'),
  'nimbus.git.createBranch': menu('git_createBranch', 'Create Branch…', '3_branch@1'),
  'nimbus.git.switch': menu('git_switch', 'Switch To…', '3_branch@2'),
  'nimbus.git.merge': menu('git_merge', 'Merge…', '3_branch@3'),
  'nimbus.git.abortMerge': menu('git_abortMerge', 'Give Up Merge…', '3_branch@4'),
  'nimbus.git.publish': menu('git_publish', 'Publish Branch…', '3_branch@5'),
  'nimbus.git.renameBranch': menu('git_renameBranch', 'Rename Branch…', '3_branch@6'),
  'nimbus.git.blame': menu('git_blame', 'Who Wrote It', '1_look@4'),
  'nimbus.git.tags': menu('git_tags', 'List Tags', '1_look@5'),
  'nimbus.git.remotes': menu('git_remotes', 'List Remotes', '1_look@6'),
  'nimbus.git.tag': menu('git_tag', 'Tag…', '3_branch@7'),
  'nimbus.git.cherryPick': menu('git_cherryPick', 'Cherry-Pick…', '3_branch@8'),
  'nimbus.git.revert': menu('git_revert', 'Revert…', '3_branch@9'),
  'nimbus.git.clean': menu('git_clean', 'Remove Untracked Files…', '9_gone@2'),
  'nimbus.git.deleteRemoteBranch': menu('git_deleteRemoteBranch', 'Delete From Remote…', '9_gone@1'),
  'nimbus.git.deleteBranch': menu('git_deleteBranch', 'Delete Branch…', '9_gone@1'),
  'nimbus.git.stash': menu('git_stash', 'Stash…', '4_stash@1'),
  'nimbus.git.stashApply': menu('git_stashApply', 'Apply Stash…', '4_stash@2'),
  'nimbus.git.stashPop': menu('git_stashPop', 'Pop Stash…', '4_stash@3'),
  'nimbus.git.stashDrop': menu('git_stashDrop', 'Drop Stash…', '9_gone@1'),
  'nimbus.github.open': inline('github_open', 'link-external', 'Open in Browser'),
  'nimbus.github.show': menu('github_show', 'Show', '1_look@1'),
  'nimbus.github.checks': menu('github_checks', 'Checks', '1_look@2'),
  'nimbus.github.comment': menu('github_comment', 'Comment…', '2_change@1'),
  'nimbus.github.merge': menu('github_merge', 'Merge…', '2_change@2'),
  'nimbus.github.create': menu('github_create', 'Create…', '2_change@0'),
  'nimbus.github.review': menu('github_review', 'Review…', '2_change@1'),
  'nimbus.github.edit': menu('github_edit', 'Edit…', '2_change@3'),
  'nimbus.github.close': menu('github_close', 'Close…', '9_gone@1'),
  'nimbus.table.of': inline('table_of', 'table', 'Show as Table'),
  'nimbus.infrastructure.ask': menu('infrastructure_ask', 'Plan in Plain Words…', '4_plan@1'),
  'nimbus.infrastructure.explain': menu('infrastructure_explain', 'What Is Wrong', '1_look@1'),
  'nimbus.infrastructure.copy': menu('infrastructure_copy', 'Copy Name or Id', '8_copy@1'),
} as const satisfies Readonly<Record<string, CommandDeclaration>>;

export type InfrastructureAction = keyof typeof infrastructureCommands;

/** Tokens the tree itself gives: a line that can be opened, and one that stands where something could not be asked. */
export const lineTokens = { opens: 'has_lines', failed: 'has_failed' } as const;

/** `nimbus.terraform.plan` → the token in an item's context value. */
export const tokenOf = (action: InfrastructureAction): string => action.replace('nimbus.', '').replace('.', '_');
