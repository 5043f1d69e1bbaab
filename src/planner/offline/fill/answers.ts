import type { Answer, Question, Questionnaire } from '../../../domain/question.ts';
import { lexicon, meaningsOf } from '../lexicon/words.ts';
import { isNovel } from '../read.ts';
import type { Token } from '../token.ts';
import { environmentIn } from './special.ts';

/** Answers that a request gives to a questionnaire; everything it does not say is left to the defaults. */
export function answersIn(tokens: readonly Token[], questionnaire: Questionnaire): Record<string, Answer> {
  const answers: Record<string, Answer> = {};
  for (const group of questionnaire.groups)
    for (const question of group.questions) {
      const answer = answerTo(question, tokens);
      if (answer !== undefined) answers[question.id] = answer;
    }
  return complete(answers, questionnaire);
}

function answerTo(question: Question, tokens: readonly Token[]): Answer | undefined {
  const leaf = question.id.split('.').at(-1) ?? '';
  if (question.type === 'cidr') return tokens.find((t) => t.kind === 'cidr' && t.text.includes('/'))?.text;
  if (leaf === 'region' && question.id.startsWith('project.')) return tokens.find((t) => t.kind === 'region')?.text;
  if (question.type === 'choice' && leaf === 'environment') return environmentIn(tokens)?.environment;
  if (question.type === 'multi-choice' && question.itemsMin !== undefined) {
    const said = question.options.filter((o) => tokens.some((t) => t.kind === 'word' && names(t.word, [o.value, ...words(o.label)]))).map((o) => o.value);
    return said.length > 0 ? said : undefined;
  }
  if (question.type === 'choice' && /engine|capacity|backend/.test(leaf))
    return question.options.find((o) =>
      tokens.some((t) => t.kind === 'word' && t.word.length > 3 && names(t.word, [o.value, ...words(o.label)]) && !isGeneric(t.word)),
    )?.value;
  if (question.type === 'text' && leaf === 'name' && question.required === true) return nameIn(tokens, question.pattern, question.id.split('.')[0] ?? '');
  if (question.type === 'list' && leaf === 'names') {
    const named = namedAfter(tokens, question.id.split('.')[0] ?? '');
    return named.length > 0 ? [...named] : undefined;
  }
  // A value nobody says by accident: db.t4g.large, or "postgres 16".
  if (question.type === 'choice' && question.id.split('.').length > 1) {
    const engines = /version$/.test(leaf)
      ? tokens.filter((_, i) => /^(postgres\w*|mysql|mariadb|pg|kubernetes|k8s|eks|version)$/.test(tokens[i - 1]?.word ?? ''))
      : [];
    return question.options.find((o) => engines.some((t) => t.text === o.value) || (/\w\.\w+\./.test(o.value) && tokens.some((t) => t.text === o.value)))
      ?.value;
  }
  if (question.type === 'number') {
    const found = tokens.find((t, i) => t.kind === 'number' && names(tokens[i + 1]?.word ?? '', [leaf, ...words(question.label)]));
    return found === undefined ? undefined : Number(found.text);
  }
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
  const called = /^(called|named)$/.test(tokens[at + 1]?.word ?? '') ? at + 2 : -1;
  if (at < 0 || called < 0) return [];
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
    return /^(called|named|project|name)$/.test(t.word) && fits(tokens[i + 1]) && (group === 'project' ? !other : names(before, [group]));
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
