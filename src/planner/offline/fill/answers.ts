import type { Answer, NumberQuestion, Option, Question, Questionnaire } from '../../../domain/question.ts';
import { wordsOfName } from '../fields.ts';
import { numbers } from '../lexicon/common.ts';
import { lexicon, meaningsOf } from '../lexicon/words.ts';
import { isNovel } from '../read.ts';
import type { Token } from '../token.ts';
import { placeIn } from './places.ts';
import { environmentIn } from './special.ts';

/** Answers that a request gives to a questionnaire; everything it does not say is left to the defaults. */
export function answersIn(tokens: readonly Token[], questionnaire: Questionnaire): Record<string, Answer> {
  const answers: Record<string, Answer> = {};
  for (const group of questionnaire.groups)
    for (const question of group.questions) {
      // Groups are named as what was chosen before: `network` of "a vpc".
      const said =
        group.id === 'project' || group.id === 'state' || Object.values(answers).some((a) => Array.isArray(a) && (a as readonly unknown[]).includes(group.id));
      const answer = answerTo(question, tokens, said);
      if (answer !== undefined) answers[question.id] = answer;
    }
  return complete(answers, questionnaire);
}

/** What people call what a question asks, besides its own words. */
const alsoCalled: Readonly<Record<string, string>> = {
  zones: 'az azs zone availability_zone availability_zones',
  multiAz: 'multi-az standby',
  nat: 'nat',
  backupDays: 'backup backups',
  storageGiB: 'storage disk',
  storageMaxGiB: 'grow growing',
  flowLogDays: 'flow',
  noncurrentDays: 'versions',
  kms: 'kms',
  versioning: 'versioned versions',
  encryption: 'encrypted encrypt',
};

function answerTo(question: Question, tokens: readonly Token[], isSaid: boolean): Answer | undefined {
  const [group = '', leaf = ''] = question.id.split('.');
  if (question.type === 'cidr') return tokens.find((t) => t.kind === 'cidr' && t.text.includes('/'))?.text;
  if (leaf === 'region' && group === 'project') return tokens.find((t) => t.kind === 'region')?.text ?? placeIn(tokens)?.region;
  if (question.type === 'choice' && leaf === 'environment') return environmentIn(tokens)?.environment;
  if (question.type === 'multi-choice' && question.itemsMin !== undefined && (isSaid || group === 'project')) {
    const said = question.options.filter((o) => tokens.some((t) => t.kind === 'word' && names(t.word, [o.value, ...words(o.label)]))).map((o) => o.value);
    return said.length > 0 ? said : undefined;
  }
  if (group === 'state') return stateAnswer(question, leaf, tokens);
  if (question.type === 'choice' && /engine|capacity/.test(leaf))
    return question.options.find((o) =>
      tokens.some((t) => t.kind === 'word' && t.word.length > 3 && names(t.word, [o.value, ...words(o.label)]) && !isGeneric(t.word)),
    )?.value;
  if (question.type === 'text' && leaf === 'name' && question.required === true) return nameIn(tokens, question.pattern, group);
  if (question.type === 'list' && leaf === 'names') {
    const named = namedAfter(tokens, group);
    return named.length > 0 ? [...named] : undefined;
  }
  if (!isSaid) return undefined;
  // A value nobody says by accident: db.t4g.large, or "postgres 16".
  if (question.type === 'choice') {
    const engines = /version$/.test(leaf)
      ? tokens.filter((_, i) => /^(postgres\w*|mysql|mariadb|pg|kubernetes|k8s|eks|version)$/.test(tokens[i - 1]?.word ?? ''))
      : [];
    return (
      question.options.find((o) => engines.some((t) => t.text === o.value) || (/\w\.\w+\./.test(o.value) && tokens.some((t) => t.text === o.value)))?.value ??
      chosenBeside(question.options, leaf, tokens)
    );
  }
  if (question.type === 'number') return amountOf(question, leaf, tokens);
  if (question.type === 'boolean') return switched(leaf, tokens);
  if (question.type === 'text' && leaf !== 'name') return besideItsWord(leaf, question.pattern, tokens);
  return undefined;
}

const callings = (leaf: string): readonly string[] => [
  ...(alsoCalled[leaf]?.split(' ') ?? []),
  ...(wordsOfName(leaf).length === 1 ? [leaf.toLowerCase()] : []),
];

