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
import { gitTools } from '../tools/git/all.ts';
import { githubTools } from '../tools/github/all.ts';
import { helmTools } from '../tools/helm/all.ts';
import { inCluster } from '../tools/kubernetes/in-cluster.ts';
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
    ...gitTools,
    ...awsTools,
    ...githubTools,
    ...helmTools(inCluster),
    ...kubernetesTools,
    shellRun,
  ] as unknown as readonly Tool[]);
