import { Block } from '../hcl/block.ts';
import { Connections, Folder } from '../hcl/folder.ts';
import { terraformParser } from '../hcl/grammar.ts';
import type { Module } from '../hcl/module.ts';
import { parseTerraform } from '../hcl/parse.ts';
import { readPlain } from '../hcl/plain.ts';
import { buildProgram } from '../hcl/program.ts';
import type { BlockSyntax, TerraformFile } from '../hcl/syntax.ts';
import type { Rule, TerraformRule } from '../rule.ts';
import type { TextFile } from '../text.ts';
import { problemsOf, report } from './hit.ts';
import type { Collector } from './look.ts';
import type { Source } from './source.ts';
import { type Suppression, suppressionsOf } from './suppress.ts';
import { callsIn, unitsOf } from './units.ts';

/** Folders that have nothing to do with each other are looked at one after the other, so that only one has to be in memory. */
export async function lookAtTerraform(sources: readonly Source[], values: readonly Source[], rules: readonly Rule[], collector: Collector): Promise<void> {
  if (sources.length === 0) return;
  const byTarget = Map.groupBy(
    (rules as readonly TerraformRule[]).flatMap((rule) => rule.targets.map((target) => ({ rule, target }))),
    ({ target }) => target,
  );
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
    lookAtUnit(unit, byTarget, collector);
  }
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

function lookAtUnit(files: readonly TerraformFile[], byTarget: ByTarget, collector: Collector): void {
  const [values, texts] = [files.filter(({ file }) => file.path.endsWith('.tfvars')), files.filter(({ file }) => !file.path.endsWith('.tfvars'))];
  const program = buildProgram(texts, values);
  for (const note of program.notes) collector.note(note);

  const suppressions = new Map<TextFile, readonly Suppression[]>();
  for (const folder of program.folders) for (const { file, comments, blocks } of folder.files) suppressions.set(file, suppressionsOf(file, comments, blocks));
  for (const root of program.roots) {
    const connections = new Connections(root);
    for (const module of root.everywhere()) {
      collector.options.signal?.throwIfAborted();
      lookAtModule(module, new Folder(module, connections), byTarget, suppressions, collector);
    }
  }
}

type ByTarget = ReadonlyMap<string, Interested>;

type Interested = readonly { readonly rule: TerraformRule; readonly target: string }[];
const nobody: Interested = [];

/** Who looks at a block: by `aws_s3_bucket`, `data.aws_ami` or `:resource`; the first of a folder also stands for the folder. */
function rulesFor({ type, labels }: BlockSyntax, isFirst: boolean, byTarget: ByTarget): Interested {
  const ofKind = byTarget.get(`:${type}`) ?? nobody;
  const label = labels[0] ?? '';
  const own = (type === 'resource' ? byTarget.get(label) : type === 'data' ? byTarget.get(`data.${label}`) : undefined) ?? nobody;
  if (isFirst) return [...own, ...ofKind, ...(byTarget.get(':folder') ?? nobody)];
  return own.length === 0 ? ofKind : ofKind.length === 0 ? own : [...own, ...ofKind];
}

/** What names the folder: its `terraform` block, else the first block of all. */
const firstOf = (module: Module): BlockSyntax | undefined =>
  module.folder.blocks.get('terraform')?.[0] ?? module.folder.files.flatMap((file) => file.blocks)[0];

function lookAtModule(
  module: Module,
  folder: Folder,
  byTarget: ByTarget,
  suppressions: ReadonlyMap<TextFile, readonly Suppression[]>,
  collector: Collector,
): void {
  const first = firstOf(module);
  for (const file of module.folder.files) {
    if (!collector.asks(file.file.path)) continue;
    for (const syntax of file.blocks) {
      const interested = rulesFor(syntax, syntax === first, byTarget);
      if (interested.length === 0) continue;
      const blocks =
        syntax.type === 'resource' || syntax.type === 'data' || syntax.type === 'module' ? module.instances(syntax) : [new Block(syntax, module.scope)];
      for (const block of blocks) {
        const { address } = block;
        for (const { rule } of interested) {
          const problems = collector.attempt(rule, address, () => problemsOf(rule.check(block, folder, collector.given(rule))));
          if (!problems || problems.length === 0) continue;
          const subject = {
            file: syntax.file,
            address,
            header: { start: syntax.start, end: syntax.headerEnd },
            whole: syntax,
            suppressions: suppressions.get(syntax.file) ?? [],
          };
          report(rule, problems, subject, () => rule.fix?.(block, folder, collector.given(rule)), collector);
        }
      }
    }
  }
}
