/**
 * What a piece of a request is, from its form alone. `word` is the only one that carries meaning; the rest are values.
 * A `quote` is data: nothing in it is ever read as a request. A `command` (in backticks) is a value as well.
 */
export type TokenKind =
  | 'word'
  | 'quote'
  | 'command'
  | 'url'
  | 's3'
  | 'arn'
  | 'flag'
  | 'pair'
  | 'cidr'
  | 'id'
  | 'issue'
  | 'user'
  | 'region'
  | 'ports'
  | 'span'
  | 'action'
  | 'address'
  | 'version'
  | 'date'
  | 'sha'
  | 'number'
  | 'path'
  | 'mark';

export interface Token {
  readonly kind: TokenKind;
  /** The value: without quotes or backticks. */
  readonly text: string;
  /** For a `word`: lower case, spelling corrected, set phrases joined (`pullrequest`). Else the text in lower case; a quote's keeps its marks, so that no list of words knows it. */
  readonly word: string;
  /** Offsets in the request. */
  readonly at: number;
  readonly end: number;
  /** The word was corrected to be known; a name is looked for in {@link text} all the same. */
  readonly corrected?: boolean;
  /** A word of a tool's own: in its name or summary. */
  readonly taught?: boolean;
}

const sticky = (source: string, flags = '') => new RegExp(source, `y${flags}`);
const stop = '[^\\s,;"\'`)]+';
const pair = '[A-Za-z][\\w./[\\]-]*=(?:"[^"]*"|\'[^\']*\'|[^\\s,;"\']+)';

/** First match wins; the order is the grammar. */
const grammar: readonly (readonly [TokenKind, RegExp])[] = [
  ['command', sticky('`([^`]+)`')],
  ['quote', sticky('"((?:[^"\\\\]|\\\\.)*)"')],
  ['quote', sticky('[“„]([^”“]*)[”“]')],
  ['quote', sticky("‘([^’]*)’|(?<![\\w])'((?:[^']|'(?=\\w))*)'(?!\\w)")],
  ['url', sticky(`(?:https?|ssh|git|oci)://${stop}|git@[\\w.-]+:${stop}`, 'i')],
  ['s3', sticky(`s3://${stop}`, 'i')],
  ['arn', sticky(`arn:aws[\\w-]*:${stop}`)],
  ['flag', sticky('(?<![\\w./-])--?[a-zA-Z][\\w-]*(?:=(?:"[^"]*"|[^\\s,;]+))?')],
  ['pair', sticky(`${pair}(?:,${pair})*`)],
  ['cidr', sticky('\\d{1,3}(?:\\.\\d{1,3}){3}(?:/\\d{1,2})?(?![\\w.]\\w)')],
  ['id', sticky('(?:i|vpc|sg|ami|subnet|vol|snap|eni|rtb|igw|nat|eipalloc)-[0-9a-f]{6,17}(?![\\w-])', 'i')],
  ['issue', sticky('#\\d+(?!\\w)')],
  ['user', sticky('(?<!\\w)@[A-Za-z][\\w-]*')],
  ['region', sticky('(?:us|eu|ap|sa|ca|me|af|il|mx|cn)-(?:gov-)?(?:north|south|east|west|central)(?:east|west)?-\\d(?![\\w-])', 'i')],
  ['ports', sticky('\\d{2,5}:\\d{2,5}(?![\\w:])')],
  ['span', sticky('\\d+(?:ms|s|sec|secs|m|min|mins|h|hr|hrs|d)(?![\\w-])')],
  ['action', sticky('[a-z][a-z0-9-]*:(?:[A-Z][A-Za-z0-9]*\\*?|\\*)(?![\\w/])')],
  [
    'address',
    sticky(
      '(?:module\\.[\\w-]+(?:\\[[^\\]]+\\])?\\.)*(?:data\\.)?(?:aws|kubernetes|helm|google|azurerm|random|null|tls|local|time|terraform)_\\w+\\.[\\w-]+(?:\\[[^\\]]+\\])?|module\\.[\\w-]+(?:\\[[^\\]]+\\])?(?:\\.module\\.[\\w-]+(?:\\[[^\\]]+\\])?)*(?![\\w./-])',
    ),
  ],
  ['date', sticky('\\d{4}-\\d{2}-\\d{2}(?:T\\d{2}:\\d{2}(?::\\d{2})?(?:Z|[+-]\\d{2}:\\d{2})?)?(?![\\w/-])')],
  // A commit: `HEAD~2`, `main^`, `stash@{1}`, `3f2a91c`.
  [
    'sha',
    sticky(
      '[A-Za-z@][\\w./-]*(?:~\\d*|\\^\\d*|@\\{[\\w-]+\\})(?:~\\d*|\\^\\d*)*(?![\\w/])|HEAD(?![\\w/.-])|(?=[a-f]*\\d)(?=\\d*[a-f])[0-9a-f]{7,40}(?![\\w./-]*\\w)',
    ),
  ],
  ['version', sticky('v?\\d+\\.\\d+(?:\\.\\d+)*(?:[-+][\\w.]*\\w)?(?![\\w/])')],
  ['word', sticky('(?<!\\S)\\+1(?![\\w.])')],
  // `release-2.14`: a name that ends in a version.
  ['word', sticky('[A-Za-z]\\w*(?:-\\w+)*-v?\\d+(?:\\.\\d+)+(?![\\w/]|\\.\\w)')],
  ['number', sticky('\\d+(?![\\w./-]*[A-Za-z])(?!\\.\\d)')],
  ['path', sticky('(?:~|\\.{1,2})?/?(?:[\\w@+*{}.-]*[\\w@+*{}-]|\\.{1,2})(?:/[\\w@+*{}.:-]*[\\w@+*{}-]|/(?=\\s|$|[,;.)?!]))+/?|/(?:[\\w@+*.-]*[\\w*-]/?)+')],
  [
    'path',
    sticky(
      '(?<![\\w])\\.?[\\w*-][\\w.*-]*\\.[A-Za-z]\\w{0,7}(?![\\w-])|(?<![\\w.])\\.(?!env|git|docker|helm|nimbus|ssh|aws|kube|npmrc)[a-z]\\w{0,6}(?=\\s+files\\b)|(?<![\\w])\\.(?:env|gitignore|dockerignore|helmignore|nimbus|github|ssh|aws|kube)[\\w.-]*|\\.(?=\\s|$)(?<=\\s\\.)',
    ),
  ],
  ['word', sticky("[A-Za-zÀ-ɏ0-9_][\\wÀ-ɏ'’-]*[\\wÀ-ɏ]|[A-Za-zÀ-ɏ0-9_]")],
  ['mark', sticky('\\S', 'u')],
];

