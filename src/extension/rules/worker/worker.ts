import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import { sha256 } from '../../../base/hash.ts';
import { allRules } from '../../../rules/all.ts';
import { baselineText } from '../../../rules/engine/baseline.ts';
import { fix } from '../../../rules/engine/fix.ts';
import { readSettings } from '../../../rules/engine/read-settings.ts';
import { fixable, type Rule } from '../../../rules/rule.ts';
import { changed, changesBetween } from './changed.ts';
import type { AskKind, Asks, FromWorker, RuleCard, ToWorker, WorkerData } from './messages.ts';
import { Project } from './project.ts';

// The rules' own thread: nothing here may import `vscode`. Messages are taken one after the other; what has to be looked
// at without anybody waiting for it comes after them, and is given up when an edit comes.

const port = parentPort;
if (port === null) throw new Error('This file is the worker of the best-practice rules: it has no life of its own.');
const { generation } = workerData as WorkerData;
let { today } = workerData as WorkerData;

/** Results are for these rules only: the bundle's entry names its parts by what is in them. */
const stamp = sha256(readFileSync(fileURLToPath(import.meta.url)));
/** Files with findings told in one message. */
const filesInMessageMax = 200;

const projects = new Map<string, Project>();
const inbox: ToWorker[] = [];
const waitingForIdle: number[] = [];
const unsaved = new Set<Project>();
let isPumping = false;

const send = (message: FromWorker): void => port.postMessage(message);

send({ type: 'rules', rules: allRules.map(cardOf) });
port.on('message', (message: ToWorker) => {
  inbox.push(message);
  if (!isPumping) void pump();
});

async function pump(): Promise<void> {
  isPumping = true;
  for (;;) {
    const message = inbox.shift();
    if (message !== undefined) {
      await take(message);
      continue;
    }
    if (!(await lookFurther())) break;
    // Lets messages in.
    await new Promise((resolve) => setImmediate(resolve));
  }
  isPumping = false;
  for (const project of unsaved) {
    unsaved.delete(project);
    project.relax();
    await project
      .save()
      .catch((error: unknown) =>
        send({ type: 'notes', root: project.options.root, unit: '.cache', notes: [`Results could not be kept for the next session: ${words(error)}.`] }),
      );
  }
  for (const id of waitingForIdle.splice(0)) send({ type: 'answer', id, answer: true });
  // Something came while results were being kept.
  if (inbox.length > 0 && !isPumping) void pump();
}

async function take(message: ToWorker): Promise<void> {
  if (message.type === 'ask') return answer(message.id, message.kind, message.ask);
  if (message.type === 'begin') return begin(message);
  if (message.type === 'day') {
    today = message.today;
    for (const each of projects.values()) each.newDay();
    return;
  }
  const project = projects.get(message.root);
  if (project === undefined) return;
  switch (message.type) {
    case 'end':
      projects.delete(message.root);
      unsaved.delete(project);
      return project[Symbol.dispose]();
    case 'document':
      return edited(project, message.path, message.version, message.text);
    case 'edited': {
      const open = project.open.get(message.path);
      const text = open?.version === message.from ? changed(open.text, message.changes) : undefined;
      if (text === undefined || text.length !== message.length) return send({ type: 'resend', root: message.root, path: message.path });
      return edited(project, message.path, message.version, text);
    }
    case 'closed':
      return project.document(message.path, undefined);
    case 'chart':
      return project.chart(message.folder, message.chart);
    case 'files':
      await project.onDisk(message.paths);
      return tellConfiguration(project);
  }
}

async function begin({ root, walk, exclude, cache }: ToWorker & { type: 'begin' }): Promise<void> {
  projects.get(root)?.[Symbol.dispose]();
  const project = new Project({ root, walk, exclude, stamp, today: () => today, ...(cache === undefined ? {} : { cache }) });
  projects.set(root, project);
  await project.start();
  tellConfiguration(project);
  totals.set(project, { total: project.dirty.size, done: 0, cached: 0 });
  tellProgress(project);
}

function tellConfiguration(project: Project): void {
  const { root } = project.options;
  send({ type: 'rules', root, rules: project.ownRules.map(cardOf) });
  // The group of the top folder is called as that is: by nothing.
  send({ type: 'notes', root, unit: '*', notes: project.notes });
}

