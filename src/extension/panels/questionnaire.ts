import * as vscode from 'vscode';
import { FailureError } from '../../domain/failure/failure.ts';
import type { Answers } from '../../domain/question.ts';
import { questionnaireOf } from '../../generators/catalogue.ts';
import { readOwn } from '../../generators/templates/own.ts';
import { protocolVersion } from '../../protocol/message.ts';
import { type FromQuestionnaire, readFromQuestionnaire, type ToQuestionnaire } from '../../protocol/questionnaire.ts';
import { foldersOpen, pathOf, type Target, targetAt, targetFrom } from '../folders.ts';
import { AnswerBook } from '../questionnaire/answer-book.ts';
import { exportAnswers, importAnswers } from '../questionnaire/exchange.ts';
import { Form } from '../questionnaire/form.ts';
import { Outlook, type ReadOwn } from '../questionnaire/outlook.ts';
import { guarded, log, words } from '../report.ts';
import { generate } from '../runs/begin.ts';
import { folderWords } from '../runs/where.ts';
import type { Shell } from '../shell.ts';
import { templateAt } from '../templates/where.ts';
import { answerCommon, loadPage, mailOf, newPanel, subjectIn } from './panel.ts';

/** By absolute output folder: one questionnaire a folder. */
const open = new Map<string, QuestionnairePanel>();

/** The questionnaire for a folder: the one that was right-clicked, or one the person picks. */
export async function generateTerraform(shell: Shell, given: unknown): Promise<void> {
  const target = await targetFrom(given, 'Generate Terraform in…', (folder) =>
    vscode.workspace.getConfiguration('nimbus', folder).get<string>('generate.folder', 'infra'),
  );
  await openQuestionnaire(shell, target);
}

/** Shows the questionnaire of a folder, with the answers given before, or with `answers` in their place. */
export async function openQuestionnaire(shell: Shell, target: Target, answers?: Answers): Promise<void> {
  const there = open.get(pathOf(target));
  if (there !== undefined) {
    if (answers !== undefined) there.replace(answers);
    return there.reveal();
  }
  await fill(shell, target, newPanel('questionnaire', titleOf(target)), answers);
}

/** After a reload of the window. */
export async function restoreQuestionnaire(shell: Shell, panel: vscode.WebviewPanel, state: unknown): Promise<void> {
  const subject = subjectIn(state);
  if (subject === undefined) return panel.dispose();
  try {
    await fill(shell, targetAt(vscode.Uri.file(subject)), panel, undefined);
  } catch (error) {
    panel.dispose();
    throw error;
  }
}

async function fill(shell: Shell, target: Target, panel: vscode.WebviewPanel, answers: Answers | undefined): Promise<void> {
  // The page loads while the runtime opens; what it says until then waits.
  const mail = mailOf(panel);
  loadPage(shell, panel, { kind: 'questionnaire', title: 'Generate Terraform', subject: pathOf(target) });
  const [questionnaire, { house }] = await Promise.all([questionnaireOf('terraform'), shell.runtime()]);
  if (!questionnaire.ok) throw new FailureError(questionnaire.failure);
  const book = new AnswerBook(house, target);
  const start = await book.open();
  if (start.problem !== undefined) log(shell, 'read the answers of an earlier generation', start.problem);
  if (mail.isClosed) return;
  const own = () => readOwn('terraform', house.workplace(target.folder, new AbortController().signal, () => {}).files);
  const filling = new QuestionnairePanel(shell, panel, target, new Form(questionnaire.value, answers ?? start.answers), book, own, start.group);
  open.set(pathOf(target), filling);
  mail.handTo((data) => filling.receive(data));
}

const titleOf = ({ folder, out }: Target): string => `Generate Terraform · ${folderWords(out, folder, foldersOpen())}`;

class QuestionnairePanel {
  readonly #shell: Shell;
  readonly #panel: vscode.WebviewPanel;
  readonly #target: Target;
  readonly #form: Form;
  readonly #book: AnswerBook;
  readonly #outlook: Outlook;
  #group: string | undefined;
  #saved: Extract<ToQuestionnaire, { type: 'saved' }> | undefined;

  constructor(shell: Shell, panel: vscode.WebviewPanel, target: Target, form: Form, book: AnswerBook, own: ReadOwn, group: string | undefined) {
    this.#shell = shell;
    this.#panel = panel;
    this.#target = target;
    this.#form = form;
    this.#book = book;
    this.#group = group;
    this.#saved = book.savedAt === undefined ? undefined : { type: 'saved', at: book.savedAt };
    this.#outlook = new Outlook(
      own,
      (summary) => this.#send({ type: 'summary', summary }),
      (error) => shell.log.error('Working out what would come of the answers failed', error instanceof Error ? error : String(error)),
    );
    // A template of theirs that is saved changes what the answers come to.
    const saves = vscode.workspace.onDidSaveTextDocument(({ uri }) => templateAt(uri)?.folder === target.folder && this.#outlook.of(this.#form.answers));
    panel.onDidDispose(() => {
      saves.dispose();
      this.#outlook.dispose();
      open.delete(pathOf(target));
    });
    this.#outlook.of(form.answers);
  }