/** "3 azs", "two availability zones", "100 GB of storage", "keep backups 14 days": a number beside what it counts, in the question's unit. */
function amountOf(question: NumberQuestion, leaf: string, tokens: readonly Token[]): number | undefined {
  const called = leaf in alsoCalled ? callings(leaf) : [...callings(leaf), ...words(question.label).filter((w) => !/^(keep|may|to|of|the)$/.test(w))];
  const unit = /Days$/.test(leaf) ? /^days?$/ : /GiB$/.test(leaf) ? /^(gb|gib|gigs?|gigabytes?)$/ : undefined;
  for (const [i, token] of tokens.entries()) {
    const joined = /^(\d+)(gb|gib|g|d)$/.exec(token.word);
    const n = joined !== null ? Number(joined[1]) : token.kind === 'number' ? Number(token.text) : token.kind === 'word' ? numbers[token.word] : undefined;
    if (n === undefined || (question.min !== undefined && n < question.min) || (question.max !== undefined && n > question.max)) continue;
    if (question.oneOf !== undefined && !question.oneOf.includes(n)) continue;
    if (unit !== undefined && joined === null && !unit.test(tokens[i + 1]?.word ?? '')) continue;
    const near = unit === undefined ? [...tokens.slice(i + 1, i + 3), tokens[i - 1]] : [...tokens.slice(Math.max(0, i - 4), i), ...tokens.slice(i + 1, i + 5)];
    if (near.some((t) => t?.kind === 'word' && names(t.word, called))) return n;
  }
  return undefined;
}

