import type { PlanContext } from './context.ts';
import type { Token } from './token.ts';

const here = /^(this|that|current|open|opened|selected|active)$/;
const what: Readonly<Record<string, 'file' | 'folder' | 'chart'>> = {
  file: 'file',
  manifest: 'file',
  document: 'file',
  yaml: 'file',
  dockerfile: 'file',
  script: 'file',
  folder: 'folder',
  directory: 'folder',
  dir: 'folder',
  module: 'folder',
  stack: 'folder',
  chart: 'chart',
};

/** "this file", "the open manifest", "this folder": a path like another, where something is open. */
export function pointed(tokens: readonly Token[], { openFile }: PlanContext): readonly Token[] {
  if (openFile === undefined || openFile === '') return tokens;
  const out: Token[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i];
    if (token === undefined) break;
    let at = i;
    while (/^(the|this|that)$/.test(tokens[at]?.word ?? '') || here.test(tokens[at]?.word ?? '')) at++;
    const noun = tokens[at];
    const is = noun?.kind === 'word' || noun?.kind === 'path' ? what[noun.word] : undefined;
    const text = is === undefined ? undefined : pathOf(is, openFile);
    const points = tokens.slice(i, at).some((t) => here.test(t.word));
    const named = tokens[at + 1];
    if (noun === undefined || text === undefined || !points || (named?.kind === 'path' && is === 'file')) {
      out.push(token);
      continue;
    }
    out.push({ kind: 'path', text, word: text.toLowerCase(), at: token.at, end: noun.end });
    i = at;
  }
  return out;
}

function pathOf(is: 'file' | 'folder' | 'chart', openFile: string): string | undefined {
  if (is === 'file') return openFile;
  const folder = openFile.split('/').slice(0, -1).join('/');
  if (is === 'folder') return folder === '' ? '.' : folder;
  if (/(^|\/)templates(\/|$)/.test(folder)) return folder.replace(/(^|\/)templates(\/.*)?$/, '') || '.';
  return /(^|\/)(Chart|values[\w.-]*)\.ya?ml$/.test(openFile) ? folder || '.' : undefined;
}
