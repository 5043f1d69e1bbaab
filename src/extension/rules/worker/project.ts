import { digestOf } from '../../../base/hash.ts';
import { allRules } from '../../../rules/all.ts';
import { type Configuration, noConfiguration, readConfiguration, settingsFile, withOwn } from '../../../rules/engine/configuration.ts';
import { type Looked, look } from '../../../rules/engine/look.ts';
import { matches } from '../../../rules/engine/pattern.ts';
import { kindOf, type Source } from '../../../rules/engine/source.ts';
import { unitsOf } from '../../../rules/engine/units.ts';
import { TerraformReader } from '../../../rules/hcl/reader.ts';
import { ManifestReader } from '../../../rules/kubernetes/reader.ts';
import type { RenderedChart } from '../../../rules/kubernetes/render.ts';
import { isKustomization } from '../../../rules/kustomize/kustomization.ts';
import type { Rule } from '../../../rules/rule.ts';
import { type Remembered, recall, remember, type UnitResult } from './cache.ts';
import { Charts } from './charts.ts';
import { type Entry, entryOf, entryOfText, readSource, walk } from './disk-index.ts';
import { foundOf } from './found.ts';
import type { FileFindings, Found } from './messages.ts';
import { NamedFiles } from './named-files.ts';

/** A document in an editor. */
export interface OpenText {
  readonly version: number;
  readonly text: string;
}

/** The name of the group all manifests of a folder make: any of them may name any other. */
const yamlUnit = '*.yaml';

export interface ProjectOptions {
  readonly root: string;
  /** All files below it, not only those that are open. */
  readonly walk: boolean;
  readonly exclude: readonly string[];
  readonly cache?: string;
  /** Changes when the rules do. */
  readonly stamp: string;
  readonly today: () => string;
}

type Stop = Pick<AbortSignal, 'throwIfAborted'>;

/**
 * One workspace folder: what is in it, which files have to be looked at together, and which of those have changed since
 * they were. Text in an editor wins over the file.
 */
export class Project implements Disposable {
  readonly options: ProjectOptions;
  readonly open = new Map<string, OpenText>();
  /** Groups of files to be looked at (again). */
  readonly dirty = new Set<string>();
  private entries = new Map<string, Entry>();
  private units: ReadonlyMap<string, readonly string[]> = new Map();
  private unitByPath: ReadonlyMap<string, string> = new Map();
  private configuration: Configuration = noConfiguration;
  private rules: readonly Rule[] = allRules;
  private settled = '';
  private remembered: Remembered = { entries: new Map(), results: new Map() };
  private readonly results = new Map<string, UnitResult>();
  /** Paths with findings, by the group they were told with. */
  private readonly told = new Map<string, ReadonlySet<string>>();
  private readonly reader = new TerraformReader();
  private readonly manifests = new ManifestReader();
  private readonly named: NamedFiles;
  private readonly charts = new Charts();
  /** Texts of groups with an open document, so that an edit need not read the disk. */
  private readonly texts = new Map<string, { readonly hash: string; readonly text: string }>();

  constructor(options: ProjectOptions) {
    this.options = options;
    this.named = new NamedFiles(options.root);
  }

  [Symbol.dispose](): void {
    this.reader[Symbol.dispose]();
  }

  get ownRules(): readonly Rule[] {
    return this.configuration.own;
  }

  get allRules(): readonly Rule[] {
    return this.rules;
  }

  get notes(): readonly string[] {
    return [
      ...this.configuration.notes,
      ...[...this.entries.values()].flatMap(({ path, why }) => (why === undefined ? [] : [`${path} was not checked: it ${why}.`])),
    ];
  }

  get files(): number {
    return this.entries.size;
  }

  /** Finds out what there is; everything is to be looked at then. */
  async start(): Promise<void> {
    if (this.options.cache !== undefined) this.remembered = await recall(this.options.cache, this.options.stamp);
    await this.configure();
    if (this.options.walk) {
      const paths = await walk(this.options.root, '', (path) => this.isWanted(path));
      const found = await Promise.all(paths.map((path) => entryOf(this.options.root, path, this.remembered.entries.get(path))));
      this.entries = new Map(found.flatMap((entry) => (entry ? [[entry.path, entry] as const] : [])));
    }
    for (const [path, { text }] of this.open) this.enter(path, text);
    this.group();
    for (const unit of this.units.keys()) this.dirty.add(unit);
  }