/** "versioning off", "with flow logs", "no deletion protection". */
function switched(leaf: string, tokens: readonly Token[]): boolean | undefined {
  const text = tokens.map((t) => (t.kind === 'word' || t.word === ',' ? t.word.replaceAll('_', ' ') : '\u0000')).join(' ');
  const name = [
    wordsOfName(leaf)
      .map((w) => w.replace(/s$/, ''))
      .join('s?[- ]?'),
    ...(alsoCalled[leaf]?.split(' ') ?? []),
  ].join('|');
  const match = new RegExp(`(?<![\\w-])(?:${name})s?(?![\\w-])`).exec(text);
  if (match === null) return undefined;
  const before = /(?:\b(?:no|not|without|disabled?|skip|drop|turn off|don't|never|non)\b)(?: (?:any|the|\w+ing))?[ -]*$/.test(text.slice(0, match.index));
  const after = /^ ?(?:is |are |= |: |turned |switched |set to )?(?:off|disabled|false|no)\b/.test(text.slice(match.index + match[0].length));
  return !(before || after);
}

/** "no NAT gateway", "a single NAT", "a private endpoint": an option beside the word for the question. */
function chosenBeside(options: readonly Option[], leaf: string, tokens: readonly Token[]): string | undefined {
  const at = tokens.findIndex((t) => t.kind === 'word' && callings(leaf).includes(t.word));
  if (at < 0) return undefined;
  const near = tokens.slice(Math.max(0, at - 3), at + 3).map((t) => t.word);
  if (near.slice(0, 3).some((w) => /^(no|without)$/.test(w)) && options.some((o) => o.value === 'none')) return 'none';
  return options.find((o) => near.includes(o.value))?.value ?? (near.includes('one') ? options.find((o) => o.value === 'single')?.value : undefined);
}

/** "owner platform-team", "owned by platform-team". */
function besideItsWord(leaf: string, pattern: string | undefined, tokens: readonly Token[]): string | undefined {
  const at = tokens.findIndex((t) => t.kind === 'word' && (t.word === leaf.toLowerCase() || t.word === `${leaf.toLowerCase().replace(/er$/, '')}ed`));
  const after = at < 0 ? -1 : tokens.findIndex((t, i) => i > at && !/^(is|by|:|=|should|be|as|the|team)$/.test(t.word));
  const token = tokens[after];
  if (token === undefined || after > at + 4 || !/^(word|quote|path)$/.test(token.kind)) return undefined;
  if (token.kind === 'word' && !isNovel(token)) return undefined;
  return pattern === undefined || new RegExp(`^(?:${pattern})$`, 'u').test(token.text) ? token.text : undefined;
}

/** "state in the bucket acme-tfstate", "s3 backend": only where the state is spoken of. */
function stateAnswer(question: Question, leaf: string, tokens: readonly Token[]): Answer | undefined {
  const at = tokens.findIndex((t) => /^(state|backend|tfstate|statefile)$/.test(t.word));
  if (at < 0) return undefined;
  const near = tokens.slice(Math.max(0, at - 2), at + 8);
  const bucket = tokens.findIndex((t, i) => i > at - 2 && /^buckets?$/.test(t.word));
  const named = bucket < 0 ? undefined : tokens.slice(bucket + 1).find((t) => !/^(called|named|:|is)$/.test(t.word));
  const isName = named !== undefined && named.kind === 'word' && isNovel(named);
  if (leaf === 'backend')
    return isName || near.some((t) => t.word === 's3') ? 's3' : near.some((t) => t.word === 'local' || t.word === 'locally') ? 'local' : undefined;
  if (leaf === 'bucket' && isName && question.type === 'text') return named.text;
  return undefined;
}

const words = (label: string): readonly string[] =>
  label
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((w) => w.length > 1);
const isGeneric = (word: string): boolean => /^(none|local|single|cluster|database|bucket|network)$/.test(word);

/** Whether a word is one of these, in the plural, or by the same meaning. */
function names(word: string, any: readonly string[]): boolean {
  const one = word.replace(/(?<=[a-z0-9]{2})s$/, '');
  if (any.some((a) => a === word || a === one)) return true;
  const meanings = meaningsOf(word);
  return meanings !== undefined && lexicon.verbs.get(word) === undefined && any.some((a) => meanings.get(a) === 1);
}

/** "a bucket called logs", "buckets a and b": what things of a group are to be called. */
function namedAfter(tokens: readonly Token[], group: string): readonly string[] {
  const at = tokens.findIndex((t) => t.kind === 'word' && names(t.word, [group]));
  // "state in bucket x" names another.
  if (at < 0 || tokens.slice(Math.max(0, at - 3), at).some((t) => t.word === 'state')) return [];
  const called = /^(called|named|:)$/.test(tokens[at + 1]?.word ?? '') ? at + 2 : at + 1;
  const found: string[] = [];
  for (let i = called; i < tokens.length; i++) {
    const token = tokens[i];
    if (token === undefined || (token.kind === 'mark' && token.word !== ',')) break;
    if (token.word === ',' || token.word === 'and') continue;
    if (!/^(word|path|quote)$/.test(token.kind) || !isNovel({ ...token, kind: 'word' }) || token.text.includes('/')) break;
    found.push(token.text);
  }
  return found;
}

function nameIn(tokens: readonly Token[], pattern: string | undefined, group: string): string | undefined {
  const fits = (t: Token | undefined): t is Token =>
    t?.kind === 'word' && (pattern === undefined || new RegExp(`^(?:${pattern})$`, 'u').test(t.text)) && !/^(a|an|the|my|our|with|in|into|for)$/.test(t.word);
  // What is named is the project, unless the word for something else stands in front.
  const at = tokens.findIndex((t, i) => {
    const before = tokens[i - 1]?.word ?? '';
    const other = /^(called|named)$/.test(t.word) && /^(buckets?|databases?|db)$/.test(before);
    return (
      /^(called|named|project|name)$/.test(t.word) &&
      !/^(called|named)$/.test(tokens[i + 1]?.word ?? '') &&
      fits(tokens[i + 1]) &&
      (group === 'project' ? !other : names(before, [group]))
    );
  });
  if (at >= 0) return tokens[at + 1]?.text;
  return group !== 'project' ? undefined : tokens.find((t, i) => tokens[i - 1]?.word === 'for' && isNovel(t) && fits(t))?.text;
}

/** A cluster can't be without a network: what a choice needs is added, in the order of the options, when the questionnaire says so. */
function complete(answers: Record<string, Answer>, questionnaire: Questionnaire): Record<string, Answer> {
  for (const group of questionnaire.groups)
    for (const question of group.questions) {
      if (question.type !== 'multi-choice' || question.itemsMin === undefined) continue;
      const said = answers[question.id];
      if (!Array.isArray(said)) continue;
      const wrong = (chosen: readonly string[]): boolean => questionnaire.check({ ...answers, [question.id]: chosen }).some((p) => p.path === question.id);
      if (!wrong(said as readonly string[])) continue;
      for (const option of question.options) {
        const more = question.options.filter((o) => o.value === option.value || (said as readonly string[]).includes(o.value)).map((o) => o.value);
        if (!wrong(more)) return { ...answers, [question.id]: more };
      }
    }
  return answers;
}
