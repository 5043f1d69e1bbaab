import { lstat, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Workplace } from '../../../domain/workplace.ts';
import { globSource } from './ignore.ts';

/** Says whether a path of the workspace folder is one that `files.exclude` hides. */
export type Excluded = (path: string) => boolean;

const settingsBytesMax = 1024 * 1024;
const patternsMax = 500;
const charactersMax = 200;

/**
 * What the editor hides in this folder (`files.exclude`), as patterns over paths in it; where no editor says, what the
 * folder's own `.vscode/settings.json` does. Conditions on siblings (`when`) are not looked at: such files are shown.
 * Source: https://code.visualstudio.com/docs/editor/glob-patterns
 */
export async function excludesOf(at: Workplace): Promise<readonly string[]> {
  const patterns = at.excludes?.() ?? (await inSettings(at.folder));
  return patterns.flatMap(withoutBraces).flatMap(usable).slice(0, patternsMax);
}

export function excluded(patterns: readonly string[]): Excluded {
  const sources = patterns.flatMap((pattern) => globSource(pattern) ?? []);
  if (sources.length === 0) return () => false;
  const any = new RegExp(`^(?:${sources.join('|')})$`, 's');
  return (path) => any.test(path);
}

/** The patterns that are switched on in a value of `files.exclude`. */
export const switchedOn = (value: unknown): readonly string[] =>
  typeof value === 'object' && value !== null ? Object.entries(value).flatMap(([pattern, on]) => (on === true ? [pattern] : [])) : [];

async function inSettings(folder: string): Promise<readonly string[]> {
  const path = join(folder, '.vscode', 'settings.json');
  const found = await lstat(path).catch(() => undefined);
  if (!found?.isFile() || found.size > settingsBytesMax) return [];
  try {
    const settings: unknown = JSON.parse(plainJson(await readFile(path, 'utf8')));
    return switchedOn((settings as Readonly<Record<string, unknown>> | null)?.['files.exclude']);
  } catch {
    // Half typed, or not ours to read: as if nothing were hidden.
    return [];
  }
}

/** Settings may have comments, and a comma before a bracket that closes. */
const plainJson = (text: string): string =>
  text
    .replace(/^\uFEFF/, '')
    .replaceAll(/("(?:[^"\\]|\\.)*")|\/\/[^\n]*|\/\*[\s\S]*?\*\//g, (_, quoted: string | undefined) => quoted ?? '')
    .replaceAll(/("(?:[^"\\]|\\.)*")|,(?=\s*[}\]])/g, (_, quoted: string | undefined) => quoted ?? '');

/** `**\/*.{a,b}` as two patterns; ripgrep and we read braces in different ways. */
function withoutBraces(pattern: string): readonly string[] {
  const [whole, choices] = /\{([^{}]*)\}/.exec(pattern) ?? [];
  if (whole === undefined || choices === undefined || pattern.length > charactersMax) return [pattern];
  const all = choices.split(',').map((choice) => pattern.replace(whole, () => choice));
  return all.length > patternsMax ? [] : all.flatMap(withoutBraces).slice(0, patternsMax);
}

/** As paths in the folder are written; what is no pattern, or too long to be one, is left out. */
function usable(pattern: string): readonly string[] {
  const plain = pattern.replace(/^\.?\//, '').replace(/\/+(\*\*)?$/, '');
  const isWhole = plain !== '' && plain.length <= charactersMax && !/[{}\\\n\r\0]/.test(plain) && !/\[(?![^\]]+\])/.test(plain);
  return isWhole ? [plain] : [];
}
