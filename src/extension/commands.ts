import type { Line } from './infrastructure/view.ts';
import type { CommandId } from './manifest/commands.ts';
import { type InfrastructureAction, infrastructureCommands } from './manifest/infrastructure.ts';
import type { Shell } from './shell.ts';

type Handler = (shell: Shell, ...given: readonly unknown[]) => Promise<unknown>;

/** What each command does. All of it is loaded when it is first called; nothing here may import more than types. */
export const handlers: Readonly<Record<CommandId, Handler>> = {
  ...infrastructureHandlers(),
  'nimbus.infrastructure.refresh': async (shell) => shell.refreshInfrastructure(),
  'nimbus.infrastructure.refreshLine': async (shell, line) => shell.refreshInfrastructure(line),
  'nimbus.infrastructure.refreshShown': async (_shell, uri) => (await import('./infrastructure/shown.ts')).refreshShown(uri),
  'nimbus.terraform.generate': async (shell, folder) => (await import('./panels/questionnaire.ts')).generateTerraform(shell, folder),
  'nimbus.terraform.openPlan': async (shell, given) => (await import('./tfplan/open.ts')).openTerraformPlan(shell, given),
  'nimbus.terraform.lastPlan': async (shell, line) => (await import('./tfplan/open.ts')).showLastPlan(shell, line),
  'nimbus.rules.scan': async (shell, folder) => (await import('./runs/begin.ts')).scanFolder(shell, folder),
  'nimbus.rules.fixAll': async (shell, given) => (await import('./rules/fix-all.ts')).fixAll(shell, await practices(), given),
  'nimbus.rules.report': async () => (await import('./rules/report-panel.ts')).showReport(await practices()),
  'nimbus.rules.export': async () => (await import('./rules/export.ts')).exportReport(await practices()),
  'nimbus.rules.group': async () => (await import('./rules/tree-filter.ts')).groupFindings(await rulesTree()),
  'nimbus.rules.filter': async () => (await import('./rules/tree-filter.ts')).filterFindings(await rulesTree()),
  'nimbus.rules.showAll': async () => (await rulesTree()).showAll(),
  'nimbus.rules.again': async () => (await practices()).again(),
  'nimbus.rules.acceptBaseline': async (shell) => (await import('./rules/commands.ts')).acceptBaseline(shell, await practices()),
  'nimbus.rules.editSettings': async () => (await import('./rules/commands.ts')).editSettings(),
  'nimbus.rules.showDocs': async (_shell, rule) => (await import('./rules/commands.ts')).showDocs(await practices(), rule),
  'nimbus.rules.suppress': async (_shell, finding) => (await import('./rules/suppress.ts')).suppress(await practices(), finding),
  'nimbus.rules.open': async (_shell, finding) => (await import('./rules/commands.ts')).openFinding(finding),
  'nimbus.rules.showBlock': async (_shell, block) => (await import('./rules/commands.ts')).showBlock(await practices(), block),
  'nimbus.plan.create': async (shell, folder) => (await import('./runs/create.ts')).createPlan(shell, folder),
  'nimbus.git.clone': async (shell, folder) => (await import('./infrastructure/clone.ts')).cloneRepository(shell, folder),
  'nimbus.helm.dependencies': async (shell, file) => (await import('./kubernetes/dependencies.ts')).chartDependencies(shell, file),
  'nimbus.profile.switch': async (shell) => (await import('./profiles/switch.ts')).switchProfile(shell),
  'nimbus.profile.export': async (shell) => (await import('./profiles/exchange.ts')).exportProfile(shell),
  'nimbus.profile.import': async (shell) => (await import('./profiles/exchange.ts')).importProfile(shell),
  'nimbus.plan.approve': async (shell) => (await import('./runs/answer.ts')).approvePlan(shell),
  'nimbus.plan.run': async (shell, file) => (await import('./planfile/show.ts')).runPlanFile(shell, file),
  'nimbus.plan.preview': async (shell, file) => (await import('./planfile/show.ts')).previewPlanFile(shell, file),
  'nimbus.plan.explain': async (shell, file) => (await import('./planfile/show.ts')).explainPlanFile(shell, file),
  'nimbus.policy.create': async (shell) => (await import('./policy/commands.ts')).createPolicy(shell),
  'nimbus.policy.show': async (shell, file) => (await import('./policy/commands.ts')).showPolicies(shell, file),
  'nimbus.policy.accept': async (_shell, file) => (await import('./policy/accept.ts')).acceptPolicy(file),
  'nimbus.policy.test': async (_shell, file) => (await import('./policy/commands.ts')).testPolicy(file),
  'nimbus.run.open': async (shell, run) => (await import('./panels/run.ts')).openRun(shell, await chosen(shell, run, 'open')),
  'nimbus.run.rollback': async (shell, run) => (await import('./runs/begin.ts')).rollBack(shell, await chosen(shell, run, 'undoable')),
  'nimbus.run.resume': async (shell, run) => (await import('./runs/begin.ts')).resume(shell, await chosen(shell, run, 'resumable')),
  'nimbus.run.cancel': async (shell, run) => (await import('./runs/answer.ts')).cancelRun(shell, await chosen(shell, run, 'live')),
  'nimbus.run.copyId': async (shell, run) => (await import('./runs/answer.ts')).copyRunId(await chosen(shell, run, 'open')),
  'nimbus.run.export': async (shell, run) => (await import('./dashboard/export.ts')).exportRun(shell, await chosen(shell, run, 'export')),
  'nimbus.dashboard.show': async (shell) => (await import('./panels/dashboard.ts')).showDashboard(shell),
  'nimbus.runs.refresh': async (shell) => shell.refresh(),
  'nimbus.runs.filter': async (shell) => (await import('./views/filter.ts')).filterRuns(shell),
  'nimbus.runs.showAll': async (shell) => shell.showRuns({}),
  'nimbus.templates.list': async (shell) => (await import('./templates/commands.ts')).listTemplates(shell),
  'nimbus.templates.validate': async (shell) => (await import('./templates/commands.ts')).checkTemplates(shell),
  'nimbus.templates.save': async (shell, file) => (await import('./templates/commands.ts')).saveAsTemplate(shell, file),
  'nimbus.templates.preview': async (shell, file) => (await import('./templates/commands.ts')).previewTemplate(shell, file),
  'nimbus.templates.variables': async (shell, file) => (await import('./templates/commands.ts')).showVariables(shell, file),
  'nimbus.templates.answers': async (shell, file) => (await import('./templates/commands.ts')).chooseAnswers(shell, file),
  'nimbus.table.show': async (shell, source) => (await import('./table/show.ts')).showTable(shell, source),
  'nimbus.kubernetes.refreshLogs': async (_shell, uri) => (await import('./kubernetes/watch.ts')).refreshLog(uri),
  'nimbus.log.show': async (shell) => shell.log.show(),
};

/** All of them act on the line they are given. */
function infrastructureHandlers(): Readonly<Record<InfrastructureAction, Handler>> {
  const entries = (Object.keys(infrastructureCommands) as InfrastructureAction[]).map((id) => [
    id,
    async (shell: Shell, line: unknown) => (await import('./infrastructure/act.ts')).act(shell, id, line as Partial<Line> | undefined),
  ]);
  return Object.fromEntries(entries);
}

/** Of this window; they were made when it activated. */
const practices = async () => (await import('./rules/register.ts')).practices();
const rulesTree = async () => (await import('./rules/register.ts')).rulesTree();

/** The id a tree item, a notification or another command handed over; without one the person chooses. */
const chosen = async (shell: Shell, given: unknown, of: 'open' | 'undoable' | 'resumable' | 'live' | 'export'): Promise<string> =>
  runIdIn(given) ?? (await import('./runs/choose.ts')).chooseRun(shell, of);

function runIdIn(given: unknown): string | undefined {
  if (typeof given === 'string') return given;
  if (typeof given !== 'object' || given === null || !('runId' in given)) return undefined;
  return typeof given.runId === 'string' ? given.runId : undefined;
}
