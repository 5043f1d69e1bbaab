import type { Span } from '../hcl/syntax.ts';
import { TextFile } from '../text.ts';

/** One instruction with its continuation lines and here-documents. */
export interface Instruction extends Span {
  /** Upper case: `RUN`. */
  readonly name: string;
  /** What follows the name and its flags, continuation lines joined by a space, comments between them left out. */
  readonly args: string;
  /** Where {@link args} starts in the file. */
  readonly argsStart: number;
  /** `--from=build` as `from` → `build`; a bare flag holds an empty text. */
  readonly flags: ReadonlyMap<string, string>;
  /** The bodies of here-documents, joined. */
  readonly heredoc: string;
  /** The words of its JSON form (`["npm", "start"]`), when it has that form. */
  readonly words: readonly string[] | undefined;
}

/** `FROM image AS name` and what follows it. */
export interface Stage {
  readonly from: Instruction;
  /** As written, `ARG`s not filled in. */
  readonly image: string;
  readonly name: string | undefined;
  /** The stage it builds on, when its image is one. */
  readonly base: Stage | undefined;
  /** Without its `FROM`. */
  readonly instructions: readonly Instruction[];
}

export interface Dockerfile {
  readonly file: TextFile;
  readonly instructions: readonly Instruction[];
  readonly stages: readonly Stage[];
  readonly comments: readonly Span[];
  /** Values of `ARG`s before the first `FROM`. */
  readonly args: ReadonlyMap<string, string>;
}

export function parseDockerfile(path: string, text: string): Dockerfile {
  const file = new TextFile(path, text);
  const { instructions, comments } = readInstructions(file);
  const args = new Map<string, string>();
  const stages: (Stage & { instructions: Instruction[] })[] = [];
  for (const instruction of instructions) {
    const current = stages.at(-1);
    if (instruction.name === 'FROM') {
      const [image = '', as, name] = instruction.args.split(/\s+/);
      const base = stages.find((stage) => stage.name !== undefined && stage.name.toLowerCase() === image.toLowerCase());
      stages.push({ from: instruction, image, name: as?.toLowerCase() === 'as' ? name : undefined, base, instructions: [] });
    } else if (current) current.instructions.push(instruction);
    else if (instruction.name === 'ARG') {
      const [, name = '', value = ''] = /^([^=\s]+)(?:=(.*))?$/.exec(instruction.args) ?? [];
      args.set(name, value.replace(/^(["'])(.*)\1$/, '$2'));
    }
  }
  return { file, instructions, stages, comments, args };
}

function readInstructions(file: TextFile): { instructions: Instruction[]; comments: Span[] } {
  const instructions: Instruction[] = [];
  const comments: Span[] = [];
  const continuation = /^#\s*escape\s*=\s*`/im.test(file.text.slice(0, 200)) ? '`' : '\\';
  for (let line = 1; line <= file.lineCount; line++) {
    const start = file.lineStart(line);
    const first = file.line(line);
    if (first.trim() === '') continue;
    if (first.trimStart().startsWith('#')) {
      comments.push({ start, end: start + first.length });
      continue;
    }
    const parts: string[] = [];
    let text = first;
    let end = start + first.length;
    for (;;) {
      const goesOn = text.trimEnd().endsWith(continuation);
      parts.push(goesOn ? text.trimEnd().slice(0, -1) : text);
      if (!goesOn || line >= file.lineCount) break;
      // Comments and empty lines inside a continuation are passed over.
      do {
        line += 1;
        text = file.line(line);
        if (text.trimStart().startsWith('#')) comments.push({ start: file.lineStart(line), end: file.lineStart(line) + text.length });
      } while (line < file.lineCount && (text.trim() === '' || text.trimStart().startsWith('#')));
      end = file.lineStart(line) + text.length;
    }
    const joined = parts.map((part, index) => (index === 0 ? part : part.trim())).join(' ');
    const body: string[] = [];
    for (const mark of heredocMarks(joined)) {
      while (line < file.lineCount) {
        line += 1;
        const next = file.line(line);
        end = file.lineStart(line) + next.length;
        if (next.replace(/^\t+/, '') === mark) break;
        body.push(next);
      }
    }
    instructions.push(instruction(file, joined, start, end, body.join('\n')));
  }
  return { instructions, comments };
}

const heredocMarks = (text: string): string[] =>
  /^\s*(RUN|COPY|ADD)\b/i.test(text) ? [...text.matchAll(/(?:^|\s)<<-?(["']?)([A-Za-z_]\w*)\1/g)].map((match) => match[2] ?? '') : [];

function instruction(file: TextFile, joined: string, start: number, end: number, heredoc: string): Instruction {
  const [, indent = '', name = '', space = ''] = /^(\s*)(\S+)(\s*)/.exec(joined) ?? [];
  let at = indent.length + name.length + space.length;
  const flags = new Map<string, string>();
  for (;;) {
    const flag = /^--([A-Za-z-]+)(?:=(\S*))?\s*/.exec(joined.slice(at));
    if (!flag) break;
    flags.set(flag[1] ?? '', flag[2] ?? '');
    at += flag[0].length;
  }
  const args = joined.slice(at).trim();
  const argsStart = Math.min(start + at, file.text.length);
  return { name: name.toUpperCase(), args, argsStart, flags, heredoc, words: jsonWords(args), start: start + indent.length, end };
}

function jsonWords(args: string): readonly string[] | undefined {
  if (!args.startsWith('[')) return undefined;
  try {
    const words: unknown = JSON.parse(args);
    return Array.isArray(words) && words.every((word) => typeof word === 'string') ? words : undefined;
  } catch {
    return undefined;
  }
}
