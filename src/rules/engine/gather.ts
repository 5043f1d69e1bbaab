import { failed, type Outcome, ok } from '../../domain/failure/failure.ts';
import { notFound } from '../../domain/failure/files.ts';
import type { Files } from '../../domain/workplace.ts';
import { followKustomizations } from '../kustomize/follow.ts';
import type { Rule } from '../rule.ts';
import { ownRulesFolder, readConfiguration } from './configuration.ts';
import type { Settings } from './settings.ts';
import { isOfTerraform, isTerraformJson, kindOf, readText, type ScanLimits, type Source, scanLimits } from './source.ts';
import { callsIn } from './units.ts';

/** What a scan of a place in the workspace works on. */
export interface Gathered {
  readonly sources: readonly Source[];
  /** The folder paths are told relative to; empty for the workspace itself, else it ends with `/`. */
  readonly base: string;
  /** Whether findings in a file are asked for; the others lend their values only. */
  readonly within: (path: string) => boolean;
  readonly settings: Settings;
  /** The workspace's own rules. */
  readonly own: readonly Rule[];
  /** Fingerprints of the findings in the baseline file. */
  readonly known: ReadonlySet<string> | undefined;
  /** Files that start with a byte order mark. */
  readonly marks: ReadonlySet<string>;
  /** Paths of what is there, and counts for something scanned, though it could not be read. */
  readonly unread: ReadonlySet<string>;
  readonly notes: readonly string[];
}

/**
 * Reads what is below a folder, or one file with what stands beside it, and the local modules it calls wherever they
 * are in the workspace. What can't be read is noted and passed over.
 */
export async function gather(
  files: Files,
  path: string,
  rules: readonly Rule[],
  signal: AbortSignal,
  limits: ScanLimits = scanLimits,
): Promise<Outcome<Gathered>> {
  const clean = path.replace(/^\.\/|\/+$/g, '').replace(/^\.$/, '');
  const kind = await files.kind(clean === '' ? '.' : clean);
  if (!kind.ok) return kind;
  if (kind.value !== 'file' && kind.value !== 'folder') return failed(notFound(path));
  const dir = kind.value === 'folder' ? clean : clean.includes('/') ? clean.slice(0, clean.lastIndexOf('/')) : '';
  /** Links are read through where they lead to a file of the workspace; findings are told there. */
  const links = new Set<string>();
  const linked = (file: string): void => void (isOfTerraform(file) && links.add(file));
  const listed = await files.list(dir === '' ? '.' : dir, linked);
  if (!listed.ok) return listed;
  const base = dir === '' ? '' : `${dir}/`;
  const isHere = (file: string): boolean => kind.value === 'folder' || !file.slice(base.length).includes('/');
  const candidates = listed.value.filter((file) => kindOf(file) !== undefined && isHere(file));
  const beside = [...links, ...listed.value.filter(isTerraformJson)].filter(isHere).sort();

  const notes: string[] = [];
  const marks = new Set<string>();
  const sources = new Map<string, Source>();
  const unread = new Set<string>();
  const read = async (file: string): Promise<void> => {
    signal.throwIfAborted();
    if (sources.has(file)) return;
    const content = await files.read(file);
    if (!content.ok) {
      unread.add(file);
      notes.push(`${file} was not checked: ${content.failure.message}`);
      return;
    }
    if (content.value === undefined) return;
    const decoded = readText(content.value, limits);
    if ('why' in decoded) {
      unread.add(file);
      notes.push(`${file} was not checked: it ${decoded.why}.`);
      return;
    }
    if (decoded.mark) marks.add(file);
    sources.set(file, { path: file, text: decoded.text });
  };
  if (candidates.length > limits.filesMax) notes.push(`There are ${candidates.length} files: the first ${limits.filesMax} were checked.`);
  for (const file of candidates.slice(0, limits.filesMax)) await read(file);
  for (const file of candidates.slice(limits.filesMax)) unread.add(file);
  for (const file of beside) await read(file);
  await readCalledModules(files, sources, linked, read);
  for (const path of await followKustomizations(files, sources, base, read)) unread.add(path);

  const textAt = async (file: string): Promise<string | undefined> => {
    const content = await files.read(file);
    const decoded = content.ok ? content.value && readText(content.value, limits) : { why: `could not be read: ${content.failure.message}` };
    if (decoded === undefined || 'text' in decoded) return decoded?.text;
    notes.push(`${file} was not used: it ${decoded.why}.`);
    return undefined;
  };
  const ownRules = async (): Promise<readonly string[]> => {
    const there = await files.kind(ownRulesFolder);
    const own = there.ok && there.value === 'folder' ? await files.list(ownRulesFolder) : undefined;
    return own?.ok ? own.value : [];
  };
  const { settings, own, known, notes: complaints } = await readConfiguration({ text: textAt, ownRules }, rules);
  notes.push(...complaints);
  const within = kind.value === 'file' ? (file: string) => file === clean : (file: string) => file.startsWith(base) && !links.has(file);
  return ok({ sources: [...sources.values()], base, within, settings, own, known, marks, unread, notes });
}

/** Follows `source = "../…"` out of the scanned folder, round by round, so that values and references are told truly. */
async function readCalledModules(
  files: Files,
  sources: ReadonlyMap<string, Source>,
  linked: (file: string) => void,
  read: (file: string) => Promise<void>,
): Promise<void> {
  const looked = new Set<string>();
  for (let round = 0; round < 8; round++) {
    const wanted = new Set<string>();
    for (const { path, text } of sources.values()) {
      if (kindOf(path) !== 'terraform') continue;
      for (const dir of callsIn(path, text)) if (!looked.has(dir)) wanted.add(dir);
    }
    if (wanted.size === 0) return;
    for (const dir of wanted) {
      looked.add(dir);
      if ([...sources.keys()].some((path) => path.startsWith(`${dir}/`) && !path.slice(dir.length + 1).includes('/'))) continue;
      // A module that isn't there is Terraform's to complain of.
      const kind = await files.kind(dir);
      if (kind.ok && kind.value === 'nothing') continue;
      const links: string[] = [];
      const listed = await files.list(dir, (link) => links.push(link));
      if (!listed.ok) continue;
      for (const file of [...listed.value, ...links]) {
        if (!isOfModule(file) || file.slice(dir.length + 1).includes('/')) continue;
        if (links.includes(file)) linked(file);
        await read(file);
      }
    }
  }
}

const isOfModule = (file: string): boolean => kindOf(file) === 'terraform' || (isTerraformJson(file) && !file.endsWith('.tfvars.json'));
