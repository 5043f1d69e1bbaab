import { count, list } from '../../base/say.ts';
import type { Failure, Problem } from './failure.ts';

const wrong = { category: 'validation', severity: 'low', recoverable: true } as const;

/** A template that can't be used: its syntax, or what it asks for. Paths are `name:line:column`. */
export const templateInvalid = (name: string, problems: readonly Problem[]): Failure => ({
  ...wrong,
  code: 'templates/invalid',
  message: `The template ${name} has ${count(problems.length, 'mistake')}. It was not used.`,
  fix: `Change ${list(problems.slice(0, 3).map(({ path }) => path))}${problems.length > 3 ? ' and the others' : ''}: each says what is wrong there.`,
  problems,
});

export const templateTooBig = (name: string, bytes: number, bytesMax: number): Failure => ({
  ...wrong,
  code: 'templates/too-big',
  message: `The template ${name} is ${Math.ceil(bytes / 1024)} KiB; at most ${bytesMax / 1024} KiB are read (templateBytesMax).`,
  fix: 'Cut it into several templates, one a file.',
});

/** It asks for what is not in its data. Paths are `name:line:column`. */
export const templateVariablesMissing = (name: string, variables: readonly string[], problems: readonly Problem[]): Failure => ({
  ...wrong,
  code: 'templates/variables-missing',
  message: `The template ${name} uses ${list(variables)}, which ${variables.length === 1 ? 'has' : 'have'} no value. Nothing was written.`,
  fix: 'Correct the names, or say what to use instead: {{default name "…"}} or {{#if name}}…{{/if}}.',
  problems,
});

/** `limit` names the limit and its size: "1,024 KiB of output (outputBytesMax)". */
export const templateTooMuch = (name: string, limit: string): Failure => ({
  ...wrong,
  code: 'templates/too-much',
  message: `The template ${name} was stopped at ${limit}. Nothing was written.`,
  fix: 'Look for a loop inside a loop, or a partial that calls itself.',
});

/** A helper that was given what it can't work with. */
export const templateFailed = (name: string, problem: Problem): Failure => ({
  ...wrong,
  code: 'templates/failed',
  message: `The template ${name} can't be filled in: ${problem.message}. Nothing was written.`,
  fix: `Change ${problem.path}.`,
  problems: [problem],
});

export const templateNameRefused = (name: string): Failure => ({
  ...wrong,
  code: 'templates/name-refused',
  message: `${JSON.stringify(name)} can't be the name of a template.`,
  fix: 'Use a relative path of letters, digits, dots, hyphens and underscores that ends in .hbs, such as network/main.tf.hbs.',
});

export const templateUnknown = (name: string, near: string | undefined): Failure => ({
  ...wrong,
  code: 'templates/unknown',
  message: `There is no template ${name}.`,
  fix: near === undefined ? 'List the templates to see their names.' : `The nearest is ${near}.`,
});

/** Several templates at once, or one whose file can't be written beside the others. Paths are those of the templates, with line and column where there is one. */
export const templatesUnusable = (names: readonly string[], problems: readonly Problem[]): Failure => ({
  ...wrong,
  code: 'templates/unusable',
  message: `${names.length === 1 ? 'A template' : `${names.length} templates`} of yours can't be used: ${list(names)}. Nothing was written.`,
  fix: 'Correct each of these, or take the template away.',
  problems,
});

export const templateNotText = (name: string): Failure => ({
  ...wrong,
  code: 'templates/not-text',
  message: `The template ${name} is not UTF-8 text. It was not used.`,
  fix: 'Save it as UTF-8.',
});
