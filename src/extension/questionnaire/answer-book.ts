import { resolve } from 'node:path';
import type { Failure } from '../../domain/failure/failure.ts';
import type { Answers } from '../../domain/question.ts';
import { manifestPath, readManifest } from '../../generators/manifest.ts';
import { inFolder } from '../../generators/target.ts';
import type { OpenHouse } from '../../host/house.ts';

const generator = 'terraform';

/** The answers for one output folder, kept after every edit. */
export class AnswerBook {
  readonly #house: OpenHouse;
  readonly #folder: string;
  readonly #out: string;
  #savedAt: number | undefined;

  constructor(house: OpenHouse, { folder, out }: { readonly folder: string; readonly out: string }) {
    this.#house = house;
    this.#folder = folder;
    this.#out = out;
  }

  /** ms since 1970; `undefined`: never. */
  get savedAt(): number | undefined {
    return this.#savedAt;
  }

  /**
   * What was answered here before: in this questionnaire, or else in the one the files in the folder were made from, on
   * whatever machine that was. `problem`: why those could not be read.
   */
  async open(): Promise<{ readonly answers: Answers; readonly group?: string; readonly problem?: Failure }> {
    const session = this.#house.sessions.load(generator, resolve(this.#folder, this.#out));
    if (session !== undefined) {
      this.#savedAt = session.savedAt;
      return session;
    }
    const { files } = this.#house.workplace(this.#folder, new AbortController().signal, () => {});
    const path = inFolder(this.#out, manifestPath(generator));
    const content = await files.read(path);
    if (!content.ok) return { answers: {}, problem: content.failure };
    if (content.value === undefined) return { answers: {} };
    const manifest = readManifest(new TextDecoder().decode(content.value), path);
    return manifest.ok ? { answers: manifest.value.answers } : { answers: {}, problem: manifest.failure };
  }

  /** Returns when, in ms since 1970. Throws when the store can't be written. */
  save(answers: Answers, group: string | undefined): number {
    const session = { answers, out: this.#out, ...(group === undefined ? {} : { group }) };
    this.#savedAt = this.#house.sessions.save(generator, resolve(this.#folder, this.#out), session).savedAt;
    return this.#savedAt;
  }
}