  /** Reads `.nimbus/rules.yaml` and the rules beside it. */
  async configure(): Promise<void> {
    const text = async (path: string): Promise<string | undefined> => {
      const read = this.open.get(path)?.text ?? (await readSource(this.options.root, path));
      return typeof read === 'string' ? read : undefined;
    };
    const ownRules = async () => (this.options.walk ? await walk(this.options.root, '.nimbus/rules') : []);
    this.configuration = this.options.walk ? await readConfiguration({ text, ownRules }, allRules) : noConfiguration;
    this.rules = withOwn(allRules, this.configuration.own);
    const { settings, known, own } = this.configuration;
    this.settled = digestOf([
      JSON.stringify(settings),
      JSON.stringify([...(known ?? [])]),
      JSON.stringify(own.map((rule) => [rule.id, String(rule.source), rule.severity])),
      ...(await this.ownTexts(text, ownRules)),
    ]);
    for (const unit of this.units.keys()) this.dirty.add(unit);
  }

  private async ownTexts(text: (path: string) => Promise<string | undefined>, ownRules: () => Promise<readonly string[]>): Promise<readonly string[]> {
    return Promise.all((await ownRules()).map(async (path) => `${path}\n${(await text(path)) ?? ''}`));
  }

  isWanted(path: string): boolean {
    return !this.options.exclude.some((pattern) => matches(pattern, path));
  }

  /** A document came, changed, or went; resolves to whether its group is another one by that. */
  async document(path: string, open: OpenText | undefined): Promise<void> {
    if (open === undefined) {
      this.open.delete(path);
      this.reader.forget(path);
      this.manifests.forget(path);
      await this.onDisk([path]);
      return;
    }
    this.open.set(path, open);
    if (isConfiguration(path)) return this.configure();
    if (!this.isWanted(path)) return;
    const before = this.entries.get(path);
    const after = this.enter(path, open.text);
    if (after === undefined || before?.hash === after.hash) return;
    // Who calls whom seldom changes while one types.
    if (before === undefined || before.manifest !== after.manifest || before.calls.join() !== after.calls.join()) this.group();
    const unit = this.unitOf(path);
    if (unit !== undefined) this.dirty.add(unit);
  }

  /** A chart was rendered, or can't be (any more). */
  chart(folder: string, chart: RenderedChart | undefined): void {
    this.charts.set(folder, chart && { ...chart, values: chart.values.filter(({ path }) => this.isWanted(path)) });
    this.group();
    if (this.units.has(yamlUnit)) this.dirty.add(yamlUnit);
  }

  /** Files were made, changed or removed. */
  async onDisk(paths: readonly string[]): Promise<void> {
    if (paths.some(isConfiguration)) await this.configure();
    let isOther = false;
    for (const path of paths) {
      if (kindOf(path) === undefined) {
        if (this.named.has(path)) this.dirty.add(yamlUnit);
        // A folder: whatever was below it may be gone, and whatever is below it may be new.
        if (this.options.walk) isOther = (await this.folder(path)) || isOther;
        continue;
      }
      if (this.open.has(path) || !this.isWanted(path)) continue;
      const before = this.entries.get(path);
      const after = this.options.walk ? await entryOf(this.options.root, path, before) : undefined;
      if (after === undefined ? before === undefined : before?.hash === after.hash) {
        if (after) this.entries.set(path, after);
        continue;
      }
      const unit = this.unitOf(path);
      if (unit !== undefined) this.dirty.add(unit);
      if (after) this.entries.set(path, after);
      else this.entries.delete(path);
      isOther = true;
    }
    if (isOther) this.group();
    for (const path of paths) {
      const unit = this.unitOf(path);
      if (unit !== undefined && isOther) this.dirty.add(unit);
    }
  }

  private async folder(path: string): Promise<boolean> {
    const below = new Set(await walk(this.options.root, path, (one) => this.isWanted(one)));
    const known = [...this.entries.keys()].filter((one) => one.startsWith(`${path}/`));
    const differing = [...below].filter((one) => !this.entries.has(one)).concat(known.filter((one) => !below.has(one)));
    if (differing.length > 0) await this.onDisk(differing);
    return differing.length > 0;
  }

