import * as vscode from 'vscode';
import { waitsElsewhere } from '../../domain/driver.ts';
import type { RecordedEvent } from '../../domain/event.ts';
import { FailureError } from '../../domain/failure/failure.ts';
import { writePlan } from '../../planner/file.ts';
import { protocolVersion } from '../../protocol/message.ts';
import { type FromRun, readFromRun, type ToRun } from '../../protocol/run.ts';
import type { RunView } from '../../protocol/run-fold.ts';
import { openInFolder } from '../documents/file.ts';
import { openDiff, openOutput } from '../documents/open.ts';
import { foldersOpen, isOpenHere } from '../folders.ts';
import { showStepDiff } from '../infrastructure/show-step.ts';
import { clean, guarded, log, report, words } from '../report.ts';
import { cancelRun } from '../runs/answer.ts';
import { known, planAgain, resume, rollBack } from '../runs/begin.ts';
import { changeAnswers } from '../runs/change-answers.ts';
import { followElsewhere, isDriven, notHere } from '../runs/elsewhere.ts';
import { openReadme, planGenerated } from '../runs/generated.ts';
import type { LiveRun } from '../runs/live-run.ts';
import { openOut } from '../runs/open-out.ts';
import { tellWaiting } from '../runs/tell.ts';
import { generationOf, whereOf } from '../runs/where.ts';
import type { Runtime } from '../runtime.ts';
import type { Shell } from '../shell.ts';
import { showStepTable } from '../table/show-step.ts';
import { openStepPlan } from '../tfplan/open.ts';
import { answerCommon, loadPage, newPanel, subjectIn } from './panel.ts';

/** Events go to the page this often, ms: a frame or three, so that a chatty program does not drown it. */
const batchMs = 50;

/** VS Code takes this long at the most, in ms, to say that a panel it was told to show does show. */
const revealMs = 1_000;

const open = new Set<RunPanel>();

const panelOf = (runId: string): RunPanel | undefined => [...open].find((panel) => panel.runId === runId);

/** Whether a panel with this run is on the screen. */
export const isShown = (runId: string): boolean => panelOf(runId)?.isVisible ?? false;

/** Shows a run of the history or a living one. Throws `FailureError` when there is none. */
export async function openRun(shell: Shell, runId: string): Promise<void> {
  known(await shell.runtime(), runId);
  await showRun(shell, runId);
}

/** Shows a run in its panel; `replaces`: in the panel of that other run, where it has one. */
export async function showRun(shell: Shell, runId: string, replaces?: string): Promise<void> {
  const there = panelOf(runId) ?? (replaces === undefined ? undefined : panelOf(replaces));
  if (there !== undefined) return there.show(runId);
  const runtime = await shell.runtime();
  open.add(new RunPanel(shell, runtime, newPanel('run', 'Plan'), runId));
}

/** After a reload of the window. A plan that waited when the window went is made again, as it only waited. */
export async function restoreRun(shell: Shell, panel: vscode.WebviewPanel, state: unknown): Promise<void> {
  const subject = subjectIn(state);
  const runtime = await shell.runtime();
  const runId = subject === undefined ? undefined : (shell.memory.get<string>(memoryKey(subject)) ?? subject);
  const looked = runId === undefined ? undefined : runtime.look(runId);
  if (subject === undefined || runId === undefined || looked === undefined) return panel.dispose();
  open.add(new RunPanel(shell, runtime, panel, runId, subject));
  if (looked.view.phase === 'asking' && looked.view.runningSince === undefined && runtime.runs.get(runId) === undefined) await planAgain(shell, runId);
}

/** Once the workspace is trusted, the plans that were refused for it are made again. */
export async function trustGranted(shell: Shell): Promise<void> {
  for (const panel of [...open]) if (panel.view?.outcome === 'refused') await guarded(shell, 'make the plan again', () => planAgain(shell, panel.runId));
}

/** Which run a panel has come to show, where it is not the first one: that alone is its subject. */
const memoryKey = (subject: string): string => `run-panel.${subject}`;

