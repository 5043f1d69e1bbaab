import type { Profile } from '../index.ts';
import type { Token } from '../token.ts';
import type { Filling } from './assign.ts';

interface Way {
  /** `toolset.verb#field`. */
  readonly of: RegExp;
  /** Over the words of a clause, with one space between; what is captured is the value. */
  readonly said: RegExp;
  /** What it stands for where it is not the value as written. */
  readonly is?: (text: string) => unknown;
}

const ordinals = ['first', 'second', 'third', 'fourth', 'fifth'];
const nth = (word: string): number => ordinals.indexOf(word);

/** Ways of saying a value that are an input's own; the first that is found holds. */
const ways: readonly Way[] = [
  { of: /#kubeVersion$/, said: /\b(?:kubernetes|k8s|kube|cluster)(?: version)? (v?\d+\.\d+(?:\.\d+)?)(?= |$)/ },
  {
    of: /createJob#jobName$/,
    said: /\b(?:(?:call|name|calling|naming) (?:it|(?:the |that )?(?:new )?job)|job (?:called|named|as)|as(?: the)?(?: job)?|under the name) ([a-z0-9][\w.-]*)(?= |$)/,
  },
  { of: /files\.search#text$/, said: /\b(?:whole )?(?:word|string|term|phrase) (?!in |is )([\w.-]+)(?= (?:in|under|below|across|inside)\b|$)/ },
  { of: /search#words$/, said: /\b(?:charts? )?(?:named|called|like|matching|containing|about|(?:charts?|versions?) (?:of|for)) ([\w][\w./-]*)(?= |$)/ },
  {
    of: /github\.list(Issues|PullRequests)#text$/,
    said: /\b(?:have|has|with|having|mention|mentions|mentioning|contain|contains|containing) (?:the (?:word|text) )?([\w][\w.-]*) in (?:the |their |its )?(?:title|titles|text|body|name|description)\b/,
  },
  { of: /git\.tag#name$/, said: /^tag \S+ (?:as|with) ([\w][\w./-]*)(?= |$)/ },
  { of: /git\.branch#name$/, said: /\brename(?: the| my| our)?(?: local)?(?: branch)? ([\w][\w./-]*) (?:to|into|as) / },
  { of: /git\.branch#newName$/, said: /\brename(?: the| my| our)?(?: local)?(?: branch)?(?: [\w][\w./-]*)? (?:to|into|as) ([\w][\w./-]*)(?= |$)/ },
  { of: /search#words$/, said: /\b(?:for|find|any)(?: an?| the| some)? ([a-z][\w.-]*) charts?(?= |$)/ },
  {
    of: /files\.search#text$/,
    said: /\b(?:variable|constant|function|method|class|output|module|resource|setting|key|parameter) ([\w.-]+) (?:is |was |are )?(?:defined|declared|used|set|referenced|called|mentioned)(?= |$)/,
  },
  { of: /files\.list#pattern$/, said: /\bfiles? (?:named|called) ([\w*.-]+\.\w+)(?= |$)/ },
  { of: /git\.tag#at$/, said: /^tag ((?=\S*\d)[0-9a-f]{7,40}|head\S*) (?:as|with) / },
  { of: /git\.remote#name$/, said: /\b(?:add|create|new|register)(?: a| the| another)?(?: new)? remote(?: called| named)? ([\w][\w./-]*)(?= |$)/ },
  { of: /git\.remote#name$/, said: /\b(?:point|move|switch|set|change)(?: the)?(?: remote)? ([\w][\w./-]*) (?:at|to|over to) / },
  { of: /#versionId$/, said: /\bversion(?: id)?(?: is| =| :)? ((?=\S*\d)(?!\d{1,3}(?: |$))[\w.-]{6,})(?= |$)/ },
  { of: /showPolicy#version$/, said: /\bversion (v?\d+)(?= |$)/, is: (text) => `v${text.replace('v', '')}` },
  { of: /#mainline$/, said: /\b(first|second) parent\b/, is: (word) => nth(word) + 1 },
  { of: /#mainline$/, said: /\b(?:parent|mainline)(?: number| no)? (\d)(?= |$)/, is: Number },
  { of: /git\.log#skip$/, said: /\bskip(?:ping)?(?: the)?(?: first| newest| last| latest)? (\d+)(?= |$)/, is: Number },
  { of: /git\.stash#stash$/, said: /\b(second|third|fourth|fifth) (?:stash|entry|one)\b/, is: nth },
  { of: /#gracePeriodSeconds$/, said: /\b(without(?: a| any)? grace|no grace|zero grace)\b/, is: () => 0 },
  { of: /logs#since$/, said: /\b(?:last|past) (half)(?: an?)? hour\b/, is: () => '30m' },
  {
    of: /git\.blame#at$/,
    said: /\b(?:at|as of|as it was (?:at|in)|in(?: version| release| tag)) (v?\d+\.\d\S*|[0-9a-f]{7,40}|head~?\d*|main|master|develop)(?= |$)/,
  },
  { of: /showJobLog#job$/, said: /\b(?:the )?job (?:called |named )?(?!logs?\b)([a-z][\w.-]*)(?= (?:in|of|on|for|from)\b|$)/ },
  { of: /unlock#lock$/, said: /\block(?: id| number)?(?: is| =| :| called)? ((?=\S*\d)[\w-]{8,})(?= |$)/ },
  { of: /unlock#lock$/, said: /(?:^| )([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?= |$)/ },
  { of: /unlock#lock$/, said: /\bid(?: is| =| :)? ((?=\S*\d)[\w-]{8,})(?= |$)/ },
  { of: /listChecks#ref$/, said: /\b(?:checks|ci|pipeline|build|status) (?:of|on|for) (main|master|develop|[\w.-]+\/[\w./-]+)(?= |$)/ },
];

const byTool = new Map<string, readonly (Way & { readonly field: string })[]>();

/** Those of one tool, found and compiled once. */
function waysOf(profile: Profile): readonly (Way & { readonly field: string })[] {
  const { name } = profile.spec;
  let own = byTool.get(name);
  if (own === undefined) {
    own = profile.fields.flatMap((f) =>
      ways.filter(({ of }) => of.test(`${name}#${f.name}`)).map((way) => ({ ...way, field: f.name, said: new RegExp(way.said.source, 'd') })),
    );
    byTool.set(name, own);
  }
  return own;
}

/** Values said in a way of their input's own: "for kubernetes 1.31", "call the job rerun-1", "first parent". */
export function inOwnWay(profile: Profile, tokens: readonly Token[], { input, used }: Filling): void {
  const own = waysOf(profile);
  if (own.length === 0) return;
  const words = tokens.map((t) => (t.kind === 'quote' ? t.word.replaceAll(' ', '\u00a0') : t.word.replaceAll(/[_ ]|\.\./g, '\u00b7')));
  const starts: number[] = [];
  let end = 0;
  for (const word of words) {
    starts.push(end);
    end += word.length + 1;
  }
  const line = words.join(' ');
  for (const { field, said, is } of own) {
    if (field in input) continue;
    const found = said.exec(line);
    const at = found?.indices?.[1]?.[0];
    const i = at === undefined ? -1 : starts.indexOf(at);
    const token = tokens[i];
    if (token === undefined || used.has(token) || (is === undefined && /^(it|that|this|the|a|an|mark|soon|usual)$/.test(token.word))) continue;
    input[field] = is === undefined ? token.text : is(found?.[1] ?? '');
    used.add(token);
    // What leads to a number that stands for something else is said by it.
    if (is !== undefined)
      for (const [n, start] of starts.entries()) if (start >= (at ?? 0) && start < (found?.indices?.[0]?.[1] ?? 0)) used.add(tokens[n] as Token);
  }
}

/** "clone example/shop from github": as GitHub gives it. */
export function hosted(tokens: readonly Token[], { input, used }: Filling): void {
  const token = tokens.find((t) => t.kind === 'path' && /^[\w-]+\/[\w.-]+$/.test(t.text));
  const says = tokens.some((t, i) => t.word === 'github' && /^(from|on|at|via|the)$/.test(tokens[i - 1]?.word ?? ''));
  if (token === undefined || !says || tokens.some((t) => t.kind === 'url') || /^(into|to|in|as)$/.test(tokens[tokens.indexOf(token) - 1]?.word ?? '')) return;
  input.url = `https://github.com/${token.text.replace(/\.git$/, '')}.git`;
  used.add(token);
}
