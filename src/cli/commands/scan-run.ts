import { relative, resolve } from 'node:path';
import { FailureError } from '../../domain/failure/failure.ts';
import { badUsage } from '../../domain/failure/run.ts';
import { type ScanReport, severities } from '../../domain/finding.ts';
import { registry } from '../../domain/registry.ts';
import type { Tool } from '../../domain/tool.ts';
import type { Blobs } from '../../domain/workplace.ts';
import { workplaceOn } from '../../host/workplace.ts';
import { dataFolder } from '../../machine/folders.ts';
import { categories } from '../../rules/rule.ts';
import { scanTool } from '../../rules/tools/scan.ts';
import { Redactor } from '../../safety/redact.ts';
import { type LookingHouse, look } from '../../session/look.ts';
import type { ConsentOptions } from '../consent.ts';
import { placeOf } from '../scan/place.ts';
import { scanFormats, tell } from '../scan/tell.ts';
import type { Screen } from '../screen.ts';

export interface ScanCommandOptions extends ConsentOptions {
  readonly format: string;
  readonly fix: boolean;
  readonly rule?: readonly string[];
  readonly severity?: string;
  readonly category?: string;
  readonly failOn: string;
  readonly baseline?: string;
  readonly render: boolean;
}

function oneOf<T extends string>(what: string, all: readonly T[], given: string): T {
  const found = all.find((one) => one === given);
  if (found === undefined) throw new FailureError(badUsage(`There is no ${what} ${given}.`, `One of: ${all.join(', ')}.`));
  return found;
}

export async function scan(path: string, options: ScanCommandOptions, screen: Screen): Promise<number> {
  const format = oneOf('format', scanFormats, options.format);
  const failOn = oneOf('severity', severities, options.failOn);
  const severity = options.severity === undefined ? undefined : oneOf('severity', severities, options.severity);
  const category = options.category === undefined ? undefined : oneOf('category', categories, options.category);
  if (options.fix && (severity !== undefined || category !== undefined))
    throw new FailureError(badUsage('--fix takes no --severity and no --category.', 'Name the rules to fix with --rule.'));
  if (options.fix && options.baseline !== undefined)
    throw new FailureError(badUsage('--fix takes no --baseline.', 'Name the file as `baseline` in .nimbus/rules.yaml: what is in it is left as it is.'));

  // What is told on the way has no place in a file that a program reads.
  if (format !== 'text') screen.resultOnly();
  const place = placeOf(path, screen);
  const baseline = options.baseline === undefined ? {} : { baseline: relative(place.folder, resolve(screen.folder, options.baseline)).replaceAll('\\', '/') };
  const only = { path: place.path, ...(options.rule === undefined ? {} : { rules: options.rule }) };
  const shown = { ...(severity === undefined ? {} : { severity }), ...(category === undefined ? {} : { category }) };
  const started = performance.now();
  const report = options.fix
    ? await (await import('./scan-fix.ts')).fixed(place.folder, only, options, screen)
    : await scanned(place.folder, { ...only, ...shown, ...baseline, fixes: format === 'sarif', render: options.render }, screen.stop);
  if ('exitCode' in report) return report.exitCode;
  const whole: ScanReport = { ...report, elapsedMs: Math.round(performance.now() - started) };
  return tell(whole, format, failOn, place, screen);
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

async function scanned(folder: string, input: object, stop: AbortSignal): Promise<ScanReport> {
  const outcome = await look(lookingHouse(), folder, 'rules.scan', input, { trusted: true }, stop);
  if (!outcome.ok) throw new FailureError(outcome.failure);
  return outcome.value as ScanReport;
}