/** An edit is answered at once for the document itself; what else it changes comes when there is time. */
async function edited(project: Project, path: string, version: number, text: string): Promise<void> {
  const { root } = project.options;
  const started = performance.now();
  const wasUnchecked = project.isUnchecked(path);
  await project.document(path, { version, text });
  // Overtaken by the next edit of the same text.
  if (inbox.some((later) => (later.type === 'edited' || later.type === 'document') && later.root === root && later.path === path)) return;
  const findings = await project.lookAt(path);
  send({ type: 'looked', root, path, version, ms: performance.now() - started });
  if (path.startsWith('.nimbus/') || wasUnchecked !== project.isUnchecked(path)) tellConfiguration(project);
  if (!path.startsWith('.nimbus/') && findings !== undefined) send({ type: 'findings', root, files: [findings] });
}

interface Total {
  total: number;
  done: number;
  cached: number;
}
const totals = new WeakMap<Project, Total>();

/** Looks at one group that waits for it; `false` when none does. */
async function lookFurther(): Promise<boolean> {
  for (const project of projects.values()) {
    const unit = project.next();
    if (unit === undefined) continue;
    const { root } = project.options;
    const begun = Atomics.load(generation, 0);
    const stop = {
      throwIfAborted() {
        if (Atomics.load(generation, 0) !== begun) throw new Overtaken();
      },
    };
    try {
      const { files, notes, cached } = await project.lookAtUnit(unit, stop);
      for (let at = 0; at < files.length; at += filesInMessageMax) send({ type: 'findings', root, files: files.slice(at, at + filesInMessageMax) });
      send({ type: 'notes', root, unit, notes });
      const total = totals.get(project);
      if (total && cached) total.cached += 1;
      unsaved.add(project);
    } catch (error) {
      // Its turn comes again after the edit.
      if (error instanceof Overtaken) return true;
      project.dirty.delete(unit);
      send({ type: 'notes', root, unit, notes: [`${unit || 'The top folder'} could not be checked: ${words(error)}.`] });
    }
    tellProgress(project);
    return true;
  }
  return false;
}

class Overtaken extends Error {}

function tellProgress(project: Project): void {
  const total = totals.get(project);
  if (total === undefined || (total.done === total.total && total.total > 0)) return;
  total.total = Math.max(total.total, project.dirty.size);
  total.done = total.total - project.dirty.size;
  send({ type: 'progress', root: project.options.root, done: total.done, total: total.total, files: project.files, cached: total.cached });
}

async function answer(id: number, kind: AskKind, ask: Asks[AskKind]['ask']): Promise<void> {
  if (kind === 'idle') {
    waitingForIdle.push(id);
    return;
  }
  try {
    send({ type: 'answer', id, answer: await answers[kind](ask as never) });
  } catch (error) {
    send({ type: 'failed', id, message: words(error) });
  }
}

const answers: { readonly [K in Exclude<AskKind, 'idle'>]: (ask: Asks[K]['ask']) => Promise<Asks[K]['answer']> } = {
  async fix({ root, path, version, rules }) {
    const project = projects.get(root);
    const open = project?.open.get(path);
    if (project === undefined || open?.version !== version) return undefined;
    const only = rules === undefined ? {} : { only: (finding: { readonly rule: string }) => rules.includes(finding.rule) };
    const { files, fixed } = await fix(await project.sourcesAround(path), { ...project.lookOptions, within: (one) => one === path, ...only });
    const after = files.get(path);
    return { changes: after === undefined ? [] : changesBetween(open.text, after), fixed: fixed.length };
  },
  async page({ root, rule: id }) {
    const rule = ruleBy(id, root);
    return rule && (await import('../../../rules/report/docs.ts')).page(rule);
  },
  async report({ format, report, version, folders }) {
    const rules = [
      ...new Map(
        [...projects.values()]
          .flatMap((project) => project.allRules)
          .concat(allRules)
          .map((rule) => [rule.id, rule]),
      ).values(),
    ];
    const { reportAs } = await import('../../../rules/report/formats.ts');
    const open = folders.flatMap(({ root, prefix }) => {
      const project = projects.get(root);
      return project ? [{ project, prefix }] : [];
    });
    const whole = format === 'sarif' ? await (await import('./with-fixes.ts')).withFixes(report, open) : report;
    return reportAs(format, whole, rules, version);
  },
  baseline: async ({ findings }) => baselineText(findings),
  settings: async ({ root, text }) => readSettings(text, projects.get(root)?.allRules ?? allRules).notes,
};

const ruleBy = (id: string, root: string | undefined): Rule | undefined =>
  [...(root === undefined ? [...projects.values()].flatMap((project) => project.ownRules) : (projects.get(root)?.ownRules ?? [])), ...allRules].find(
    (rule) => rule.id === id,
  );

function cardOf(rule: Rule): RuleCard {
  const { id, title, severity, category, why, source, also } = rule;
  return { id, title, severity, category, why, source, also, fixable: fixable(rule), replaces: rule.fixReplaces === true };
}

const words = (error: unknown): string => (error instanceof Error ? error.message : String(error));
