import { isOverride } from './override.ts';
import type { TerraformFile } from './syntax.ts';

/** What stands in folders of Terraform and was not read as Terraform, by folder. */
export interface Hidden {
  /** Folders with files of which nothing is known but that they are there. */
  readonly unread: ReadonlySet<string>;
  /** Terraform in JSON. */
  readonly json: ReadonlyMap<string, readonly string[]>;
  /** Values of variables in JSON; `undefined` for a set of values of which nothing is known. */
  readonly values: ReadonlyMap<string, readonly (string | undefined)[]>;
  /** Override files in JSON; `undefined` for one of which nothing is known. */
  readonly overrides: ReadonlyMap<string, readonly (string | undefined)[]>;
}

export const nothingHidden: Hidden = { unread: new Set(), json: new Map(), values: new Map(), overrides: new Map() };

/** What a folder may hold besides what was read of it: what is not found in it is then not known to be absent. */
export class Unseen {
  /** Where something may stand; `undefined`: it may be anything. */
  private readonly texts: readonly string[] | undefined;

  constructor(texts: readonly string[] | undefined) {
    this.texts = texts;
  }

  /** Whether a resource of this type may be there. */
  mayHold(type: string): boolean {
    return this.texts?.some((text) => text.includes(type)) ?? true;
  }
}

/** `undefined`: all of the folder was read. */
export function unseenIn(dir: string, files: readonly TerraformFile[], hidden: Hidden): Unseen | undefined {
  const json = hidden.json.get(dir) ?? [];
  const texts = [...json, ...files.flatMap((file) => (file.errors.length > 0 ? [besideSound(file)] : []))];
  const isUnread = hidden.unread.has(dir);
  if (!isUnread && texts.length === 0) return undefined;
  // JSON may write a letter as a number; and what a module holds is not told by who calls it.
  const isAnything = isUnread || json.some((text) => text.includes('\\u')) || texts.some((text) => /\bmodule\b(?!\.)/.test(text));
  return new Unseen(isAnything ? undefined : texts);
}

/** Whether what goes by some names may be changed by an override file that was not read whole: one that speaks of all of them. */
export function doubtsIn(dir: string, files: readonly TerraformFile[], hidden: Hidden): ((names: readonly string[]) => boolean) | undefined {
  const broken = files.flatMap(({ file, errors }) => (errors.length > 0 && isOverride(file.path) ? [file.text] : []));
  const texts = [...(hidden.overrides.get(dir) ?? []), ...broken];
  if (texts.length === 0) return undefined;
  return (names) => texts.some((text) => text === undefined || text.includes('\\u') || names.every((name) => text.includes(name)));
}

/** What is left of a text without the blocks that could be read whole. */
function besideSound({ file, blocks }: TerraformFile): string {
  let rest = '';
  let at = 0;
  for (const block of blocks.toSorted((a, b) => a.start - b.start)) {
    if (block.broken || block.start < at) continue;
    rest += `${file.text.slice(at, block.start)}\n`;
    at = block.end;
  }
  return rest + file.text.slice(at);
}

/** The names of the variables that a file of values in JSON sets; `undefined`: any. */
export function namesSet(text: string | undefined): readonly string[] | undefined {
  try {
    const values: unknown = text === undefined ? undefined : JSON.parse(text);
    return typeof values === 'object' && values !== null ? Object.keys(values) : undefined;
  } catch {
    return undefined;
  }
}
