import { type FolderIndex, indexFolder, localSource } from './folder-index.ts';
import { type Caller, Module } from './module.ts';
import type { AttributeSyntax, TerraformFile } from './syntax.ts';
import { type Hidden, namesSet, nothingHidden } from './unseen.ts';

/** Ends modules that call each other in a circle, or unfold into too many. */
const depthMax = 8;
const modulesMax = 5_000;
/** `.tfvars` sets tried against one root. */
const variantsMax = 8;

/** All Terraform of a scan: each folder that nobody calls is a root, with the modules it calls below it. */
export interface Program {
  readonly folders: readonly FolderIndex[];
  /** A root stands once for each set of values its `.tfvars` files give. */
  readonly roots: readonly Module[];
  readonly notes: readonly string[];
}

export function buildProgram(sources: readonly TerraformFile[], values: readonly TerraformFile[], hidden: Hidden = nothingHidden): Program {
  const notes: string[] = [];
  const byDir = new Map<string, TerraformFile[]>();
  for (const source of sources) {
    const dir = dirOf(source.file.path);
    byDir.set(dir, [...(byDir.get(dir) ?? []), source]);
  }
  const folders = new Map([...byDir].map(([dir, files]) => [dir, indexFolder(dir, files, hidden)]));

  const called = new Set<string>();
  for (const folder of folders.values()) {
    for (const call of folder.calls.values()) {
      const dir = localSource(call, folder.dir);
      if (dir !== undefined && dir !== folder.dir) called.add(dir);
    }
  }

  let made = 0;
  const open = (dir: string, caller: Caller): Module | undefined => {
    const target = localSource(caller.call, dir);
    const folder = target === undefined ? undefined : folders.get(target);
    if (!folder || depth(caller) >= depthMax) return undefined;
    made += 1;
    if (made === modulesMax) notes.push(`More than ${modulesMax} module calls: those after that were not followed.`);
    return made > modulesMax ? undefined : new Module(folder, open, new Map(), caller);
  };

  const roots: Module[] = [];
  const reached = new Set<string>();
  const start = (folder: FolderIndex): void => {
    const unknown = unknownVariables(folder, values, hidden);
    for (const given of variants(folder.dir, values)) {
      const root = new Module(folder, open, given, undefined, unknown);
      roots.push(root);
      for (const module of root.everywhere()) reached.add(module.folder.dir);
    }
  };
  for (const folder of folders.values()) if (!called.has(folder.dir)) start(folder);
  // A folder that is only called in a circle, or with `count = 0`, still gets looked at.
  for (const folder of folders.values()) if (!reached.has(folder.dir)) start(folder);
  return { folders: [...folders.values()], roots, notes };
}

const depth = (caller: Caller): number => 1 + (caller.module.caller ? depth(caller.module.caller) : 0);
const dirOf = (path: string): string => (path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '');

/**
 * The values a root runs with: `terraform.tfvars` and `*.auto.tfvars` always; any other `.tfvars` in it or in a folder
 * right below it (`environments/prod.tfvars`) is one way to run it, and then each of those is looked at instead of the
 * bare defaults.
 */
function variants(dir: string, values: readonly TerraformFile[]): readonly ReadonlyMap<string, AttributeSyntax>[] {
  const near = values.filter(({ file }) => isNear(dirOf(file.path), dir));
  const base = new Map<string, AttributeSyntax>();
  const chosen: TerraformFile[] = [];
  for (const source of near.toSorted((a, b) => a.file.path.localeCompare(b.file.path))) {
    const name = source.file.path.slice(source.file.path.lastIndexOf('/') + 1);
    if (dirOf(source.file.path) === dir && (name === 'terraform.tfvars' || name.endsWith('.auto.tfvars')))
      for (const [key, value] of source.attributes) base.set(key, value);
    else if (name !== 'terraform.tfvars' && !name.endsWith('.auto.tfvars')) chosen.push(source);
  }
  if (chosen.length === 0) return [base];
  return chosen.slice(0, variantsMax).map((source) => new Map([...base, ...source.attributes]));
}

/** Whether values that stand in a folder are for the Terraform in `dir`. */
const isNear = (at: string, dir: string): boolean => at === dir || (dirOf(at) === dir && at !== '' && at !== dir);

const none: ReadonlySet<string> = new Set();

/** Variables that are set, or may be, where it can't be read what to. */
function unknownVariables(folder: FolderIndex, values: readonly TerraformFile[], { values: hidden }: Hidden): ReadonlySet<string> {
  const broken = values.some(({ file, errors }) => errors.length > 0 && isNear(dirOf(file.path), folder.dir));
  if (!broken && hidden.size === 0) return none;
  const texts = [...hidden].flatMap(([at, all]) => (isNear(at, folder.dir) ? all : []));
  return new Set([...(broken ? folder.variables.keys() : []), ...texts.flatMap((text) => namesSet(text) ?? [...folder.variables.keys()])]);
}
