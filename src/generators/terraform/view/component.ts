import type { Value } from './hcl.ts';
import type { Scope } from './scope.ts';

/** A part of a stack, decided: what it is told, what it says, and the pieces of its text. */
export interface Component {
  readonly id: 'network' | 'cluster' | 'database' | 'bucket';
  /** What the part is, for the README and the head of its files. */
  readonly title: string;
  /** What a person may tune, with the value the answers gave. */
  readonly inputs: readonly Input[];
  /** What it takes from the other parts. */
  readonly needs: readonly (keyof Scope)[];
  readonly sections: readonly Section[];
  readonly outputs: readonly OutputView[];
  /** It also works in a second region, through the provider alias `aws.replica`. */
  readonly replica: boolean;
}

/** A piece of text: a template and what it is filled with. Sections of one file are joined by an empty line. */
export interface Section {
  /** File it belongs to in the flat layout, without `.tf`; in a module all sections are in `main.tf`. */
  readonly file: string;
  readonly fill: (view: object) => string;
  readonly view: object;
}

export interface VariableView {
  readonly name: string;
  readonly description: string;
  /** A type expression. */
  readonly type: string;
  readonly default?: Value;
  readonly validations?: readonly Validation[];
  /** Never stored: neither in state nor in a saved plan. */
  readonly secret?: true;
}

export interface Validation {
  readonly condition: string;
  readonly message: string;
}

export interface Input extends VariableView {
  /** Absent: the default holds, or the person gives it when running Terraform. */
  readonly value?: Value;
}

export interface OutputView {
  readonly name: string;
  readonly description: string;
  readonly value: string;
}
