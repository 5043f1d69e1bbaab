import { digestOf } from '../../../base/hash.ts';
import { allRules } from '../../../rules/all.ts';
import { type Configuration, noConfiguration, settingsFile } from '../../../rules/engine/configuration.ts';
import { type Looked, look } from '../../../rules/engine/look.ts';
import { matches } from '../../../rules/engine/pattern.ts';
import { isOfTerraform, isTerraformJson, kindOf, type Source } from '../../../rules/engine/source.ts';
import { TerraformReader } from '../../../rules/hcl/reader.ts';
import { ManifestReader } from '../../../rules/kubernetes/reader.ts';
import type { RenderedChart } from '../../../rules/kubernetes/render.ts';
import { isKustomization } from '../../../rules/kustomize/kustomization.ts';
import type { Rule } from '../../../rules/rule.ts';
import { type Remembered, Results, recall, remember } from './cache.ts';
import { Charts } from './charts.ts';
import { configured } from './configured.ts';
import { type Entry, entryOf, entryOfText, readSource, walk } from './disk-index.ts';
import { foundOf } from './found.ts';
import { groupsOf, yamlUnit } from './groups.ts';
import { Lent } from './lent.ts';
import type { FileFindings, Found } from './messages.ts';
import { NamedFiles } from './named-files.ts';
import type { OpenText, ProjectOptions } from './options.ts';

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
  private readonly results = new Results();
  /** Paths with findings, by the group they were told with. */
  private readonly told = new Map<string, ReadonlySet<string>>();
  private readonly reader = new TerraformReader();
  private readonly manifests = new ManifestReader();
  private readonly named: NamedFiles;
  private readonly charts = new Charts();
  /** What counts for the entries and is not looked at itself. */
  private readonly lent: Lent;
  /** Files of Terraform and YAML that can't be read, by the group they stand beside. */
  private unread: ReadonlyMap<string, readonly string[]> = new Map();
  /** Texts of groups with an open document, so that an edit need not read the disk. */
  private readonly texts = new Map<string, { readonly hash: string; readonly text: string }>();

  constructor(options: ProjectOptions) {
    this.options = options;
    this.named = new NamedFiles(options.root, options.walk);
    this.lent = new Lent(options.root, options.walk);
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
      ...[...this.entries.values(), ...this.lent.entries.values()].flatMap(({ path, why }) =>
        why === undefined ? [] : [`${path} was not checked: it ${why}.`],
      ),
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
      const paths = await this.walked('');
      const found = await Promise.all(paths.map((path) => entryOf(this.options.root, path, this.remembered.entries.get(path))));
      this.entries = new Map(found.flatMap((entry) => (entry ? [[entry.path, entry] as const] : [])));
    }
    for (const [path, { text }] of this.open) this.enter(path, text);
    await this.regroup();
    for (const unit of this.units.keys()) this.dirty.add(unit);
  }

  /** Reads `.nimbus/rules.yaml` and the rules beside it. */
  async configure(): Promise<void> {
    const { configuration, rules, digest } = await configured(this.options, (path) => this.open.get(path)?.text);
    this.configuration = configuration;
    this.rules = rules;
    this.settled = digest;
    for (const unit of this.units.keys()) this.dirty.add(unit);
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
    // Nobody tells what becomes of files beside, where none is watched.
    if (isOfTerraform(path) && !(this.options.walk && this.isWanted(path))) this.lent.forget(path);
    if (!this.isWanted(path)) return this.regroup();
    const before = this.entries.get(path);
    const after = this.enter(path, open.text);
    if (!this.options.walk) await this.regroup();
    if (after === undefined || before?.hash === after.hash) return;
    // Who calls whom seldom changes while one types.
    if (before === undefined || before.manifest !== after.manifest || before.why !== after.why || before.calls.join() !== after.calls.join())
      await this.regroup();
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
      if (isOfTerraform(path)) this.lent.forget(path);
      if (isTerraformJson(path)) continue;
      if (kindOf(path) === undefined) {
        if (this.named.has(path)) this.dirty.add(yamlUnit);
        // A folder: whatever was below it may be gone, and whatever is below it may be new.
        if (this.options.walk) isOther = (await this.folder(path)) || isOther;
        continue;
      }
      if (!this.options.walk && this.named.has(path)) this.dirty.add(yamlUnit);
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
    if (isOther || paths.some(isOfTerraform)) await this.regroup();
    if (isOther) this.soil(paths);
  }

  private walked(below: string): Promise<string[]> {
    return walk(
      this.options.root,
      below,
      (path) => this.isWanted(path),
      (path) => this.lent.listed(path),
    );
  }

  private async folder(path: string): Promise<boolean> {
    const below = new Set(await this.walked(path));
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

  /** Groups of these are to be looked at. */
  private soil(paths: readonly string[]): void {
    for (const path of paths) {
      const unit = this.unitOf(path);
      if (unit !== undefined) this.dirty.add(unit);
    }
  }

  private async regroup(): Promise<void> {
    const known = (path: string): Entry | undefined => this.lent.entries.get(path) ?? this.remembered.entries.get(path);
    const changed = await this.lent.refresh({ entries: this.entries, open: this.open, known });
    this.group();
    this.soil(changed);
  }

  /** Puts files together that have to be looked at together; groups that are new or have changed are to be looked at. */
  private group(): void {
    const before = this.units;
    const { units, unread } = groupsOf(this.entries, this.lent.entries, (path) => this.charts.has(path));
    for (const unit of units.keys()) if (unread.get(unit)?.join('\n') !== this.unread.get(unit)?.join('\n')) this.dirty.add(unit);
    this.unread = unread;
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
    if (open === undefined || unit === undefined || this.lent.entries.has(path)) return open && { path, version: open.version, found: [] };
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
    let sources = unit === yamlUnit && (!this.options.walk || paths.some(isKustomization)) ? await this.sources(unit, isOpen, true) : undefined;
    const key = paths.length === 0 ? undefined : this.keyOf(unit, paths);
    let result = isOpen || key === undefined ? undefined : (this.results.byKey.get(key) ?? this.remembered.results.get(key));
    const cached = result !== undefined;
    if (result === undefined) {
      sources ??= await this.sources(unit, isOpen);
      stop.throwIfAborted();
      const isLent = unit === yamlUnit ? !this.options.walk : this.lent.entries.size > 0;
      const within = isLent ? (path: string) => this.entries.has(path) : undefined;
      const looked = await this.run(sources, within, stop, isOpen);
      result = { found: this.placed(looked, (file) => this.open.has(file)), notes: looked.notes };
    }
    this.dirty.delete(unit);
    this.results.keep(unit, key, { notes: result.notes, found: result.found.map(({ edits: _, ...found }) => found) });
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
    await remember(this.options.cache, this.options.stamp, { entries: new Map([...this.lent.entries, ...this.entries]), results: this.results.byKey });
  }

  /** The sources a fix of this file works on; its own text is that of the editor. */
  async sourcesAround(path: string): Promise<readonly Source[]> {
    const unit = this.unitOf(path);
    return unit === undefined || this.lent.entries.has(path) ? [] : this.sources(unit, true);
  }

  get lookOptions() {
    const { settings, known } = this.configuration;
    const unread = this.unread.size === 0 ? this.named.unread : new Set([...this.named.unread, ...[...this.unread.values()].flat()]);
    return { rules: this.rules, settings, today: this.options.today(), unread, isPartial: !this.options.walk, ...(known ? { known } : {}) };
  }

  private run(sources: readonly Source[], within: ((path: string) => boolean) | undefined, stop: Stop | undefined, isKept = true): Promise<Looked> {
    const keep = isKept ? { reader: this.reader, manifests: this.manifests } : {};
    return look(this.charts.made(sources), { ...this.lookOptions, edits: true, ...keep, ...(within ? { within } : {}), ...(stop ? { signal: stop } : {}) });
  }

  private async sources(unit: string, isKept: boolean, isFresh = false): Promise<readonly Source[]> {
    const sources: Source[] = [];
    for (const path of this.units.get(unit) ?? []) {
      const open = this.open.get(path)?.text;
      const hash = this.entryAt(path)?.hash ?? '';
      const kept = this.texts.get(path);
      const text = open ?? (kept?.hash === hash ? kept.text : await readSource(this.options.root, path));
      if (typeof text !== 'string') continue;
      if (isKept && open === undefined) this.texts.set(path, { hash, text });
      sources.push({ path, text });
    }
    if (unit === yamlUnit) sources.push(...(await this.named.beside(sources, isFresh)));
    return sources;
  }

  /** Everything the result for a group depends on. */
  private keyOf(unit: string, paths: readonly string[]): string {
    const entries = paths.flatMap((path) => this.entryAt(path) ?? []);
    const day = entries.some(({ dated }) => dated) ? this.options.today() : '';
    const named = unit === yamlUnit ? `${this.named.digest} ${this.charts.digest}` : '';
    return digestOf([
      this.options.stamp,
      this.settled,
      day,
      unit,
      named,
      ...(this.unread.get(unit) ?? []),
      ...entries.map(({ path, hash }) => `${path} ${hash}`),
    ]);
  }

  private entryAt(path: string): Entry | undefined {
    return this.entries.get(path) ?? this.lent.entries.get(path);
  }

  /** It is another day: what holds until a day only may hold no more. */
  newDay(): void {
    for (const { path, dated } of [...this.entries.values(), ...this.lent.entries.values()]) if (dated) this.soil([path]);
  }

  /** Whether it is there and can't be checked, which is told in {@link Project.notes}. */
  isUnchecked(path: string): boolean {
    return this.entryAt(path)?.why !== undefined;
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
