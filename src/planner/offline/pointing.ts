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

/** Files everybody has, by what people call them. */
const wellKnown: Readonly<Record<string, string>> = {
  readme: 'README.md',
  changelog: 'CHANGELOG.md',
  license: 'LICENSE',
  licence: 'LICENSE',
  gitignore: '.gitignore',
  dockerignore: '.dockerignore',
};

/** "the readme", "the license file", "the readme of modules/vpc": a path like another; as the folder writes it, where that is known. */
export function wellKnownFiles(tokens: readonly Token[], { files = [] }: PlanContext): readonly Token[] {
  const out: Token[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i];
    if (token === undefined) break;
    const usual = token.kind === 'word' ? wellKnown[token.word] : undefined;
    const named = /^(called|named|branch|label|titled|about|add|update|fix)$/.test(tokens[i - 1]?.word ?? '') || tokens[i + 1]?.kind === 'path';
    if (usual === undefined || named) {
      out.push(token);
      continue;
    }
    const at = tokens[i + 1]?.word === 'file' ? i + 1 : i;
    const folder = /^(of|in|for|from|under|inside)$/.test(tokens[at + 1]?.word ?? '') ? tokens[at + 2] : undefined;
    const within = folder?.kind === 'path' && !/\.\w+$/.test(folder.text) ? `${folder.text.replace(/\/+$/, '')}/` : '';
    const path = within + usual;
    const text = files.find((f) => f.toLowerCase() === path.toLowerCase()) ?? path;
    const last = within === '' ? (tokens[at] ?? token) : (folder ?? token);
    out.push({ kind: 'path', text, word: text.toLowerCase(), at: token.at, end: last.end });
    i = within === '' ? at : at + 2;
  }
  return out;
}

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

/** Of a file, `''` at the top; of a folder (`infra/`) itself. */
export const folderOf = (path: string): string => path.split('/').slice(0, -1).join('/');

function pathOf(is: 'file' | 'folder' | 'chart', openFile: string): string | undefined {
  if (is === 'file') return openFile;
  const folder = folderOf(openFile);
  if (is === 'folder') return folder === '' ? '.' : folder;
  if (/(^|\/)templates(\/|$)/.test(folder)) return folder.replace(/(^|\/)templates(\/.*)?$/, '') || '.';
  return /(^|\/)(Chart|values[\w.-]*)\.ya?ml$/.test(openFile) ? folder || '.' : undefined;
}

/** "compare config/prod.yaml with config/dev.yaml, then search config for …": the folder of a path that is named beside it. */
export function folders(tokens: readonly Token[]): readonly Token[] {
  const tops = new Set(tokens.flatMap((t) => (t.kind === 'path' && /^[\w-]+\/[\w.-]/.test(t.text) ? [t.text.split('/')[0]] : [])));
  return tokens.map((token, i) => {
    const isLed = /^(in|under|search|scan|list|inside|within|below|of)$/.test(tokens[i - 1]?.word ?? '');
    return token.kind === 'word' && isLed && tops.has(token.text) && tokens[i + 1]?.kind !== 'path'
      ? { ...token, kind: 'path' as const, word: token.text.toLowerCase() }
      : token;
  });
}
