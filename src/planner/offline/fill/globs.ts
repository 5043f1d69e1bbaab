import type { Token } from '../token.ts';
import type { Filling } from './assign.ts';

const fileTypes: Readonly<Record<string, string>> = {
  yaml: '*.yaml',
  yml: '*.yml',
  terraform: '*.tf',
  tf: '*.tf',
  json: '*.json',
  markdown: '*.md',
  typescript: '*.ts',
  javascript: '*.js',
  python: '*.py',
  shell: '*.sh',
  go: '*.go',
  golang: '*.go',
  rust: '*.rs',
  java: '*.java',
  ruby: '*.rb',
  css: '*.css',
  html: '*.html',
  sql: '*.sql',
  xml: '*.xml',
  toml: '*.toml',
  csv: '*.csv',
  md: '*.md',
  ts: '*.ts',
  js: '*.js',
  py: '*.py',
  tfvars: '*.tfvars',
};

/** `.py` of ".py files". */
const isEnding = (token: Token): boolean => token.kind === 'path' && /^\.[a-z]\w{0,6}$/.test(token.text) && !/^\.(env|git|docker|npmrc)/.test(token.text);

/** "all yaml files", `*.tf`. */
export function globs(tokens: readonly Token[], { input, used }: Filling, has: (name: string) => boolean): void {
  const name = ['pattern', 'include', 'glob'].find(has);
  if (name === undefined) return;
  const at = tokens.findIndex(
    (t, i) =>
      !used.has(t) &&
      ((/^(path|quote)$/.test(t.kind) && /^[\w./-]*\*[\w.*/-]*$/.test(t.text)) ||
        ((t.word in fileTypes || isEnding(t)) && /^files?$/.test(tokens[i + 1]?.word ?? ''))),
  );
  const token = tokens[at];
  if (token === undefined) return;
  input[name] = isEnding(token) ? `*${token.text}` : token.kind === 'word' ? fileTypes[token.word] : token.text;
  used.add(token);
}
