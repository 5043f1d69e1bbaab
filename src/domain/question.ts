import type { Problem } from './failure/failure.ts';

/** A value an answer can have. A list holds texts, or records of answers when its question has `fields`. */
export type Answer = string | number | boolean | readonly string[] | readonly { readonly [field: string]: Answer }[];

/** Answers by question id (`network.cidr`). What is not in here has not been answered: its default holds. */
export type Answers = { readonly [id: string]: Answer };

/**
 * When a question is asked, as data, so that a form, a file and a person can all follow it: every key is a question's
 * id; the value its answer must equal, or, for an array, one of the values (for a multi-choice: one it must hold).
 */
export type Condition = { readonly [id: string]: string | number | boolean | readonly (string | number | boolean)[] };

interface Base {
  /** `group.name`, stable: answer files are written with it. In a list's fields: the bare name. */
  readonly id: string;
  readonly label: string;
  /** One sentence under the field. */
  readonly help: string;
  /** Where the fact in `help` or the limit comes from. */
  readonly source?: string;
  readonly when?: Condition;
  /** Later entries win; holds unless answered. */
  readonly defaultWhen?: readonly { readonly when: Condition; readonly value: Answer }[];
  /** Must have an answer that is not empty. Default: false. */
  readonly required?: boolean;
}

export interface TextQuestion extends Base {
  readonly type: 'text' | 'cidr' | 'secret';
  readonly default?: string;
  readonly placeholder?: string;
  /** The whole text must match; `patternHelp` says what would be right. */
  readonly pattern?: string;
  readonly patternHelp?: string;
  readonly lengthMax?: number;
}
export interface NumberQuestion extends Base {
  readonly type: 'number';
  readonly default?: number;
  readonly min?: number;
  readonly max?: number;
  /** Whole multiples of this only. Default: 1. */
  readonly step?: number;
  readonly unit?: string;
  /** Only these are right (days CloudWatch can keep logs): a form may show them as a choice. */
  readonly oneOf?: readonly number[];
}
export interface BooleanQuestion extends Base {
  readonly type: 'boolean';
  readonly default: boolean;
}
export interface Option {
  readonly value: string;
  readonly label: string;
  readonly help?: string;
  /** Offered only when this holds (versions of the chosen engine). */
  readonly when?: Condition;
}
export interface ChoiceQuestion extends Base {
  readonly type: 'choice';
  readonly default?: string;
  readonly options: readonly Option[];
  /** A value outside the options is taken too, when it matches `pattern`. */
  readonly open?: { readonly pattern: string; readonly patternHelp: string };
}
export interface MultiChoiceQuestion extends Base {
  readonly type: 'multi-choice';
  readonly default: readonly string[];
  readonly options: readonly Option[];
  readonly itemsMin?: number;
}
export interface ListQuestion extends Base {
  readonly type: 'list';
  readonly default: readonly string[] | readonly { readonly [field: string]: Answer }[];
  /** What one item is called, for buttons and messages: "node group". */
  readonly item: string;
  readonly itemsMin?: number;
  readonly itemsMax?: number;
  /** Items are records of these; absent: items are texts, each held to `each`. */
  readonly fields?: readonly Question[];
  readonly each?: { readonly type: 'text' | 'cidr'; readonly pattern?: string; readonly patternHelp?: string; readonly placeholder?: string };
}

export type Question = TextQuestion | NumberQuestion | BooleanQuestion | ChoiceQuestion | MultiChoiceQuestion | ListQuestion;

export interface QuestionGroup {
  readonly id: string;
  readonly title: string;
  /** One sentence: what these answers decide. */
  readonly intro: string;
  /** The group is passed over when this does not hold. */
  readonly when?: Condition;
  readonly questions: readonly Question[];
}

export interface Questionnaire {
  /** The generator it belongs to: `terraform`. */
  readonly generator: string;
  readonly title: string;
  readonly groups: readonly QuestionGroup[];
  /** What one question can't say alone: sums, overlaps, combinations. Gets all answers, defaults filled in. */
  check(answers: Answers): readonly Problem[];
}
