import { lstatSync, realpathSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { text as readStream } from 'node:stream/consumers';
import { sha256 } from '../../base/hash.ts';
import { FailureError } from '../../domain/failure/failure.ts';
import { fileFailed, notFound } from '../../domain/failure/files.ts';
import type { Finding } from '../../domain/finding.ts';
import type { Answers, Questionnaire } from '../../domain/question.ts';
import { questionnaireOf } from '../../generators/catalogue.ts';
import { formatOf, readAnswers } from '../../generators/questionnaire/read.ts';
import { setAnswers } from '../../generators/questionnaire/set.ts';
import { describeAnswers } from '../../generators/terraform/describe.ts';
import type { OpenHouse } from '../../host/house.ts';
import { settingsIn } from '../../host/settings.ts';
import { dataFolder } from '../../machine/folders.ts';
import { draftGenerate } from '../../planner/generate.ts';
import { makePlan } from '../../planner/make.ts';
import { previewPlan } from '../../session/preview.ts';
import { startRun } from '../../session/start.ts';
import { type ConsentOptions, consentFrom } from '../consent.ts';
import { type Driven, drive } from '../drive.ts';
import { withHouse } from '../house.ts';
import { planText } from '../plan-text.ts';
import type { Screen } from '../screen.ts';
import { circumstances, endText, verdictOf } from './run.ts';

export interface GenerateOptions extends ConsentOptions {
  readonly answers: string;
  /** Default: the setting `generate.folder`. */
  readonly out?: string;
  readonly set?: readonly string[];
  /** Default: the setting `generate.withPlan`. */
  readonly plan?: boolean;
  readonly dryRun: boolean;
}

export const generate = (generator: string, options: GenerateOptions, screen: Screen): Promise<number> =>
  withHouse(async (house) => {
    const questionnaire = await questionnaireOf(generator);
    if (!questionnaire.ok) return screen.fail(questionnaire.failure);
    const answers = await answersFrom(options, questionnaire.value);
    return generateFrom(house, answers, options, screen);
  });

/** Answers → plan → files and checks, or only the plan's preview. */
export async function generateFrom(house: OpenHouse, answers: Answers, options: GenerateOptions, screen: Screen): Promise<number> {
  const settings = settingsIn(dataFolder()).all();
  const out = options.out ?? settings['nimbus.generate.folder'];
  const plan = planOf(house, answers, { out, plan: options.plan ?? settings['nimbus.generate.withPlan'] }, screen);
  if (options.dryRun) {
    const seen = await previewPlan(
      plan,
      new Map(),
      house,
      house.workplace(screen.folder, screen.stop, () => {}),
    );
    if (!seen.ok) return screen.fail(seen.failure);
    const written = seen.value.previews.get('files');
    const files = filesOf(written?.files ?? [], outIn(out, screen));
    screen.result(
      { dryRun: true, files, checks: [], findings: written?.findings ?? [], planHash: seen.value.plan.hash, runId: null },
      () => `${planText(seen.value.plan, seen.value.previews, new Map())}\n\nNothing was written.`,
    );
    return 0;
  }
  const driven = await driveGenerate(house, plan, options, screen);
  if (driven.failure !== undefined && driven.view.steps.every((step) => step.attempts === 0)) return screen.fail(driven.failure);
  screen.result(generateDocument(driven), () => endText(driven.view));
  return driven.exitCode;
}

export function planOf(house: OpenHouse, answers: Answers, options: { readonly out: string; readonly plan: boolean }, screen: Screen) {
  const draft = draftGenerate({ generator: 'terraform', answers, out: outIn(options.out, screen), what: describeAnswers(answers), withPlan: options.plan });
  const plan = makePlan(draft, house.tools, house.past());
  if (!plan.ok) throw new FailureError(plan.failure);
  return plan.value;
}

export const driveGenerate = (house: OpenHouse, plan: ReturnType<typeof planOf>, options: ConsentOptions, screen: Screen): Promise<Driven> =>
  drive(
    startRun(house, {
      folder: screen.folder,
      goal: plan.goal,
      plan: async () => ({ ok: true, value: plan }),
      consent: consentFrom(options, screen),
      approved: options.approve,
      circumstances,
    }),
    screen,
  );

/** The promised shape; what a check found stands in it whether the check passed or not. */
export function generateDocument({ view }: Driven): Record<string, unknown> {
  const written = view.steps.find((s) => s.step.id === 'files');
  const output = written?.result as { files?: unknown; out?: string; directory?: string; resources?: number; conflicts?: number } | undefined;
  const findings: readonly Finding[] = view.steps.flatMap((s) => s.findings);
  return {
    status: view.outcome,
    out: output?.out,
    directory: output?.directory,
    resources: output?.resources,
    files: output?.files ?? [],
    checks: view.steps
      .filter((s) => s.step.id !== 'files')
      .map((s) => ({
        name: s.step.tool,
        ok: s.status === 'succeeded' && s.findings.length === 0,
        status: s.status,
        detail: s.summary,
        ...(s.failure ? { fix: s.failure.fix, problems: s.failure.problems } : {}),
      })),
    findings,
    conflicts: written?.preview?.files.flatMap((f) => f.conflicts) ?? [],
    planHash: view.plan?.hash,
    runId: view.runId,
    verdict: verdictOf(view),
    ...(view.failure ? { failure: view.failure } : {}),
  };
}

async function answersFrom(options: GenerateOptions, questionnaire: Questionnaire): Promise<Answers> {
  const text =
    options.answers === '-'
      ? await readStream(process.stdin)
      : await readFile(resolve(process.cwd(), options.answers), 'utf8').catch((error: NodeJS.ErrnoException) => {
          throw new FailureError(
            error.code === 'ENOENT'
              ? { ...notFound(options.answers), fix: 'Give --answers a file; nimbus questions terraform shows what goes into it.' }
              : fileFailed('read', options.answers, error),
          );
        });
  const read = readAnswers(text, formatOf(options.answers), questionnaire);
  if (!read.ok) throw new FailureError(read.failure);
  const set = setAnswers(questionnaire, read.value, options.set ?? []);
  if (!set.ok) throw new FailureError(set.failure);
  return set.value;
}

/** `--out` as the tool wants it: relative to the workspace, whichever way it was given. */
function outIn(out: string, screen: Screen): string {
  const { folder } = screen;
  const said = relative(folder, resolve(folder, out));
  // The shell may call the workspace by a link that leads to it.
  const inside = isAbsolute(out) && said.startsWith('..') ? relative(folder, realOfNearest(out)) : said;
  return (inside.startsWith('..') ? said : inside).replaceAll('\\', '/') || '.';
}

/** Where it really is, or will be. */
function realOfNearest(path: string): string {
  const at = lstatSync(path, { throwIfNoEntry: false });
  if (at !== undefined || path === dirname(path)) return realpathSync(path);
  return join(realOfNearest(dirname(path)), basename(path));
}

const filesOf = (files: readonly { path: string; action: string; after: string | undefined }[], out: string) =>
  files.map((f) => ({
    path: out === '.' ? f.path : f.path.slice(out.length + 1),
    bytes: Buffer.byteLength(f.after ?? ''),
    sha256: f.after === undefined ? null : sha256(f.after),
    action: f.action,
  }));
