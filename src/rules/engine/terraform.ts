import type { Edit } from '../edit.ts';
import { Block } from '../hcl/block.ts';
import { Connections, Folder } from '../hcl/folder.ts';
import { terraformParser } from '../hcl/grammar.ts';
import type { Module } from '../hcl/module.ts';
import { isOverride } from '../hcl/override.ts';
import { parseTerraform } from '../hcl/parse.ts';
import { readPlain } from '../hcl/plain.ts';
import { buildProgram } from '../hcl/program.ts';
import type { BlockSyntax, TerraformFile } from '../hcl/syntax.ts';
import { type Hidden, nothingHidden } from '../hcl/unseen.ts';
import type { Given, Rule, TerraformRule, Verdict } from '../rule.ts';
import type { TextFile } from '../text.ts';
import { problemsOf, report, type Subject } from './hit.ts';
import type { Collector } from './look.ts';
import { isOfTerraform, isTerraformJson, type Source } from './source.ts';
import { type Suppression, suppressionsOf } from './suppress.ts';
import { callsIn, folderOf, unitsOf } from './units.ts';

/**
 * Folders that have nothing to do with each other are looked at one after the other, so that only one has to be in memory.
 * `others`: sources of no kind, among them Terraform in JSON.
 */
export async function lookAtTerraform(
  sources: readonly Source[],
  values: readonly Source[],
  others: readonly Source[],
  rules: readonly Rule[],
  collector: Collector,
): Promise<void> {
  if (sources.length === 0) return;
  const hidden = hiddenIn(others, collector.options.unread);
  const byTarget = byTargetOf(rules as readonly TerraformRule[]);
  const byPath = new Map([...sources, ...values].map((source) => [source.path, source]));
  const members = [
    ...sources.map(({ path, text }) => ({ path, kind: 'terraform' as const, calls: callsIn(path, text) })),
    ...values.map(({ path }) => ({ path, kind: 'tfvars' as const, calls: [] })),
  ];
  for (const paths of unitsOf(members).values()) {
    if (!paths.some((path) => collector.asks(path))) continue;
    const unit: TerraformFile[] = [];
    for (const path of paths) {
      const source = byPath.get(path);
      if (source) unit.push(await read(source, collector));
    }
    lookAtUnit(unit, hidden, byTarget, collector);
  }
}

function hiddenIn(others: readonly Source[], unread: ReadonlySet<string> | undefined): Hidden {
  const json = others.filter(({ path }) => isTerraformJson(path));
  const gone = [...(unread ?? [])].filter(isOfTerraform);
  if (json.length === 0 && gone.length === 0) return nothingHidden;
  const isValues = (path: string): boolean => /\.tfvars(\.json)?$/.test(path);
  const values = [...json, ...gone.map((path) => ({ path, text: undefined }))].filter(({ path }) => isValues(path));
  const textsByFolder = <T>(files: readonly { readonly path: string; readonly text: T }[]): ReadonlyMap<string, readonly T[]> =>
    new Map([...Map.groupBy(files, ({ path }) => folderOf(path))].map(([folder, all]) => [folder, all.map(({ text }) => text)]));
  return {
    unread: new Set(gone.filter((path) => !isValues(path)).map(folderOf)),
    json: textsByFolder(json.filter(({ path }) => !isValues(path))),
    values: textsByFolder(values),
    overrides: textsByFolder([...json, ...gone.map((path) => ({ path, text: undefined }))].filter(({ path }) => isOverride(path))),
  };
}

async function read({ path, text }: Source, { options, broken, note }: Collector): Promise<TerraformFile> {
  options.signal?.throwIfAborted();
  // The grammar is loaded for the first file that needs it: in most scans none does.
  const parsed = options.reader
    ? await options.reader.read(path, text, terraformParser)
    : (readPlain(path, text) ?? parseTerraform(path, text, await terraformParser()));
  const first = parsed.errors[0];
  if (first) {
    broken(path, parsed.errors.length);
    note(`${path}:${parsed.file.place(first.start).line} could not be read as Terraform: what is sound around it was checked.`);
  }
  return parsed;
}

function lookAtUnit(files: readonly TerraformFile[], hidden: Hidden, byTarget: ByTarget, collector: Collector): void {
  const [values, texts] = [files.filter(({ file }) => file.path.endsWith('.tfvars')), files.filter(({ file }) => !file.path.endsWith('.tfvars'))];
  const program = buildProgram(texts, values, hidden);
  for (const note of program.notes) collector.note(note);

  const suppressions = new Map<TextFile, readonly Suppression[]>();
  for (const folder of program.folders) for (const { file, comments, blocks } of folder.files) suppressions.set(file, suppressionsOf(file, comments, blocks));
  for (const root of program.roots) {
    const connections = new Connections(root);
    for (const module of root.everywhere()) {
      collector.options.signal?.throwIfAborted();
      lookAtModule(module, byTarget, { folder: new Folder(module, connections), suppressions, collector });
    }
  }
}

