import { type Field, wordsOfName } from '../fields.ts';
import type { Profile } from '../index.ts';
import { lexicon } from '../lexicon/words.ts';
import type { Filling } from './assign.ts';
import { type Slot, slotOf } from './slots.ts';

/** A text that a tool can't be without, of a name nothing is known of: what the person put in quotes. */
export const anyText: Slot = { kinds: { quote: 1 }, nouns: '', preps: {} };

/** "with a timeout of 90 seconds", "using profile ops": the word for another input that was said is no value. */
export const isInputWord = (word: string, of: Field, profile: Profile, { input }: Filling): boolean =>
  profile.fields.some(
    (f) =>
      f !== of &&
      (f.name in input || /^(description|title|message|body|comment|timeout|profile)$/.test(word)) &&
      f.type !== 'boolean' &&
      (wordsOfName(f.name).includes(word) || isNoun(word, slotOf(profile.spec.name, f.name) ?? anyText) || (f.name === 'vars' && /^var(iable)?s?$/.test(word))),
  );

/** A word beside which the value of this input stands. */
export const isNoun = (word: string, slot: Slot): boolean => {
  if (word === '') return false;
  const nouns = slot.nouns.split(' ');
  if (nouns.includes(word)) return true;
  return nouns.includes('<kind>') && lexicon.kinds.has(word) && !/^(ns|namespaces?)$/.test(word);
};

/** A word beside which another input of the tool stands. */
export function owned(word: string, profile: Profile, slot: Slot): boolean {
  if (word === '') return false;
  return profile.fields.some((f) => {
    const other = slotOf(profile.spec.name, f.name);
    return other !== undefined && other !== slot && isNoun(word, other) && !isNoun(word, slot);
  });
}
