import type { Token } from '../token.ts';
import type { Filling } from './assign.ts';

const takesNext = /^(-[A-Za-z]*[gtA-C]|--(glob|include|exclude|type|max-count|context|after-context|before-context)|-e|--regexp)$/;

/** `grep -rn MAX_RETRIES src --include '*.ts'`, `rg -w id schema.sql`: the first is what to look for, the next where. */
export function grepLine(tokens: readonly Token[], { input, used }: Filling): void {
  const [program, ...rest] = tokens;
  if (program?.kind !== 'word' || !/^(grep|egrep|rg|ag|ack)$/.test(program.word) || !rest.some((t) => t.kind === 'flag')) return;
  const values: Token[] = [];
  let expression: string | undefined;
  for (let i = 0; i < rest.length; i++) {
    const token = rest[i];
    if (token === undefined || token.kind === 'mark') continue;
    if (token.kind !== 'flag') {
      if (/^(in|under|and|then)$/.test(token.word)) continue;
      values.push(token);
      continue;
    }
    used.add(token);
    const [name = '', given] = token.text.split(/=(.*)/s);
    if (/^-[a-zA-Z]*w/.test(name) || name === '--word-regexp') input.wholeWord = true;
    if (/^-[a-zA-Z]*[EP]/.test(name)) input.regex = true;
    const value = given ?? (takesNext.test(name) ? rest[i + 1]?.text : undefined);
    if (value === undefined) continue;
    if (given === undefined) used.add(rest[++i] as Token);
    if (/^(-[A-Za-z]*g|--glob|--include)$/.test(name)) input.include = value.replace(/^(["'])(.*)\1$/, '$2');
    else if (/^(-e|--regexp)$/.test(name)) expression = value;
  }
  const [text, path] = expression === undefined ? values : [undefined, values[0]];
  if (expression !== undefined) input.text = expression;
  if (text !== undefined) {
    input.text = text.text;
    used.add(text);
  }
  if (path !== undefined && /^(path|word)$/.test(path.kind)) {
    if (path.text !== '.') input.path = path.text.replace(/(?<=.)\/+$/, '');
    used.add(path);
  }
}