  private enter(path: string, text: string): Entry | undefined {
    const kind = kindOf(path);
    if (kind === undefined || !this.isWanted(path)) return undefined;
    const entry = entryOfText(path, kind, text);
    this.entries.set(path, entry);
    return entry;
  }

  /** Puts files together that have to be looked at together; groups that are new or have changed are to be looked at. */
  private group(): void {
    const before = this.units;
    const members = [...this.entries.values()].filter(({ why }) => why === undefined);
    const units = new Map(unitsOf(members.flatMap(({ path, kind, calls }) => (kind === 'terraform' || kind === 'tfvars' ? [{ path, kind, calls }] : []))));
    const yaml = members.filter(({ path, manifest }) => manifest || this.charts.has(path)).map(({ path }) => path);
    if (yaml.length > 0) units.set(yamlUnit, yaml);
    for (const { path, kind } of members) if (kind === 'docker') units.set(path, [path]);
    this.units = units;
    this.unitByPath = new Map([...units].flatMap(([unit, paths]) => paths.map((path) => [path, unit] as const)));
    for (const [unit, paths] of units) if (before.get(unit)?.join('\n') !== paths.join('\n')) this.dirty.add(unit);
    // A group that is no more: its files say nothing any more, unless another group says it.
    for (const unit of this.told.keys()) if (!units.has(unit)) this.dirty.add(unit);
  }

  unitOf(path: string): string | undefined {
    return this.unitByPath.get(path);
  }

  /** Groups to be looked at, those with an open document first. */
  next(): string | undefined {
    for (const path of this.open.keys()) {
      const unit = this.unitOf(path);
      if (unit !== undefined && this.dirty.has(unit)) return unit;
    }
    return this.dirty.values().next().value;
  }

  /** Looks at one open document, with what belongs to it for its values. */
  async lookAt(path: string): Promise<FileFindings | undefined> {
    const open = this.open.get(path);
    const unit = this.unitOf(path);
    if (open === undefined || unit === undefined) return open && { path, version: open.version, found: [] };
    // What is shown moves with the text until it is saved.
    if (this.isOutdated(path)) return undefined;
    const sources = await this.sources(unit, true);
    const looked = await this.run(sources, this.charts.lends(path), undefined);
    const found = this.placed(looked, () => true).filter(({ file }) => file === path);
    return { path, version: open.version, found };
  }

  /** Looks at a group. Throws what `stop` throws; then the group stays to be looked at. */
  async lookAtUnit(
    unit: string,
    stop: Stop,
  ): Promise<{ readonly files: readonly FileFindings[]; readonly notes: readonly string[]; readonly cached: boolean }> {
    const paths = this.units.get(unit) ?? [];
    const isOpen = paths.some((path) => this.open.has(path));
    // What kustomizations name decides, too.
    let sources = unit === yamlUnit && paths.some(isKustomization) ? await this.sources(unit, isOpen, true) : undefined;
    const key = paths.length === 0 ? undefined : this.keyOf(unit, paths);
    let result = isOpen || key === undefined ? undefined : (this.results.get(key) ?? this.remembered.results.get(key));
    const cached = result !== undefined;
    if (result === undefined) {
      sources ??= await this.sources(unit, isOpen);
      stop.throwIfAborted();
      const looked = await this.run(sources, undefined, stop, isOpen);
      result = { found: this.placed(looked, (file) => this.open.has(file)), notes: looked.notes };
    }
    this.dirty.delete(unit);
    if (key !== undefined) {
      this.forgetResult(unit);
      this.results.set(key, { notes: result.notes, found: result.found.map(({ edits: _, ...found }) => found) });
      this.keys.set(unit, key);
    } else this.forgetResult(unit);
    const byFile = Map.groupBy(result.found, ({ file }) => file);
    const told = new Set([...byFile.keys(), ...[...(this.told.get(unit) ?? [])].filter((path) => this.isOutdated(path))]);
    const all = new Set([...paths.filter((path) => told.has(path) || this.open.has(path)), ...told, ...(this.told.get(unit) ?? [])]);
    this.told.set(unit, told);
    if (paths.length === 0) this.told.delete(unit);
    const files = [...all].filter((path) => !this.isOutdated(path) && (told.has(path) || paths.includes(path) || !this.isToldElsewhere(path, unit)));
    return { files: files.map((path) => this.findingsOf(path, byFile.get(path) ?? [])), notes: result.notes, cached };
  }

