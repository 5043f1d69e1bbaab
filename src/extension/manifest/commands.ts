import { infrastructureCommands, infrastructureView, lineTokens } from './infrastructure.ts';
import { policyCommands } from './policy.ts';
import { logScheme, shownScheme } from './views.ts';

/** A command as it is declared: once, here. The manifest, the palette and the menus are made from it. */
export interface CommandDeclaration {
  readonly title: string;
  /** A codicon's name, without the brackets. */
  readonly icon?: string;
  /** When the command palette offers it; `never`: it needs something to act on. Default: always. */
  readonly palette?: string | 'never';
  readonly menus?: Readonly<Record<string, MenuPlace | readonly MenuPlace[]>>;
}

interface MenuPlace {
  readonly when: string;
  readonly group?: string;
}

const inRules = (token: string) => `view == nimbus.rules && viewItem =~ /\\b${token}\\b/`;
const ofRun = (token: string) => `view == nimbus.runs && viewItem =~ /\\b${token}\\b/`;

/** The editor's file is a template of the person's own. */
const isTemplate = 'resourcePath =~ /[\\/\\\\]\\.nimbus[\\/\\\\]templates[\\/\\\\].+\\.hbs$/';

/** The editor's file is a plan. */
const isPlanFile = 'resourceFilename =~ /\\.plan\\.ya?ml$/';

/** The editor's file is the head of a chart. */
const isChart = 'resourceFilename =~ /^Chart\\.ya?ml$/';

