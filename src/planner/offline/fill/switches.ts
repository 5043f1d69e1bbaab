import { type Field, wordsOfName } from '../fields.ts';
import { conceptsOf, type Profile, verbOf } from '../index.ts';
import { isStop } from '../lexicon/words.ts';
import type { Token } from '../token.ts';
import type { Filling } from './assign.ts';

/** More ways to say that a switch is on; those of its own name are known without. */
const also: Readonly<Record<string, RegExp>> = {
  follow: /\b(live|stream|streaming|watch|follow|following|tail -f)\b/,
  previous:
    /\b(previous|before (it|they)( was| were| got)? (crashed|crashing|restarted|killed|evicted|died)|before its (crash|restart|death)|last crash|crashed container|former container|before the (crash|restart))\b/,
  allNamespaces:
    /\b(all|every|each|any|across)( of)?( the| our)? (namespaces?|ns)\b|\bacross namespaces\b|cluster[- ]?wide|\b(whole|entire) cluster\b|\beverywhere\b|\bin (all|every) of them\b|(^| )-A( |$)/,
  recursive: /\brecursive(ly)?\b|sub-?(folders|directories)|everything below|all folders below/,
  staged: /\b(staged|cached|in the index|about to (be )?commit(ted)?)\b/,
  force:
    /\bforce(d|fully)?\b|--force|(^| )-f( |$)|\b(even (if|though|when)|although|despite) [\w' ]{0,24}((un|not |n[o']t )(been )?(fully )?merged|merged yet|owns?|conflicts?)\b|\bregardless\b|\bno matter\b/,
  forceWithLease: /\bforce[- ]with[- ]lease\b/,
  all: /\b(everything|all|whatever|computed|effective|defaults (included|too|as well)|(includ\w+|with|and)( the| its)?( chart)? defaults|what i (have )?(changed|touched|edited|modified))\b|(^| )-a( |$)|(^| )-A( |$)/,
  dryRun:
    /\bdry[- _]?run\b|\bdiff\w* .*\b(in|and|with|from|to) (the |what is in the )?cluster\b|\bsimulat|\bwithout (really |actually )?(changing|applying|copying|doing)\b|\bjust (show|say|tell) (me )?what\b|\bpretend\b/,
  draft: /\bdraft\b|\bwip\b|work in progress/,
  deleteBranch: /\b(delet\w*|remov\w*|clean\w*|drop\w*|get rid of|prun\w*|kill) (up )?(the |its |that )?((feature|source|head|pr|remote) )?branch\b/,
  createNamespace:
    /\bcreat\w* (the |its |that |a |this )?(new )?(namespace|ns)\b|\bnew (namespace|ns)\b|\bcreat\w* it (too|also|as well|if)\b|\b(so|and)( please)? create it\b|\bplease create it\b|namespace if (it is |it's )?(missing|not there|needed)|--create-namespace/,
  createWorkspace: /\bcreat\w* (the |its |that |a |this )?(new )?workspace\b|\bnew workspace\b/,
  refreshOnly: /\brefresh[- ]only\b|\bonly (a )?refresh\b|\bjust refresh\b/,
  keepHistory: /\bkeep\w* (the |its )?(release )?history\b/,
  reuseValues: /\b(reus\w*|keep\w*) (the |its )?(current |existing |old |last )?values\b/,
  install: /\b(or install|install or (upgrade|update)|install (it )?if (it('s| is) )?(missing|not|needed|there)|--install|upsert)\b/,
  check: /\b(check|verify|is|are|whether|only say|without (changing|writing|touching))\b/,
  timestamps: /\btimestamps?\b/,
  upgrade: /\bupgrad\w*|\bnewest\b|\bupdate\b/,
  reconfigure: /\breconfigur\w*/,
  append:
    /\bappend\w*|\b(to|at|onto|on) the (very )?(end|bottom)\b|\b(another|one more|an extra|add (the |a )?) ?(line|row|entry)\b|^\W*add\s+(to|onto)\b|\bextend\b/,
  amend: /\bamend\w*|\breword\w*|\bredo\b|\brewrite (the )?(last|latest|previous) commit\b/,
  abort: /\b(abort|cancel|stop|quit)\w*\b|\bgive up\b(?! after)|\bgive \S+( \S+)? up\b|\b(back|get) (me )?out of (the|this|that|my) merge\b/,
  allContainers: /\b(all|every|each|both)( of)?( the| its)? containers?\b/,
  deleteLocalData:
    /\b(ignor\w*|delet\w*|drop\w*|discard\w*|los\w*|wip\w*|throw away|even with|despite)( the| its| any| all| what it has as)? (local|empty-?dir|ephemeral|scratch)[- ]?(data|storage|volumes?|files)?\b/,
  prereleases: /\b(pre-?releases?|(development|unstable|devel|beta|alpha) (versions?|builds?|releases?|charts?)|betas|release candidates)\b/,
  allVersions: /\b(all|every|each|older|other)( of)?( the| its| their)? versions?\b/,
  submodules: /\bsub-?modules?\b/,
  withoutBlobs: /\b(blob-?less|partial clone|without (the )?(blobs|file contents))\b/,
  contents:
    /\b(with|and|including|plus) (everything|all)( that is| stored| kept)? in(side)? it\b|\b(and|with|including|plus)( all| the| full| whole| its)* (contents?|objects|files)\b|\b(contents?|objects|files) and all\b|\bcontents? (too|as well|included)\b|\beven (if|though|when) (it is|it's) not empty\b/,
  skipCrds: /\bskip\w*( the| its)? crds?\b|\b(without|no)( the| its| any)? crds?\b/,
  waitForJobs: /\bwait\w*( \w+){0,3}? (jobs|hooks)\b/,
  ignoreEol: /\b(line endings?|crlf)\b/,
  terminal: /\binteractive(ly)?\b|\bin (a|the|my) terminal\b/,
  folders: /\b(only|just)( the)? (folders|prefixes|top[- ]level)\b|\btop[- ]level (folders?|only)\b|\bone level\b|\bfolders only\b/,
  replacing: /\b(even|also|may|can|allow\w*|including|by)( \w+){0,2}? replac(e|ing|ed|ements?)\b/,
  containers: /\b(by|per|each|every|of (the|each|every)|single) containers?\b/,
  fixes: /\b(fixes|how to fix|what would fix|fix each|fixed)\b/,
  rebase: /\brebas\w*|--rebase/,
  squash: /\bsquash\w*/,
  untracked: /\buntracked\b|\bnew files\b/,
  includeUntracked: /\buntracked\b|\bnew files\b/,
  tags: /\btags\b/,
  create: /\b(creat\w*|new|make|start|begin|cut|(^| )-[bB])\b|(^| )-[bB]( |$)|\bbranch off\b/,
  setUpstream: /\b(set (the |its )?upstream|upstream (is )?set|track(ing)?|-u|publish|remember|follow)\b/,
  wait: /\bwait\w*|until (it('s| is)|they are|everything is)/,
  atomic:
    /\batomic(ally)?\b|\b(undo\w*|roll\w*|revert\w*|take\w*)( it| that| everything)?( back)?( it| that)? (if|when|on) (it fails|that fails|it goes wrong|anything fails|something fails|failure|errors?)/,
  strict:
    /\bstrict(ly)?\b|warnings (count |count also )?as (errors|failures)|\b(includ\w+|even|also) (the )?warnings\b|\bwarnings (included|too|as well)\b|\bfail on warnings\b|\bwarnings (are|as|mean|count as) (an )?(errors?|failures?)\b/,
  destroy: /\bdestroy\w*|\bdestruction\b|\b(tear|tore|torn|take|took|taken|bring|brought)\w*( \w+){0,3} down\b|\bteardown\b/,
  delete: /\b(delet|remov|prun)\w*|\bget rid of\b/,
  hibernate: /\bhibernat\w*/,
  versioning: /\bversion(ing|ed)\b/,
  ignoreCase: /\b(ignor\w* case|case[- ]insensitive(ly)?|any case)\b/,
  caseSensitive: /\b(case[- ]sensitive(ly)?|exact case)\b/,
  regex: /\bregex(p)?\b|regular expression/,
  remotes: /\bremotes?\b/,
  hidden: /\bhidden\b/,
  ignored: /\bignored\b/,
  sinceFork: /\bpull request\b|\bPR\b|since (the )?(fork|it (left|branched|forked))|branched off/,
  signOff: /\bsign(ed|ing)?( (it|this|that|them))?[- ]?off\b|\bsigned-off-by\b|\bDCO\b/,
  ignoreSpace: /\b(ignor\w* (white)?space|whitespace)\b/,
  fastForwardOnly: /\b(fast[- ]forward|ff)[- ]only\b/,
  noFastForward: /\bno[- ](ff|fast[- ]forward)\b/,
};

/** Sets switches and choices from the words of a clause; `written` is what was written, quotes taken out. */
export function switches(profile: Profile, tokens: readonly Token[], written: string, { input, used }: Filling): void {
  // "get my stash back": the particle belongs to its verb.
  const parted = tokens.filter((t) => t.kind === 'word' && t.word.includes('..')).map((t) => t.word.replace('..', ' '));
  const text = parted.length === 0 ? written : `${written}\n${parted.join(' ')}`;
  for (const field of profile.fields) {
    if (field.name in input) continue;
    if (field.type === 'boolean') {
      const said = switchOf(field, text, profile);
      if (said !== undefined && said !== field.fallback && !(field.name === 'all' && said && isOfPlace(profile, tokens, input))) input[field.name] = said;
    } else if (field.values.length > 0 && field.type === 'string') {
      const found = choiceOf(field, tokens, text, used, profile);
      if (found !== undefined && found !== field.fallback) input[field.name] = found;
    }
  }
}

/** "everything in deploy/", "all under docs": all of a place that was named, which is an input of its own. */
const isOfPlace = (profile: Profile, tokens: readonly Token[], input: Readonly<Record<string, unknown>>): boolean =>
  profile.fields.some((f) => f.name === 'paths') &&
  Array.isArray(input.paths) &&
  tokens.some(
    (t, i) => /^(everything|all|anything|whatever)$/.test(t.word) && /^(in|under|below|inside|within|of|beneath|from)$/.test(tokens[i + 1]?.word ?? ''),
  );

/** "don't write anything", "nothing may be changed yet": of a tool that can only look, that is meant. */
const changesNothing =
  /\b(?:don'?t|do not|never|not|without|no need to) (?:really |actually |please )?(?:chang|writ|touch|modif|alter|edit|reformat|rewrit)\w* (?:anything|a thing|any files?|any of (?:it|them)|them|it|the files)(?! (?:else|other|in|outside|but|except)\b)|\bnothing (?:is to|should|must|may|shall|can|gets?|is)(?: be)? (?:changed|written|touched|modified|altered)\b/i;

function switchOf(field: Field, text: string, profile: Profile): boolean | undefined {
  const words = wordsOfName(field.name);
  const pattern = also[field.name] ?? new RegExp(words.map((w) => `\\b${w.replace(/e$/, '')}\\w*`).join('[\\w ]{0,12}'), 'i');
  if (/^(check|dryRun)$/.test(field.name) && changesNothing.test(text.replaceAll('’', "'"))) return true;
  const match = new RegExp(pattern.source, `${pattern.flags.replace('i', '')}i`).exec(text);
  if (match === null) return undefined;
  // The verb of the tool itself is no switch of it: "delete", "install".
  if (field.name === 'check' && !/^\W*(check|verify|is|are|see|tell)\b|\b(only say|without|whether|check (that|if|whether))\b/i.test(text)) return undefined;
  if (profile.name.get(field.name) === 1 && match.index < 3) return undefined;
  // "check the formatting without changing it"
  if (field.name === 'check' && /^without \W*(check|verify|is|are|see)\b/i.test(text)) return true;
  const before = text.slice(Math.max(0, match.index - 14), match.index);
  return !/\b(don'?t|do not|without|no|not|never|disable)\s+(\w+\s+)?$/i.test(before) && !/^\S*\s+(off|disabled)\b/i.test(text.slice(match.index));
}

/** Words for choices whose own name people do not say. */
const sayings: Readonly<Record<string, RegExp>> = {
  undo: /\b(undo|roll(ed|ing)?[- ]?back|roll \S+ back|revert|go back|back to|previous (version|revision))\b/i,
  restart: /\b(restart|bounce|bouncing|recycl|cycle|cycling|reboot|recreat|kick)\w*|\bfresh (pods|start)\b|\bnew pods\b/i,
  no: /\b(without|hid(e|ing)|leav\w* out|not)( the| any)? untracked\b/i,
  resume: /\b(resum\w*|continu\w*|carry on|go on|unpaus\w*|proceed)\b/i,
  pause: /\b(paus\w*|halt|hold|freez\w*|suspend\w*)\b/i,
  uncordon:
    /\bun-?cordon\w*|(?<!un)\bschedulable\b|\b(may|can|should|let\w*|allow\w*|ready|able)\b.*\b(again|pods|work|back)\b|\b(back|return)\w*( \w+){0,2} (in|into|to|on|online)\b|\bopen\b/i,
  setUrl: /\bpoint\w* \S+( \S+)? (at|to)\b|\b(change|set|update|correct)\w*( \w+){0,4} (url|address)\b|\b(url|address) of\b.* (to|is)\b|\bnew (url|address)\b/i,
  status:
    /\b(status|wait(ing)?|through|roll(ed)? out|finished|done|complete|progress|succeed|succeeded|ready|state|how is|check|how far|going|watch|stuck|healthy|ok|up|available)\b/i,
  history: /\b(history|revisions|past rollouts|previous rollouts)\b/i,
  off: /\b(cancel|disarm|deactivat|disabl|undo|undid|revok|withdraw|stop)\w*|\b(turn|switch|call|take)\w*( \w+){0,3} off\b|\bnot\b.*\bany ?more\b|\bno longer\b/i,
  approve: /(^|\s)\+1\b|\b(approv\w*|accept\w*|lgtm|thumbs up|sign(ed|ing)?[- ]off|ok(ay)?|looks good)\b/i,
  'request changes':
    /\b(request|ask\w* for|demand|want|needs?|require)\w* (some |more )?(changes|work)\b|\bsend \S+( \S+)? back\b|\brequesting changes\b|\b(ask|asking|asked)\b.*\bchanges\b|\b(block|reject|hold)\b|\bmust be (changed|reworked)\b/i,
  self: /\b(our|own|my|self|we)\b/i,
  'not planned': /\b(not planned|(won'?t|will not|not) (fix|do|implement)|wontfix|not going to)\b/i,
  duplicate: /\bduplicate[sd]?\b/i,
  postgres: /\b(postgres|postgresql|pg)\b/i,
  failed: /\b(fail(ed|ing|s)?|broken|broke|unsuccessful|went wrong|did not (deploy|work))\b/i,
  pending: /\b(pending|in progress|unfinished|hanging|stuck)\b/i,
  stopped: /\b(stopped|off|shut down|not running)\b/i,
  running: /\b(running|up|alive|active)\b/i,
  merged: /\bmerged\b/i,
  closed: /\bclosed\b/i,
  aws: /\b(aws[- ]managed|managed by aws)\b/i,
  local: /\b(customer[- ]managed|our own|local)\b/i,
  all: /\ball\b|\bevery\b|\bboth\b|\b(open (and|or) closed|closed (and|or) open|(whatever|any|regardless of)( the| its| their)? (state|status))\b/i,
  arm64: /\b(arm64|arm|graviton)\b/i,
  x86_64: /\b(x86_64|x86|amd64|intel)\b/i,
  pop: /\b(put-aside|pop|bring back|take (\S+ ){0,3}(out|up)|get back|restore|unstash|reapply)\b|bring \S+( \S+){0,4} back|get \S+( \S+){0,3} back/i,
  drop: /\b(drop|delete|discard|throw (\S+ ){0,4}away|remove|clear|get rid of|toss)\b/i,
  select: /\b(select|switch|change|go|move|jump|swap|use)\b/i,
  list: /\b(list|show|which|what|see|view|are there|display)\b/i,
  show: /\b(show|look)\b/i,
  create: /\b(create|new|make|start|cut|branch off|add)\b/i,
  delete: /\b(delete|remove|drop|get rid|kill|prune|clean up|can go|no longer need\w*|any ?more)\b/i,
  rename: /\brenam\w+\b|\bchange the name\b|\bshould be called\b|\bfrom now on\b/i,
  push: /\b(put aside|set aside|shelve|save|stash)\b/i,
  save: /\b(put aside|set aside|shelve|save|stash)\b/i,
  'no-ff': /\b(no|without( a)?|not?) ?(-)?(ff|fast[- ]?forward\w*)\b|\bwith an? (explicit )?merge commit\b/i,
  'ff-only': /\b(ff|fast[- ]?forward\w*)[- ]only\b|\bonly (by |with |if )?(a |it is a )?(ff|fast[- ]?forward\w*)\b|^\W*fast[- ]?forward\b/i,
  completed: /\b(completed|done|fixed|resolved)\b/i,
};

function choiceOf(field: Field, tokens: readonly Token[], text: string, used: ReadonlySet<Token>, profile: Profile): string | undefined {
  // A default stands unless another choice is said in so many words.
  const said = (value: string): boolean => {
    const word = value.replace(/[-_ ]/g, '[-_ ]?');
    return new RegExp(`\\b${word}\\b`, 'i').test(text) && !new RegExp(`\\b(instead of|rather than|not)( an?)? ${word}\\b`, 'i').test(text);
  };
  const looking =
    /^(did|does|do|is|are|was|were|has|how|what|which|who|when|why|show|see|wait)$/.test(tokens[0]?.word ?? '') && !/^(what|how) about\b/.test(text.trim());
  // A question changes nothing: of a tool that also looks, only what looks can be meant.
  const only = looking && profile.spec.effectOf !== undefined ? field.values.filter((value) => looksOnly(field, value, profile)) : [];
  const values = only.length > 0 ? only : field.values;
  if (values.includes('all') && /\b(open (and|or) closed|closed (and|or) open|both)\b/i.test(text)) return 'all';
  // "keep it in the list": a thing of that name is spoken of.
  const isThing = (value: string): boolean => new RegExp(`\\b(the|a|an|my|our|in|that) ${value}\\b`, 'i').test(text) && field.name === 'action';
  const literal = values.filter(
    (value) => said(value) && !isThing(value) && !(value === 'all' && !/\ball\b[\w ]*\b(states?|issues?|prs?|pull|policies|merge)/i.test(text)),
  );
  // "accept it with the comment 'fine'": what it is, not what goes with it.
  const graver = field.name === 'verdict' && literal.includes('comment') ? values.find((v) => v !== 'comment' && sayings[v]?.test(text) === true) : undefined;
  if (graver !== undefined) return graver;
  const chosen = literal.find((value) => value !== field.fallback) ?? literal[0];
  if (chosen !== undefined && !(literal.length === 1 && field.name === 'state' && literal[0] === 'open' && verbOf(tokens[0] ?? none)?.concept === 'create'))
    return chosen;
  const meant = values.filter((value) => value !== 'all' && sayings[value]?.test(text) === true).sort((a, b) => generality(a) - generality(b));
  if (meant.length > 0) return meant[0];
  if (only.length > 0) return only[0];
  // "nuke the branch tmp": of a tool that lists where nothing is said, what the verb itself does.
  const listsElse = typeof field.fallback === 'string' && looksOnly(field, field.fallback, profile);
  if (!field.required && listsElse) return verbIn(field.values, tokens, used);
  if (!field.required) return undefined;
  for (const value of field.values) {
    const concepts = conceptsOf({ ...none, kind: 'word', word: value });
    for (const token of tokens)
      if (!used.has(token) && !isStop(token.word) && [...conceptsOf(token)].some(([c, w]) => w >= 0.9 && concepts.get(c) === 1)) return value;
  }
  return undefined;
}

/** The choice that means what a verb of the request means. */
function verbIn(values: readonly string[], tokens: readonly Token[], used: ReadonlySet<Token>): string | undefined {
  const said = tokens.flatMap((t) => (used.has(t) ? [] : [verbOf(t)])).filter((v) => v !== undefined && !v.nounFirst && v.is !== 'look');
  return values.find((value) => said.some((v) => v?.concept === verbOf({ ...none, kind: 'word', word: value })?.concept));
}

/** Words for these are said of what is done to others as well: "get my stash back". */
const generality = (value: string): number => (value === 'list' || value === 'status' ? 2 : value === 'push' || value === 'save' ? 1 : 0);

const looksOnly = (field: Field, value: string, { spec }: Profile): boolean => {
  const effect = spec.effectOf?.({ [field.name]: value });
  return effect === 'read' || effect === 'plan';
};

const none: Token = { kind: 'mark', text: '', word: '', at: 0, end: 0 };
