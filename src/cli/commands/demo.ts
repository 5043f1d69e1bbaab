import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { count, duration } from '../../base/say.ts';
import { FailureError } from '../../domain/failure/failure.ts';
import { questionnaireOf } from '../../generators/catalogue.ts';
import { readAnswers } from '../../generators/questionnaire/read.ts';
import { packageFolder } from '../../machine/folders.ts';
import type { Driven } from '../drive.ts';
import { withHouse } from '../house.ts';
import type { Screen } from '../screen.ts';
import { driveGenerate, generateDocument, planOf } from './generate.ts';

/** `npm start`: the sample answers, all the way, into a new folder; asks nothing and needs no account. */
export const demo = (screen: Screen): Promise<number> =>
  withHouse(async (house) => {
    const sample = join(packageFolder(), 'samples', 'terraform', 'staging.yaml');
    const questionnaire = await questionnaireOf('terraform');
    if (!questionnaire.ok) return screen.fail(questionnaire.failure);
    const answers = readAnswers(readFileSync(sample, 'utf8'), 'yaml', questionnaire.value);
    if (!answers.ok) throw new FailureError(answers.failure);

    const out = freshFolder(screen.folder);
    screen.say(`Sample answers (samples/terraform/staging.yaml) → ${join(screen.folder, out)}\n`);
    const started = performance.now();
    const driven = await driveGenerate(house, planOf(house, answers.value, { out, plan: false }, screen), { yes: true }, screen);
    screen.result(generateDocument(driven), () => report(driven, out, performance.now() - started));
    return driven.exitCode;
  });

function freshFolder(workspace: string): string {
  for (let n = 1; ; n++) {
    const name = n === 1 ? 'nimbus-sample' : `nimbus-sample-${n}`;
    if (!existsSync(join(workspace, name))) return name;
  }
}

function report({ view }: Driven, out: string, ms: number): string {
  const output = view.steps.find((s) => s.step.id === 'files')?.result as
    | { files?: readonly { path: string; bytes: number }[]; resources?: number }
    | undefined;
  const files = output?.files ?? [];
  const checks = view.steps.filter((s) => s.step.id !== 'files');
  const passed = checks.filter((s) => s.status === 'succeeded');
  const skipped = checks.filter((s) => s.status === 'skipped');
  const failed = checks.filter((s) => s.status === 'failed');
  const findings = view.steps.flatMap((s) => s.findings);
  return [
    '',
    `Written   ${count(files.length, 'file')} in ${out}/, ${count(output?.resources ?? 0, 'resource')} described`,
    ...byFolder(files.map((f) => f.path)).map((line) => `          ${line}`),
    `Checked   ${passed.map((s) => s.step.tool).join(', ') || 'nothing'}; ${count(findings.length, 'finding')}`,
    ...skipped.map((s) => `Skipped   ${s.step.tool}: ${s.summary} ${s.failure?.fix ?? ''}`),
    ...failed.map((s) => `Failed    ${s.step.tool}: ${s.summary}`),
    `Took      ${duration(ms)}; nothing was changed outside ${out}/`,
    '',
    'Next      npm run code                                      the same in VS Code: right-click a folder, Generate Terraform…',
    '          npm run --silent nimbus -- questions terraform    what you can answer',
    `          npm run --silent nimbus -- runs rollback ${view.runId}  take this run back`,
  ].join('\n');
}

/** `modules/network   main.tf, outputs.tf`, a folder a line. */
function byFolder(paths: readonly string[]): readonly string[] {
  const folders = Map.groupBy(
    paths.filter((path) => !path.startsWith('.')),
    (path) => posix.dirname(path),
  );
  return [...folders].map(([folder, files]) => `${(folder === '.' ? '' : `${folder}/`).padEnd(24)} ${files.map((path) => posix.basename(path)).join(', ')}`);
}
