import { type Registry, registry } from '../domain/registry.ts';
import type { Tool } from '../domain/tool.ts';
import { listTemplates } from '../generators/templates/tools/list.ts';
import { renderOwnTemplate } from '../generators/templates/tools/render.ts';
import { saveTemplate } from '../generators/templates/tools/save.ts';
import { validateTemplates } from '../generators/templates/tools/validate.ts';
import { generateTerraform } from '../generators/terraform/tool.ts';
import { fixTool } from '../rules/tools/fix.ts';
import { scanTool } from '../rules/tools/scan.ts';
import { awsTools } from '../tools/aws/all.ts';
import { diff as filesDiff } from '../tools/files/diff.ts';
import { list } from '../tools/files/list.ts';
import { read } from '../tools/files/read.ts';
import { restore } from '../tools/files/restore.ts';
import { search } from '../tools/files/search.ts';
import { tree } from '../tools/files/tree.ts';
import { write } from '../tools/files/write.ts';
import { add } from '../tools/git/add.ts';
import { branch } from '../tools/git/branch.ts';
import { checkout } from '../tools/git/checkout.ts';
import { clone } from '../tools/git/clone.ts';
import { commit } from '../tools/git/commit.ts';
import { diff as gitDiff } from '../tools/git/diff.ts';
import { log } from '../tools/git/log.ts';
import { merge } from '../tools/git/merge.ts';
import { pull } from '../tools/git/pull.ts';
import { push } from '../tools/git/push.ts';
import { stash } from '../tools/git/stash.ts';
import { status } from '../tools/git/status.ts';
import { pushBack } from '../tools/git/undo/push-back.ts';
import { removeClone } from '../tools/git/undo/remove-clone.ts';
import { restoreHead } from '../tools/git/undo/restore-head.ts';
import { restoreIndex } from '../tools/git/undo/restore-index.ts';
import { restoreRef } from '../tools/git/undo/restore-ref.ts';
import { restoreStash } from '../tools/git/undo/restore-stash.ts';
import { unstage } from '../tools/git/unstage.ts';
import { githubTools } from '../tools/github/all.ts';
import { helmTools } from '../tools/helm/all.ts';
import { kubernetesTools } from '../tools/kubernetes/tools.ts';
import { run as shellRun } from '../tools/shell/run.ts';
import { terraformTools } from '../tools/terraform/all.ts';

/** Every tool there is, for every host: one list. */
export const allTools = (): Registry =>
  registry([
    generateTerraform,
    ...[listTemplates, validateTemplates, renderOwnTemplate, saveTemplate],
    scanTool,
    fixTool,
    ...terraformTools,
    ...[read, write, list, search, tree, filesDiff, restore],
    ...[clone, status, add, commit, push, pull, branch, checkout, gitDiff, log, merge, stash, unstage],
    // What git's writes are taken back with.
    ...[restoreRef, restoreHead, restoreIndex, restoreStash, pushBack, removeClone],
    ...awsTools,
    ...githubTools,
    ...helmTools,
    ...kubernetesTools,
    shellRun,
  ] as unknown as readonly Tool[]);
