import type { Profile } from '../index.ts';
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
export function globs({ fields }: Profile, tokens: readonly Token[], { input, used }: Filling): void {
  const field = ['pattern', 'include', 'glob'].map((name) => fields.find((f) => f.name === name)).find((f) => f !== undefined);
  if (field === undefined || field.name in input) return;
  const at = tokens.findIndex(
    (t, i) =>
      !used.has(t) &&
      ((/^(path|quote)$/.test(t.kind) && /^[\w./-]*\*[\w.*/-]*$/.test(t.text)) ||
        ((t.word in fileTypes || isEnding(t)) && /^files?$/.test(tokens[i + 1]?.word ?? ''))),
  );
  const token = tokens[at];
  if (token === undefined) return;
  const glob = isEnding(token) ? `*${token.text}` : token.kind === 'word' ? fileTypes[token.word] : token.text;
  input[field.name] = field.type === 'array' ? [glob] : glob;
  used.add(token);
}