type ByTarget = ReadonlyMap<string, Interested>;

/** A rule, and the values it runs with once it has run. */
interface Asked {
  readonly rule: TerraformRule;
  given: Given | undefined;
}
type Interested = readonly Asked[];
const nobody: Interested = [];

function byTargetOf(rules: readonly TerraformRule[]): ByTarget {
  const byTarget = new Map<string, Asked[]>();
  for (const rule of rules) {
    const asked: Asked = { rule, given: undefined };
    for (const target of rule.targets) {
      const same = byTarget.get(target);
      if (same) same.push(asked);
      else byTarget.set(target, [asked]);
    }
  }
  return byTarget;
}

/** What names the folder: its `terraform` block, else the first block of all. */
const firstOf = (module: Module): BlockSyntax | undefined =>
  module.folder.blocks.get('terraform')?.[0] ?? module.folder.counted.find(({ blocks }) => blocks.length > 0)?.blocks[0];

/** What the rules of one kind of target are asked with. */
interface Look {
  readonly folder: Folder;
  readonly suppressions: ReadonlyMap<TextFile, readonly Suppression[]>;
  readonly collector: Collector;
}

function lookAtModule(module: Module, byTarget: ByTarget, look: Look): void {
  const first = firstOf(module);
  const ofFolder = byTarget.get(':folder') ?? nobody;
  const { files, counted, isDoubtful } = module.folder;
  // What stands in an override file is found at the block it is merged into.
  const isAsked = counted !== files && files.some(({ file }) => look.collector.asks(file.path));
  for (const file of counted) {
    if (!isAsked && !look.collector.asks(file.file.path)) continue;
    for (const syntax of file.blocks) {
      const { type } = syntax;
      if (isDoubtful?.(syntax.labels.length > 0 ? syntax.labels : [type])) continue;
      const label = syntax.labels[0] ?? '';
      const own = (type === 'resource' ? byTarget.get(label) : type === 'data' ? byTarget.get(`data.${label}`) : undefined) ?? nobody;
      const ofKind = byTarget.get(`:${type}`) ?? nobody;
      if (own.length === 0 && ofKind.length === 0 && syntax !== first) continue;
      const blocks = type === 'resource' || type === 'data' || type === 'module' ? module.instances(syntax) : [new Block(syntax, module.scope)];
      for (const block of blocks) {
        const subject = subjectOf(block, look);
        ask(own, block, subject, look);
        ask(ofKind, block, subject, look);
        // The first of a folder also stands for the folder.
        if (syntax === first) ask(ofFolder, block, subject, look);
      }
    }
  }
}

function subjectOf(block: Block, { suppressions }: Look): Subject {
  const { syntax, address } = block;
  return {
    file: syntax.file,
    address,
    block,
    header: { start: syntax.start, end: syntax.headerEnd },
    whole: syntax,
    suppressions: suppressions.get(syntax.file) ?? [],
    ...(syntax.isMerged ? { elsewhere: (file: TextFile) => suppressions.get(file) ?? [] } : {}),
  };
}

function ask(interested: Interested, block: Block, subject: Subject, { folder, collector }: Look): void {
  for (let at = 0; at < interested.length; at++) {
    const asked = interested[at];
    if (asked === undefined || collector.isOut(asked.rule)) continue;
    const { rule } = asked;
    asked.given ??= collector.given(rule);
    const { given } = asked;
    let verdict: Verdict;
    folder.isUnsure = false;
    try {
      verdict = rule.check(block, folder, given);
    } catch (error) {
      collector.leaveOut(rule, subject.address, error);
      continue;
    }
    // Most answer with an empty list. What is out of sight may be what it misses.
    if (verdict !== undefined && !folder.isUnsure && !(Array.isArray(verdict) && verdict.length === 0))
      report(rule, problemsOf(verdict), subject, () => sureFix(rule, block, folder, given), collector);
  }
}

/**
 * None that rests on what is not all known: what it would add may be there, and what it would take out in use. None in what
 * override files change: which of the files is to be right, a person says.
 */
function sureFix(rule: TerraformRule, block: Block, folder: Folder, given: Given): readonly Edit[] | undefined {
  if (block.syntax.isMerged) return undefined;
  folder.isUnsure = false;
  folder.isMerged = false;
  const edits = rule.fix?.(block, folder, given);
  return folder.isUnsure || folder.isMerged ? undefined : edits;
}
