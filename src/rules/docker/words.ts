import type { Edit } from '../edit.ts';
import type { Dockerfile, Instruction } from './parse.ts';

/** Every instruction of a name, in all stages or in the last one. */
export const instructions = (dockerfile: Dockerfile, ...names: readonly string[]): readonly Instruction[] =>
  dockerfile.instructions.filter((one) => names.includes(one.name));

/** The stage that becomes the image, and those it is built on, last first. */
export function finalStages(dockerfile: Dockerfile): Dockerfile['stages'] {
  const chain: Dockerfile['stages'][number][] = [];
  let stage = dockerfile.stages.at(-1);
  while (stage && !chain.includes(stage)) {
    chain.push(stage);
    stage = stage.base;
  }
  return chain;
}

/** The commands of a RUN: what stands between `&&`, `;`, `|` and line breaks of a here-document. Quotes are not looked into. */
export const commandsOf = (run: Instruction): readonly string[] =>
  (run.heredoc === '' ? run.args : run.heredoc)
    .split(/&&|\|\||[;|\n]/)
    .map((command) => command.trim())
    .filter((command) => command !== '');

/** A match of a pattern in the text of an instruction as it is written, line continuations and all, as an edit. */
export function replaceIn(dockerfile: Dockerfile, instruction: Instruction, pattern: RegExp, by: string): readonly Edit[] {
  const { path, text } = dockerfile.file;
  const written = text.slice(instruction.start, instruction.end);
  return [...written.matchAll(new RegExp(pattern.source, `${pattern.flags.replace('g', '')}g`))].map((match) => ({
    file: path,
    start: instruction.start + match.index,
    end: instruction.start + match.index + match[0].length,
    text: by.replace(/\$(\d)/g, (_whole, group: string) => match[Number(group)] ?? ''),
  }));
}

/** An image with its `ARG`s filled in, as far as they have a value. */
export const filled = (dockerfile: Dockerfile, image: string): string =>
  image.replace(/\$\{?(\w+)(?::-([^}]*))?\}?/g, (whole, name: string, standard?: string) => dockerfile.args.get(name) || standard || whole);