class RunPanel {
  readonly #shell: Shell;
  readonly #runtime: Runtime;
  readonly #panel: vscode.WebviewPanel;
  readonly #subject: string;
  #runId: string;
  #unsent: RecordedEvent[] = [];
  #timer: NodeJS.Timeout | undefined;
  /** The living run it listens to: one that is resumed keeps its id and is another. */
  #heard: LiveRun | undefined;
  #stopListening: () => void = () => {};
  #revealedAt = Number.NEGATIVE_INFINITY;

  constructor(shell: Shell, runtime: Runtime, panel: vscode.WebviewPanel, runId: string, subject = runId) {
    this.#shell = shell;
    this.#runtime = runtime;
    this.#panel = panel;
    this.#subject = subject;
    this.#runId = runId;
    panel.webview.onDidReceiveMessage((data: unknown) => this.#receive(data));
    panel.onDidDispose(() => this.#closed());
    loadPage(shell, panel, { kind: 'run', title: 'Plan and Run', subject });
    this.#listen();
  }

  get runId(): string {
    return this.#runId;
  }

  /** On the screen, or on its way there. */
  get isVisible(): boolean {
    return this.#panel.visible || performance.now() - this.#revealedAt < revealMs;
  }

  get view(): RunView | undefined {
    return this.#runtime.look(this.#runId)?.view;
  }

  /** Comes to the front with this run. */
  show(runId: string): void {
    if (runId !== this.#runId || this.#runtime.runs.get(runId) !== this.#heard) {
      this.#runId = runId;
      void this.#shell.memory.update(memoryKey(this.#subject), runId === this.#subject ? undefined : runId);
      this.#listen();
      this.#sendAll();
    }
    this.#revealedAt = performance.now();
    this.#panel.reveal();
  }

  close(): void {
    this.#panel.dispose();
  }

  get #live(): LiveRun | undefined {
    return this.#runtime.runs.get(this.#runId);
  }

  #listen(): void {
    this.#stopListening();
    this.#heard = this.#live;
    this.#stopListening = this.#heard?.onEvent((event) => this.#pass(event)) ?? this.#watchElsewhere();
    this.#entitle();
  }

