/** Id of the tree of plans and runs. */
export const runsView = 'nimbus.runs';
/** Id of the tree of best-practice findings. */
export const rulesView = 'nimbus.rules';

/** View types of the panels, as VS Code keeps them over a reload. */
export const panelTypes = {
  questionnaire: 'nimbus.questionnaire',
  run: 'nimbus.run',
  report: 'nimbus.report',
  dashboard: 'nimbus.dashboard',
  tfplan: 'nimbus.tfplan',
  table: 'nimbus.table',
} as const;

/** Schemes of the documents Nimbus shows and nobody saves. */
export const schemes = { preview: 'nimbus-preview', output: 'nimbus-output' } as const;

/** Scheme of what a template fills in to: it follows the template's editor, so it has a provider of its own. */
export const templateScheme = 'nimbus-template';

/** Scheme of what a tool said when it was asked from the infrastructure tree; read anew on request. */
export const shownScheme = 'nimbus-shown';

/** Scheme of logs that are read anew on request. */
export const logScheme = 'nimbus-log';

/** Scheme of the rules' pages: provided by the rules' own part, once it is loaded. */
export const ruleScheme = 'nimbus-rule';

/** Languages whose documents wake Nimbus, so that they are checked as they are typed. */
export const checkedLanguages = ['terraform', 'terraform-vars', 'yaml', 'dockerfile'] as const;

/** Scheme of what is said about a plan file: its preview and its explanation. */
export const planScheme = 'nimbus-plan';
