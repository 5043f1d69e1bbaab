/** What the fields of a plan file are, to a person. */
interface FieldWords {
  readonly detail: string;
  readonly docs: string;
  /** As a snippet; default: the name and a colon. */
  readonly insert?: string;
  readonly fields?: Readonly<Record<string, FieldWords>>;
}

export const topFields: Readonly<Record<string, FieldWords>> = {
  nimbus: { detail: 'version', docs: 'Version of this format: 1.', insert: 'nimbus: 1' },
  goal: { detail: 'text', docs: 'What the plan is for, in a few words: the name of its runs.' },
  steps: { detail: 'list', docs: 'What is done. Order is for people; `dependsOn` and references decide.', insert: 'steps:\n  - id: ${1:first}\n    tool: $0' },
};

export const stepFields: Readonly<Record<string, FieldWords>> = {
  id: { detail: 'text, needed', docs: 'Names the step in this plan: 1 to 64 letters, digits, `-` or `_`.' },
  tool: { detail: 'tool, needed', docs: 'The tool that does it.' },
  input: { detail: 'map', docs: 'What the tool is given. `${steps.<id>.output.<name>}` takes a value from an earlier step.', insert: 'input:\n  $0' },
  dependsOn: { detail: 'list of ids', docs: 'Steps that come before this one. What its input refers to counts by itself.', insert: 'dependsOn: [$0]' },
  reason: { detail: 'text', docs: 'Why it is in the plan, to whoever approves it.' },
  optional: {
    detail: 'true or false',
    docs: 'When what it needs is missing (a program, a connection), it is skipped and said so.',
    insert: 'optional: ${1|true,false|}',
  },
  continueOnError: { detail: 'true or false', docs: 'What comes after it may run although it failed.', insert: 'continueOnError: ${1|true,false|}' },
  when: {
    detail: 'condition',
    docs: 'Runs only when this holds of what an earlier step gave. Exactly one of `is`, `isNot`, `above` and `below`.',
    insert: 'when:\n  value: $0',
    fields: {
      value: { detail: 'reference', docs: 'What is compared: usually `${steps.<id>.output.<name>}`.' },
      is: { detail: 'value', docs: 'It is this.' },
      isNot: { detail: 'value', docs: 'It is anything but this.' },
      above: { detail: 'number', docs: 'It is greater.' },
      below: { detail: 'number', docs: 'It is smaller.' },
    },
  },
};