/** Slashed things people write that are words. */
const notPaths = new Set(['i.e', 'e.g', 'a.m', 'p.m', 'and/or', 'ci/cd', 'w/o', 'yes/no', 'on/off', 'read/write']);
const fileNames = new Set(['dockerfile', 'makefile', 'jenkinsfile', 'procfile', 'vagrantfile', 'codeowners']);

/** Splits a request into tokens. Linear; never fails: what nothing else fits is a mark. */
export function tokenize(request: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < request.length) {
    if (/[^\S\n]/.test(request[at] ?? '')) {
      at++;
      continue;
    }
    if (request[at] === '\n') {
      tokens.push({ kind: 'mark', text: '\n', word: '\n', at, end: ++at });
      continue;
    }
    const found = read(request, at);
    tokens.push(found);
    at = found.end;
  }
  return tokens;
}

function read(request: string, at: number): Token {
  for (const [kind, pattern] of grammar) {
    pattern.lastIndex = at;
    const match = pattern.exec(request);
    if (match === null || match[0] === '') continue;
    const whole = match[0];
    const text = match.slice(1).find((group) => group !== undefined) ?? whole;
    if (kind === 'path' && notPaths.has(whole.toLowerCase())) return { kind: 'word', text: whole, word: whole.toLowerCase(), at, end: at + whole.length };
    const file = kind === 'word' ? whole.replace(/['’]s$/, '') : '';
    if (fileNames.has(file.toLowerCase())) return { kind: 'path', text: file, word: file.toLowerCase(), at, end: at + file.length };
    // A sentence may end right behind a value.
    const kept = kind === 'url' || kind === 's3' || kind === 'arn' || kind === 'pair' ? text.replace(/[.!?:]+$/, '') : text;
    const word = kept.toLowerCase().replaceAll('’', "'");
    return { kind, text: kept, word: kind === 'quote' ? `"${word}"` : word, at, end: at + whole.length - (text.length - kept.length) };
  }
  const text = request[at] ?? '';
  return { kind: 'mark', text, word: text, at, end: at + Math.max(1, text.length) };
}