  /** A run of another window: what happens there is seen here. */
  #watchElsewhere(): () => void {
    const { journal } = this.#runtime.house;
    const row = journal.run(this.#runId);
    if (row === undefined || !isDriven(row)) return () => {};
    return followElsewhere(
      journal,
      row.id,
      (events) => {
        for (const event of events) this.#pass(event);
      },
      () => this.#sendAll(),
      (error) => report(this.#shell, 'follow a run of another window', error),
    );
  }

  #receive(data: unknown): void {
    const read = readFromRun(data);
    if (!read.ok) this.#shell.log.error(`A run panel sent something that is no message:\n${read.problem}`);
    else void guarded(this.#shell, 'do what the plan’s panel asked for', () => this.#take(read.message));
  }

  async #take(message: FromRun): Promise<void> {
    const shell = this.#shell;
    const runId = this.#runId;
    switch (message.type) {
      case 'ready':
        return this.#sendAll();
      case 'approve': {
        const approved = this.#live?.approve(message.hash, new Map(Object.entries(message.typed)));
        if (approved === undefined) {
          const { row, view } = known(this.#runtime, runId);
          return this.#notice(notHere(row, view, Date.now()));
        }
        if (approved.ok) return;
        log(shell, 'approve a plan', approved.failure);
        return this.#notice(words(approved.failure));
      }
      case 'cancel':
        return cancelRun(shell, runId);
      case 'changeAnswers':
        await changeAnswers(shell, runId);
        return this.#live === undefined && this.view?.runningSince === undefined ? this.close() : undefined;
      case 'openDiff':
        return this.#orNotice(openDiff(this.#runtime, runId, message.step, message.path));
      case 'openFile':
        return this.#orNotice(openInFolder(known(this.#runtime, runId).row.folder, message));
      case 'openOutput':
        return openOutput(runId, message.step);
      case 'openStepDiff':
        return this.#orNotice(showStepDiff(shell, runId, message.step));
      case 'openTable':
        return this.#orNotice(showStepTable(shell, runId, message.step));
      case 'openTerraformPlan':
        return this.#orNotice(openStepPlan(shell, runId, message.step));
      case 'readYaml': {
        const plan = this.view?.plan;
        return plan === undefined ? undefined : this.#send({ type: 'yaml', text: await writePlan(plan) });
      }
      case 'openFolder':
        return openOut(known(this.#runtime, runId).view);
      case 'openReadme':
        return this.#orNotice(openReadme(shell, runId));
      case 'planGenerated':
        return this.#orNotice(planGenerated(shell, runId));
      case 'rollBack':
        return this.#orNotice(rollBack(shell, runId));
      case 'resume':
        return this.#orNotice(resume(shell, runId));
      case 'again':
        return this.#orNotice(planAgain(shell, runId));
      case 'openWindow':
        // A folder that is open in a window already brings that window to the front.
        await vscode.commands.executeCommand('vscode.openFolder', vscode.Uri.file(known(this.#runtime, runId).row.folder), { forceNewWindow: true });
        return;
      case 'manageTrust':
        await vscode.commands.executeCommand('workbench.trust.manage');
        return;
      default:
        await answerCommon(shell, message);
    }
  }

  #sendAll(): void {
    const { row, events, view } = known(this.#runtime, this.#runId);
    const of = row.rollbackOf === undefined ? view.plan : this.#runtime.look(row.rollbackOf)?.view.plan;
    this.#unsent = [];
    this.#send({
      type: 'show',
      protocol: protocolVersion,
      where: whereOf(row.folder, of, foldersOpen()),
      events,
      live: isDriven(row),
      ...(isDriven(row) && this.#live === undefined
        ? { elsewhere: { says: waitsElsewhere(view.by, view.askedAt, Date.now()), canOpen: view.by?.host === 'window' && !isOpenHere(row.folder) } }
        : {}),
      now: Date.now(),
      changeable: generationOf(view.plan) !== undefined,
      rollback: row.rollbackOf !== undefined,
      repeatable: view.plan !== undefined,
      untrusted: !vscode.workspace.isTrusted,
    });
  }

  #pass(event: RecordedEvent): void {
    const { type } = event.event;
    if (type === 'plan-ready' || type === 'consent-given' || type === 'run-ended') this.#entitle();
    // Where it acts and what it was made from, and who waits for its yes, is known only now.
    if (type === 'plan-ready' || (type === 'consent-asked' && this.#live === undefined)) {
      this.#sendAll();
      return;
    }
    this.#unsent.push(event);
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      if (this.#unsent.length > 0) this.#send({ type: 'events', events: this.#unsent });
      this.#unsent = [];
    }, batchMs);
  }

  #entitle(): void {
    const { row, view } = known(this.#runtime, this.#runId);
    const { out } = whereOf(row.folder, view.plan, foldersOpen());
    const what = row.rollbackOf !== undefined ? 'Roll Back' : view.runningSince === undefined ? 'Plan' : 'Run';
    this.#panel.title = out === undefined ? (row.rollbackOf === undefined ? view.goal || row.goal : what) : `${what} · ${out}`;
  }

  #closed(): void {
    clearTimeout(this.#timer);
    this.#stopListening();
    open.delete(this);
    this.#revealedAt = Number.NEGATIVE_INFINITY;
    void this.#shell.memory.update(memoryKey(this.#subject), undefined);
    const live = this.#live;
    // Closing a tab is no answer.
    if (live?.isAsking) void tellWaiting(this.#shell, live);
  }

  async #orNotice(work: Promise<void>): Promise<void> {
    try {
      await work;
    } catch (error) {
      if (!(error instanceof FailureError)) throw error;
      log(this.#shell, 'do what the plan’s panel asked for', error.failure);
      this.#notice(words(error.failure));
    }
  }

  #notice(text: string): void {
    this.#send({ type: 'notice', level: 'warning', text: clean.text(text) });
  }

  /** A page that is hidden gets nothing; it asks for everything when it shows again. */
  #send(message: ToRun): void {
    void this.#panel.webview.postMessage(message);
  }
}
