/** Id of the tree of plans and runs. */
export const runsView = 'nimbus.runs';

/** View types of the panels, as VS Code keeps them over a reload. */
export const panelTypes = { questionnaire: 'nimbus.questionnaire', run: 'nimbus.run' } as const;

/** Schemes of the documents Nimbus shows and nobody saves. */
export const schemes = { preview: 'nimbus-preview', output: 'nimbus-output' } as const;

/** Scheme of what a template fills in to: it follows the template's editor, so it has a provider of its own. */
export const templateScheme = 'nimbus-template';
