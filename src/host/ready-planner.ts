import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { keep, type Studied } from '../planner/offline/index.ts';

let looked = false;

/**
 * Lets the offline planner begin with what the build has studied, `assets/planner.json`, in place of reading every tool's
 * examples first. In a checkout there is none, and with tools of one's own it does not fit: then it studies them itself.
 */
export function readyPlanner(): void {
  if (looked) return;
  looked = true;
  const path = keptBeside(dirname(fileURLToPath(import.meta.url)));
  if (path !== undefined) keep(JSON.parse(readFileSync(path, 'utf8')) as Studied);
}

/** In the folder of this code or in one above it. */
function keptBeside(folder: string): string | undefined {
  const path = join(folder, 'assets', 'planner.json');
  if (existsSync(path)) return path;
  const above = dirname(folder);
  return above === folder ? undefined : keptBeside(above);
}
