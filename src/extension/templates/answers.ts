import { basename, dirname, relative, resolve, sep } from 'node:path';
import * as vscode from 'vscode';
import { type Outcome, ok } from '../../domain/failure/failure.ts';
import type { Answers } from '../../domain/question.ts';
import { manifestPath } from '../../generators/manifest.ts';
import { dataFor, generator as generatorName } from '../../generators/templates/tools/generators.ts';
import { AnswerBook } from '../questionnaire/answer-book.ts';
import type { Shell } from '../shell.ts';

/** What a preview is filled in with, and where that is from, to a person. */
export interface Filling {
  readonly answers: Answers;
  readonly data: object;
  /** `infra/`, `sample answers`. */
  readonly from: string;
  /** Why it is not what was asked for. */
  readonly note?: string;
}

/** As little as is needed: every other answer is its default. */
const sample: Answers = { 'project.name': 'example', 'project.owner': 'team-example', 'project.costCentre': 'CC-1' };
const sampleWords = 'sample answers';

/** At the most this many folders are looked for answers in. */
const foldersMax = 50;

const memoryKey = (folder: string, generator: string): string => `templates.answers.${generator}.${folder}`;

/** The answers templates of this folder are shown with: those of the folder the person chose, else of one that has some, else a sample. */
export async function fillingFor(shell: Shell, folder: string, generator: string): Promise<Outcome<Filling>> {
  const known = generatorName.safeParse(generator);
  // A folder whose name is no generator's: its templates are checked, and have nothing to be filled in with.
  if (!known.success) return ok({ answers: {}, data: {}, from: 'no answers', note: `there is no generator ${generator} that takes templates` });
  const chosen = shell.memory.get<string>(memoryKey(folder, generator));
  const outs = chosen === undefined ? await outsWithAnswers(shell, folder, generator) : [chosen];
  const [out] = outs;
  if (out !== undefined && out !== sampleWords) {
    const answers = await answersOf(shell, folder, out);
    const data = dataFor(known.data, answers);
    if (data.ok) return ok({ answers, data: data.value, from: `${out}/` });
    if (Object.keys(answers).length > 0) return sampled(known.data, `the answers of ${out}/ are not finished`);
  }
  return sampled(known.data);
}

function sampled(generator: 'terraform', note?: string): Outcome<Filling> {
  const data = dataFor(generator, sample);
  return data.ok ? ok({ answers: sample, data: data.value, from: sampleWords, ...(note === undefined ? {} : { note }) }) : data;
}

/** Lets the person choose whose answers previews are filled in with. Throws `CancellationError` when they choose none. */
export async function chooseFilling(shell: Shell, folder: string, generator: string): Promise<void> {
  const outs = await outsWithAnswers(shell, folder, generator);
  const items = [
    ...outs.map((out) => ({ label: `${out}/`, description: 'the answers given there', out })),
    { label: 'Sample answers', description: 'every default', out: sampleWords },
  ];
  const picked = await vscode.window.showQuickPick(items, { title: 'Fill Templates In With the Answers Of…', placeHolder: 'Previews and problems follow' });
  if (picked === undefined) throw new vscode.CancellationError();
  await shell.memory.update(memoryKey(folder, generator), picked.out);
}

/** Output folders of a workspace folder that answers are known for, the one generating proposes first. */
async function outsWithAnswers(shell: Shell, folder: string, generator: string): Promise<readonly string[]> {
  const proposed = vscode.workspace.getConfiguration('nimbus', vscode.Uri.file(folder)).get<string>('generate.folder', 'infra');
  const manifests = await vscode.workspace.findFiles(
    new vscode.RelativePattern(folder, `**/${manifestPath(generator)}`),
    '**/{node_modules,.terraform}/**',
    foldersMax,
  );
  const found = manifests
    .map(
      ({ fsPath }) =>
        relative(folder, dirname(dirname(fsPath)))
          .split(sep)
          .join('/') || '.',
    )
    .sort();
  const { house } = await shell.runtime();
  const isBegun = house.sessions.load(generator, resolve(folder, proposed)) !== undefined;
  return [...new Set([...(isBegun || found.includes(proposed) ? [proposed] : []), ...found])];
}

async function answersOf(shell: Shell, folder: string, out: string): Promise<Answers> {
  const { house } = await shell.runtime();
  return (await new AnswerBook(house, { folder, out }).open()).answers;
}

/** The output folder a file was written into, when a generator did. */
export async function outOf(shell: Shell, folder: string, generator: string, path: string): Promise<string | undefined> {
  const { house } = await shell.runtime();
  const { files } = house.workplace(folder, new AbortController().signal, () => {});
  for (let at = dirname(path); basename(at) !== '' && at.startsWith(folder); at = dirname(at)) {
    const out = relative(folder, at).split(sep).join('/') || '.';
    const kind = await files.kind(`${out}/${manifestPath(generator)}`);
    if (kind.ok && kind.value === 'file') return out;
    if (at === folder) return undefined;
  }
  return undefined;
}
