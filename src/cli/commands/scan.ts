import { statSync } from 'node:fs';
import { basename, dirname, isAbsolute, relative, resolve } from 'node:path';
import { FailureError } from '../../domain/failure/failure.ts';
import { notFound } from '../../domain/failure/files.ts';
import { badUsage } from '../../domain/failure/run.ts';
import { type ScanReport, severities } from '../../domain/finding.ts';
import type { OpenHouse } from '../../host/house.ts';
import { makePlan } from '../../planner/make.ts';
import { look } from '../../session/look.ts';
import { startRun } from '../../session/start.ts';
import { type ConsentOptions, consentFrom } from '../consent.ts';
import { drive } from '../drive.ts';
import { withHouse } from '../house.ts';
import type { Screen } from '../screen.ts';
import { version } from '../version.ts';
import { circumstances } from './run.ts';

export interface ScanCommandOptions extends ConsentOptions {
  readonly format: string;
  readonly fix: boolean;
  readonly rule?: readonly string[];
  readonly failOn: string;
  readonly baseline?: string;
}

export const scan = (path: string, options: ScanCommandOptions, screen: Screen): Promise<number> =>
  withHouse(async (house) => {
    const { reportAs, reportFormats } = await import('../../rules/report/formats.ts');
    const formats = [...reportFormats, 'json', 'baseline'] as const;
    const format = formats.find((f) => f === options.format);
    if (format === undefined) throw new FailureError(badUsage(`There is no format ${options.format}.`, `One of: ${formats.join(', ')}.`));
    const failOn = severities.indexOf(options.failOn as (typeof severities)[number]);
    if (failOn < 0) throw new FailureError(badUsage(`There is no severity ${options.failOn}.`, `One of: ${severities.join(', ')}.`));
    const { allRules } = await import('../../rules/all.ts');
    const unknown = (options.rule ?? []).find((id) => !allRules.some((rule) => rule.id === id));
    if (unknown !== undefined) throw new FailureError(badUsage(`There is no rule ${unknown}.`, 'nimbus rules list shows them.'));

    const place = placeOf(path, screen);
    const baseline = options.baseline === undefined ? {} : { baseline: relative(place.folder, resolve(screen.folder, options.baseline)).replaceAll('\\', '/') };
    const only = { path: place.path, ...(options.rule === undefined ? {} : { rules: options.rule }) };
    const started = performance.now();
    const report = options.fix
      ? await fixed(house, place.folder, only, options, screen)
      : await scanned(house, place.folder, { ...only, ...baseline, fixes: format === 'sarif' });
    if ('exitCode' in report) return report.exitCode;
    const whole: ScanReport = { ...report, elapsedMs: Math.round(performance.now() - started) };

    if (format === 'json' || screen.options.json) screen.document({ ...whole, suppressed: whole.suppressed.length, suppressedFindings: whole.suppressed });
    else if (format === 'baseline')
      screen.raw(
        (await import('../../rules/engine/baseline.ts')).baselineText(whole.findings.map((finding) => ({ ...finding, file: `${place.base}${finding.file}` }))),
      );
    else screen.raw(await reportAs(format, whole, allRules, version));
    return whole.findings.some((f) => severities.indexOf(f.severity) >= failOn) ? 1 : 0;
  });

async function scanned(house: OpenHouse, folder: string, input: object): Promise<ScanReport> {
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort());
  const outcome = await look(house, folder, 'rules.scan', input, circumstances, stop.signal);
  if (!outcome.ok) throw new FailureError(outcome.failure);
  return outcome.value as ScanReport;
}

/** Fixes go through a plan and the gate like any other change; what comes back is the scan after them. */
async function fixed(
  house: OpenHouse,
  folder: string,
  input: object,
  options: ConsentOptions,
  screen: Screen,
): Promise<ScanReport | { readonly exitCode: number }> {
  const plan = makePlan({ goal: 'Fix best-practice findings', steps: [{ id: 'fix', tool: 'rules.fix', input }] }, house.tools);
  if (!plan.ok) throw new FailureError(plan.failure);
  const driven = await drive(
    startRun(house, { folder, goal: plan.value.goal, plan: async () => plan, consent: consentFrom(options, screen), circumstances }),
    screen,
  );
  if (driven.failure !== undefined) return { exitCode: screen.fail(driven.failure) };
  const report = driven.view.steps[0]?.result as ScanReport | undefined;
  return report ?? { exitCode: driven.exitCode };
}

/** Looking is allowed anywhere the person points at: a place outside the workspace is a workspace of its own. `base`: what paths in the report are relative to. */
function placeOf(path: string, screen: Screen): { readonly folder: string; readonly path: string; readonly base: string } {
  const absolute = resolve(screen.folder, path);
  const found = statSync(absolute, { throwIfNoEntry: false });
  if (found === undefined) throw new FailureError(notFound(path));
  const inside = relative(screen.folder, absolute);
  if (inside.startsWith('..') || isAbsolute(inside)) {
    return found.isDirectory() ? { folder: absolute, path: '.', base: '' } : { folder: dirname(absolute), path: basename(absolute), base: '' };
  }
  const clean = inside.replaceAll('\\', '/') || '.';
  const dir = found.isDirectory() ? clean : clean.includes('/') ? clean.slice(0, clean.lastIndexOf('/')) : '.';
  return { folder: screen.folder, path: clean, base: dir === '.' ? '' : `${dir}/` };
}