  reveal(): void {
    this.#panel.reveal();
  }

  replace(answers: Answers): void {
    this.#form.replace(answers);
    this.#changed();
  }

  /** A message of the page's. */
  receive(data: unknown): void {
    const read = readFromQuestionnaire(data);
    if (!read.ok) this.#shell.log.error(`The questionnaire sent something that is no message:\n${read.problem}`);
    else void guarded(this.#shell, 'answer the questionnaire', () => this.#take(read.message));
  }

  async #take(message: FromQuestionnaire): Promise<void> {
    switch (message.type) {
      case 'ready':
        this.#form.startOver();
        return this.#show();
      case 'answered':
        this.#form.answer(message.id, message.value, message.edit);
        return this.#changed();
      case 'reset':
        if (message.id === undefined && !(await this.#mayForget('Set every answer back to its default?', 'Set Back'))) this.#form.pass(message.edit);
        else this.#form.reset(message.id, message.edit);
        return this.#changed();
      case 'goTo':
        this.#group = message.group;
        return this.#save();
      case 'plan':
        return this.#plan();
      case 'import':
        return this.#import();
      case 'export': {
        const path = await exportAnswers(this.#form.questionnaire, this.#form.filled, this.#target.folder);
        return path === undefined ? undefined : this.#notice('info', `Wrote ${path}.`);
      }
      default:
        await answerCommon(this.#shell, message);
    }
  }

  #show(): void {
    const { generator, title, groups } = this.#form.questionnaire;
    this.#send({
      type: 'show',
      protocol: protocolVersion,
      questionnaire: { generator, title, groups },
      folder: folderWords(this.#target.out, this.#target.folder, foldersOpen()),
      ...(this.#group === undefined ? {} : { group: this.#group }),
      page: this.#form.page(),
      ...(this.#outlook.last === undefined ? {} : { summary: this.#outlook.last }),
      ...(this.#saved === undefined ? {} : { saved: this.#saved }),
    });
  }

  #changed(): void {
    this.#send({ type: 'page', page: this.#form.page() });
    this.#save();
    this.#outlook.of(this.#form.answers);
  }

  #save(): void {
    try {
      this.#saved = { type: 'saved', at: this.#book.save(this.#form.answers, this.#group) };
    } catch (error) {
      this.#shell.log.error('Saving the answers failed', error instanceof Error ? error : String(error));
      this.#saved = { type: 'saved', problem: `Not saved: ${error instanceof Error ? error.message : String(error)}. Export the answers to keep them.` };
    }
    this.#send(this.#saved);
  }

  async #plan(): Promise<void> {
    this.#send({ type: 'notice', level: 'info', text: '' });
    if (this.#form.problems.length > 0) return this.#send({ type: 'page', page: this.#form.page() });
    this.#send({ type: 'busy', text: 'Making the plan…' });
    try {
      await generate(this.#shell, this.#target, this.#form.answers);
    } finally {
      this.#send({ type: 'busy' });
    }
  }

  async #import(): Promise<void> {
    const read = await importAnswers(this.#form.questionnaire, this.#target.folder);
    if (!read.ok) {
      log(this.#shell, 'import answers', read.failure);
      const { problems = [] } = read.failure;
      const all = problems.map(({ path, message }) => `${path}: ${message}`).join(' · ');
      return this.#notice('error', all === '' ? words(read.failure) : `Not imported, nothing was changed. ${all}`);
    }
    if (!(await this.#mayForget('Replace the answers given here by those of the file?', 'Replace'))) return;
    this.replace(read.value);
    this.#notice('info', `Imported ${Object.keys(read.value).length} answers.`);
  }

  /** Asks before answers are lost; there is nothing to ask when there are none. */
  async #mayForget(question: string, yes: string): Promise<boolean> {
    if (Object.keys(this.#form.answers).length === 0) return true;
    const detail = 'Export them first to keep them.';
    return (await vscode.window.showWarningMessage(question, { modal: true, detail }, yes)) === yes;
  }

  #notice(level: 'info' | 'error', text: string): void {
    this.#send({ type: 'notice', level, text });
  }

  /** A page that is hidden gets nothing; it asks for everything when it shows again. */
  #send(message: ToQuestionnaire): void {
    void this.#panel.webview.postMessage(message);
  }
}