/** Every command by its id. `src/extension/commands.ts` says what each does; the compiler checks that none is missing. */
export const commands = {
  'nimbus.terraform.generate': {
    title: 'Generate Terraform…',
    icon: 'new-file',
    menus: {
      'explorer/context': { when: 'explorerResourceIsFolder', group: 'nimbus@1' },
      'view/title': { when: 'view == nimbus.runs', group: 'navigation@1' },
    },
  },
  'nimbus.terraform.openPlan': {
    title: 'Open Terraform Plan…',
    icon: 'diff',
    menus: { 'explorer/context': { when: 'resourceScheme == file && resourceExtname == .json', group: 'nimbus@1' } },
  },
  'nimbus.terraform.lastPlan': {
    title: 'Show Last Plan',
    icon: 'list-tree',
    palette: 'never',
    menus: { 'view/item/context': { when: `view == ${infrastructureView} && viewItem =~ /\\bterraform_plan\\b/`, group: '1_look@0' } },
  },
  'nimbus.rules.scan': {
    title: 'Check Best Practices',
    icon: 'checklist',
    menus: { 'explorer/context': { when: 'explorerResourceIsFolder', group: 'nimbus@2' } },
  },
  'nimbus.rules.fixAll': {
    title: 'Fix All Best-Practice Findings…',
    icon: 'wand',
    menus: {
      'explorer/context': { when: 'explorerResourceIsFolder', group: 'nimbus@3' },
      'view/title': { when: 'view == nimbus.rules', group: 'navigation@2' },
      'view/item/context': { when: `${inRules('fixable')} && viewItem =~ /\\b(rule|file)\\b/`, group: 'inline@1' },
    },
  },
  'nimbus.rules.report': {
    title: 'Show Best-Practices Report',
    icon: 'graph',
    menus: { 'view/title': { when: 'view == nimbus.rules', group: 'navigation@1' } },
  },
  'nimbus.rules.export': {
    title: 'Export Best-Practices Report…',
    icon: 'export',
    menus: { 'view/title': { when: 'view == nimbus.rules', group: '2_report@1' } },
  },
  'nimbus.rules.group': {
    title: 'Group Best Practices By…',
    icon: 'list-tree',
    menus: { 'view/title': { when: 'view == nimbus.rules', group: 'navigation@4' } },
  },
  'nimbus.rules.filter': {
    title: 'Filter Best Practices…',
    icon: 'filter',
    menus: { 'view/title': { when: 'view == nimbus.rules && !nimbus.rules.filtered', group: 'navigation@3' } },
  },
  'nimbus.rules.showAll': {
    title: 'Show All Best Practices',
    icon: 'filter-filled',
    palette: 'nimbus.rules.filtered',
    menus: { 'view/title': { when: 'view == nimbus.rules && nimbus.rules.filtered', group: 'navigation@3' } },
  },
  'nimbus.rules.again': {
    title: 'Check All Files Again',
    icon: 'refresh',
    menus: { 'view/title': { when: 'view == nimbus.rules', group: '1_look@1' } },
  },
  'nimbus.rules.acceptBaseline': {
    title: 'Accept Current Findings as Baseline…',
    menus: { 'view/title': { when: 'view == nimbus.rules', group: '3_settings@2' } },
  },
  'nimbus.rules.editSettings': {
    title: 'Edit Rule Settings',
    icon: 'settings-gear',
    menus: { 'view/title': { when: 'view == nimbus.rules', group: '3_settings@1' } },
  },
  'nimbus.rules.showDocs': {
    title: 'Show Rule…',
    icon: 'book',
    menus: { 'view/item/context': { when: inRules('rule'), group: '1_rule@1' } },
  },
  'nimbus.rules.suppress': {
    title: 'Ignore Finding…',
    palette: 'editorIsOpen',
    menus: { 'view/item/context': { when: inRules('finding'), group: '1_rule@2' } },
  },
  'nimbus.rules.open': { title: 'Go to Finding', palette: 'never' },
  'nimbus.rules.showBlock': { title: 'Show Findings', palette: 'never' },
  'nimbus.plan.create': {
    title: 'Plan in Plain Words…',
    icon: 'lightbulb',
    menus: {
      'explorer/context': { when: 'explorerResourceIsFolder', group: 'nimbus@4' },
      'view/title': { when: 'view == nimbus.runs', group: 'navigation@2' },
    },
  },
  'nimbus.git.clone': {
    title: 'Clone Repository…',
    icon: 'repo-clone',
    palette: 'workspaceFolderCount > 0',
    menus: { 'explorer/context': { when: 'explorerResourceIsFolder', group: 'nimbus@5' } },
  },
  'nimbus.helm.dependencies': {
    title: 'Chart Dependencies…',
    icon: 'package',
    palette: isChart,
    menus: { 'explorer/context': { when: isChart, group: 'nimbus@1' } },
  },
  'nimbus.profile.switch': { title: 'Switch Profile…', icon: 'account' },
  'nimbus.profile.export': { title: 'Export Profile…', icon: 'export' },
  'nimbus.profile.import': { title: 'Import Profile…', icon: 'cloud-download' },
  'nimbus.plan.approve': { title: 'Approve Plan', icon: 'check', palette: 'nimbus.asking' },
  'nimbus.plan.run': {
    title: 'Run Plan File',
    icon: 'play',
    palette: isPlanFile,
    menus: { 'editor/title': { when: isPlanFile, group: 'navigation@1' }, 'explorer/context': { when: isPlanFile, group: 'nimbus@1' } },
  },
  'nimbus.plan.preview': {
    title: 'Preview Plan File',
    icon: 'eye',
    palette: isPlanFile,
    menus: { 'explorer/context': { when: isPlanFile, group: 'nimbus@2' } },
  },
  'nimbus.plan.explain': {
    title: 'Explain Plan File',
    icon: 'comment-discussion',
    palette: isPlanFile,
    menus: { 'explorer/context': { when: isPlanFile, group: 'nimbus@3' } },
  },
  'nimbus.run.open': {
    title: 'Show Run',
    icon: 'go-to-file',
    menus: { 'view/item/context': { when: ofRun('run'), group: 'inline@3' } },
  },
  'nimbus.run.rollback': {
    title: 'Roll Back Run…',
    icon: 'discard',
    menus: { 'view/item/context': { when: ofRun('undoable'), group: 'inline@1' } },
  },
  'nimbus.run.resume': {
    title: 'Resume Run',
    icon: 'debug-continue',
    menus: { 'view/item/context': { when: ofRun('resumable'), group: 'inline@2' } },
  },
  'nimbus.run.cancel': {
    title: 'Cancel Run',
    icon: 'debug-stop',
    palette: 'nimbus.live',
    menus: { 'view/item/context': { when: ofRun('live'), group: 'inline@2' } },
  },
  'nimbus.run.copyId': {
    title: 'Copy Run Id',
    palette: 'never',
    menus: { 'view/item/context': { when: ofRun('run'), group: '9_copy' } },
  },
  'nimbus.run.export': {
    title: 'Export Run…',
    icon: 'export',
    menus: { 'view/item/context': { when: ofRun('run'), group: '9_copy' } },
  },
  'nimbus.dashboard.show': {
    title: 'Show Dashboard',
    icon: 'graph',
    menus: { 'view/title': { when: 'view == nimbus.runs', group: 'navigation@3' } },
  },
  'nimbus.runs.refresh': {
    title: 'Refresh Plans and Runs',
    icon: 'refresh',
    menus: { 'view/title': { when: 'view == nimbus.runs', group: 'navigation@4' } },
  },
  'nimbus.runs.filter': {
    title: 'Filter Plans and Runs…',
    icon: 'filter',
    menus: {
      'view/title': [
        { when: 'view == nimbus.runs && !nimbus.filtered', group: 'navigation@2' },
        { when: 'view == nimbus.runs && nimbus.filtered', group: '1_filter@1' },
      ],
    },
  },
  'nimbus.runs.showAll': {
    title: 'Show All Plans and Runs',
    icon: 'filter-filled',
    palette: 'nimbus.filtered',
    menus: { 'view/title': { when: 'view == nimbus.runs && nimbus.filtered', group: 'navigation@2' } },
  },
  'nimbus.templates.list': { title: 'Show Templates…', icon: 'file-code', palette: 'workspaceFolderCount > 0' },
  'nimbus.templates.validate': { title: 'Check Templates', icon: 'checklist', palette: 'workspaceFolderCount > 0' },
  'nimbus.templates.save': {
    title: 'Save as Template…',
    palette: 'editorIsOpen && workspaceFolderCount > 0',
    menus: { 'explorer/context': { when: `!explorerResourceIsFolder && resourceScheme == file && !(${isTemplate})`, group: 'nimbus@3' } },
  },
  'nimbus.templates.preview': {
    title: 'Preview Template to the Side',
    icon: 'open-preview',
    palette: 'workspaceFolderCount > 0',
    menus: { 'editor/title': { when: isTemplate, group: 'navigation@1' } },
  },
  'nimbus.templates.variables': {
    title: 'Show Template Variables…',
    icon: 'symbol-variable',
    palette: isTemplate,
    menus: { 'editor/title': { when: isTemplate, group: '1_nimbus@1' } },
  },
  'nimbus.templates.answers': {
    title: 'Choose Answers for Template Previews…',
    palette: `${isTemplate} || resourceScheme == nimbus-template`,
    menus: { 'editor/title': { when: `${isTemplate} || resourceScheme == nimbus-template`, group: '1_nimbus@2' } },
  },
  'nimbus.infrastructure.refresh': {
    title: 'Refresh Infrastructure',
    icon: 'refresh',
    menus: { 'view/title': { when: 'view == nimbus.infrastructure', group: 'navigation@1' } },
  },
  'nimbus.infrastructure.refreshLine': {
    title: 'Refresh',
    icon: 'refresh',
    palette: 'never',
    menus: {
      'view/item/context': [
        { when: `view == ${infrastructureView} && viewItem =~ /\\b${lineTokens.opens}\\b/`, group: '9_refresh@1' },
        { when: `view == ${infrastructureView} && viewItem =~ /\\b${lineTokens.failed}\\b/`, group: 'inline@1' },
        { when: `view == ${infrastructureView} && viewItem =~ /\\b${lineTokens.failed}\\b/`, group: '9_refresh@1' },
      ],
    },
  },
  'nimbus.infrastructure.refreshShown': {
    title: 'Ask Again',
    icon: 'refresh',
    palette: `resourceScheme == ${shownScheme}`,
    menus: { 'editor/title': { when: `resourceScheme == ${shownScheme}`, group: 'navigation@1' } },
  },
  'nimbus.table.show': { title: 'Show as Table…', icon: 'table', palette: 'workspaceFolderCount > 0' },
  'nimbus.kubernetes.refreshLogs': {
    title: 'Refresh Logs',
    icon: 'refresh',
    palette: `resourceScheme == ${logScheme}`,
    menus: { 'editor/title': { when: `resourceScheme == ${logScheme}`, group: 'navigation@1' } },
  },
  ...infrastructureCommands,
  ...policyCommands,
  'nimbus.log.show': { title: 'Show Log', icon: 'output' },
} as const satisfies Readonly<Record<string, CommandDeclaration>>;

export type CommandId = keyof typeof commands;
