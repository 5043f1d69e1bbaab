import { statSync } from 'node:fs';
import { basename, dirname, isAbsolute, relative, resolve } from 'node:path';
import { FailureError } from '../../domain/failure/failure.ts';
import { notFound } from '../../domain/failure/files.ts';
import { badUsage } from '../../domain/failure/run.ts';
import { type ScanReport, severities } from '../../domain/finding.ts';
import { registry } from '../../domain/registry.ts';
import type { Tool } from '../../domain/tool.ts';
import type { Blobs } from '../../domain/workplace.ts';
import { workplaceOn } from '../../host/workplace.ts';
import { dataFolder } from '../../machine/folders.ts';
import { allRules } from '../../rules/all.ts';
import { reportAs, reportFormats } from '../../rules/report/formats.ts';
import { scanTool } from '../../rules/tools/scan.ts';
import { Redactor } from '../../safety/redact.ts';
import { type LookingHouse, look } from '../../session/look.ts';
import type { ConsentOptions } from '../consent.ts';
import type { Screen } from '../screen.ts';
import { version } from '../version.ts';

export interface ScanCommandOptions extends ConsentOptions {
  readonly format: string;
  readonly fix: boolean;
  readonly rule?: readonly string[];
  readonly failOn: string;
  readonly baseline?: string;
  readonly render: boolean;
}

export async function scan(path: string, options: ScanCommandOptions, screen: Screen): Promise<number> {
  const formats = [...reportFormats, 'json', 'baseline'] as const;
  const format = formats.find((f) => f === options.format);
  if (format === undefined) throw new FailureError(badUsage(`There is no format ${options.format}.`, `One of: ${formats.join(', ')}.`));
  const failOn = severities.indexOf(options.failOn as (typeof severities)[number]);
  if (failOn < 0) throw new FailureError(badUsage(`There is no severity ${options.failOn}.`, `One of: ${severities.join(', ')}.`));
  const unknown = (options.rule ?? []).find((id) => !allRules.some((rule) => rule.id === id));
  if (unknown !== undefined) throw new FailureError(badUsage(`There is no rule ${unknown}.`, 'nimbus rules list shows them.'));

  const place = placeOf(path, screen);
  const baseline = options.baseline === undefined ? {} : { baseline: relative(place.folder, resolve(screen.folder, options.baseline)).replaceAll('\\', '/') };
  const only = { path: place.path, ...(options.rule === undefined ? {} : { rules: options.rule }) };
  const started = performance.now();
  const report = options.fix
    ? await (await import('./scan-fix.ts')).fixed(place.folder, only, options, screen)
    : await scanned(place.folder, { ...only, ...baseline, fixes: format === 'sarif', render: options.render });
  if ('exitCode' in report) return report.exitCode;
  const whole: ScanReport = { ...report, elapsedMs: Math.round(performance.now() - started) };

  if (format === 'json' || screen.options.json) screen.document({ ...whole, suppressed: whole.suppressed.length, suppressedFindings: whole.suppressed });
  else if (format === 'baseline')
    screen.raw(
      (await import('../../rules/engine/baseline.ts')).baselineText(whole.findings.map((finding) => ({ ...finding, file: `${place.base}${finding.file}` }))),
    );
  else screen.raw(await reportAs(format, whole, allRules, version));
  return whole.findings.some((f) => severities.indexOf(f.severity) >= failOn) ? 1 : 0;
}

/** A scan only looks: one tool, and no store. What is compiled is kept in Nimbus's own folder, as start-up is most of a small scan. */
function lookingHouse(): LookingHouse {
  const data = dataFolder();
  const noBlobs: Blobs = {
    keep() {
      throw new Error('A scan keeps nothing.');
    },
    get: () => undefined,
  };
  return {
    tools: registry([scanTool as unknown as Tool]),
    workplace: workplaceOn(data, noBlobs),
    redactor: new Redactor(process.env),
    ticks: () => performance.now(),
  };
}

async function scanned(folder: string, input: object): Promise<ScanReport> {
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort());
  const outcome = await look(lookingHouse(), folder, 'rules.scan', input, { trusted: true }, stop.signal);
  if (!outcome.ok) throw new FailureError(outcome.failure);
  return outcome.value as ScanReport;
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