  private isOutdated(path: string): boolean {
    return this.charts.isOutdated(path, this.entries.get(path)?.hash);
  }

  private placed({ hits }: Looked, withEdits: (file: string) => boolean): readonly Found[] {
    return this.charts.placed(
      hits.map((hit) => foundOf(hit, withEdits(hit.finding.file))),
      this.options.today(),
    );
  }

  private readonly keys = new Map<string, string>();

  private forgetResult(unit: string): void {
    const key = this.keys.get(unit);
    if (key !== undefined) this.results.delete(key);
    this.keys.delete(unit);
  }

  private findingsOf(path: string, found: readonly Found[]): FileFindings {
    const version = this.open.get(path)?.version;
    return version === undefined ? { path, found } : { path, version, found };
  }

  private isToldElsewhere(path: string, unit: string): boolean {
    for (const [other, told] of this.told) if (other !== unit && told.has(path)) return true;
    return false;
  }

  /** Keeps what was worked out for the next session. */
  async save(): Promise<void> {
    if (this.options.cache === undefined || !this.options.walk) return;
    await remember(this.options.cache, this.options.stamp, { entries: this.entries, results: this.results });
  }

  /** The sources a fix of this file works on; its own text is that of the editor. */
  async sourcesAround(path: string): Promise<readonly Source[]> {
    const unit = this.unitOf(path);
    return unit === undefined ? [] : this.sources(unit, true);
  }

  get lookOptions() {
    const { settings, known } = this.configuration;
    return { rules: this.rules, settings, today: this.options.today(), unread: this.named.unread, ...(known ? { known } : {}) };
  }

  private run(sources: readonly Source[], within: ((path: string) => boolean) | undefined, stop: Stop | undefined, isKept = true): Promise<Looked> {
    const keep = isKept ? { reader: this.reader, manifests: this.manifests } : {};
    return look(this.charts.made(sources), { ...this.lookOptions, edits: true, ...keep, ...(within ? { within } : {}), ...(stop ? { signal: stop } : {}) });
  }

  private async sources(unit: string, isKept: boolean, isFresh = false): Promise<readonly Source[]> {
    const sources: Source[] = [];
    for (const path of this.units.get(unit) ?? []) {
      const open = this.open.get(path)?.text;
      const hash = this.entries.get(path)?.hash ?? '';
      const kept = this.texts.get(path);
      const text = open ?? (kept?.hash === hash ? kept.text : await readSource(this.options.root, path));
      if (typeof text !== 'string') continue;
      if (isKept && open === undefined) this.texts.set(path, { hash, text });
      sources.push({ path, text });
    }
    if (unit === yamlUnit && this.options.walk) sources.push(...(await this.named.beside(sources, isFresh)));
    return sources;
  }

  /** Everything the result for a group depends on. */
  private keyOf(unit: string, paths: readonly string[]): string {
    const entries = paths.flatMap((path) => this.entries.get(path) ?? []);
    const day = entries.some(({ dated }) => dated) ? this.options.today() : '';
    const named = unit === yamlUnit ? `${this.named.digest} ${this.charts.digest}` : '';
    return digestOf([this.options.stamp, this.settled, day, unit, named, ...entries.map(({ path, hash }) => `${path} ${hash}`)]);
  }

  /** Gives back the memory that open documents took, once none of a group is open. */
  relax(): void {
    const needed = new Set([...this.open.keys()].flatMap((path) => this.units.get(this.unitOf(path) ?? '') ?? []));
    for (const path of this.texts.keys()) {
      if (needed.has(path)) continue;
      this.texts.delete(path);
      this.reader.forget(path);
      this.manifests.forget(path);
    }
  }
}

const isConfiguration = (path: string): boolean => path === settingsFile || path.startsWith('.nimbus/rules/') || /baseline[^/]*\.json$/.test(path);
