import { type Severity, severities } from '../../domain/finding.ts';
import { type ScanFormat, scanFormats } from './tell.ts';

/** A command line of `nimbus scan` that asks for nothing but a look. */
export interface PlainArguments {
  readonly path: string;
  readonly format: ScanFormat;
  readonly failOn: Severity;
  readonly render: boolean;
  readonly json: boolean;
  readonly cwd: string | undefined;
}

/** What stands after `nimbus scan`; `undefined` for all that is not plain: other options, other ways to write these, mistakes. */
export function plainArguments(args: readonly string[]): PlainArguments | undefined {
  let path: string | undefined;
  let format: string = 'text';
  let failOn: string = 'high';
  let render = true;
  let json = false;
  let cwd: string | undefined;
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] ?? '';
    if (arg === '--json') json = true;
    else if (arg === '--no-render') render = false;
    else if (arg === '--format' || arg === '--fail-on' || arg === '--cwd') {
      at += 1;
      const value = args[at];
      if (value === undefined || value === '' || value.startsWith('-')) return undefined;
      if (arg === '--format') format = value;
      else if (arg === '--fail-on') failOn = value;
      else cwd = value;
    } else if (path !== undefined || arg === '' || arg.startsWith('-')) return undefined;
    else path = arg;
  }
  const known = scanFormats.find((one) => one === format);
  const severity = severities.find((one) => one === failOn);
  return path === undefined || known === undefined || severity === undefined ? undefined : { path, format: known, failOn: severity, render, json, cwd };
}
