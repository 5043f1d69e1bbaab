import { describe, expect, test } from 'vitest';
import { hoverAt, offersAt } from '../../../src/extension/rules/settings/help.ts';
import { problemsIn } from '../../../src/extension/rules/settings/problems.ts';
import { allRules } from '../../../src/rules/all.ts';
import { readSettings } from '../../../src/rules/engine/read-settings.ts';

const rules = allRules.map(({ id, title, severity, why }) => ({ id, title, severity, why }));

/** The place of the bar in a text: its line and column, and the lines without it. */
function cursor(marked: string) {
  const before = marked.slice(0, marked.indexOf('|')).split('\n');
  return { lines: marked.replace('|', '').split('\n'), line: before.length - 1, column: before.at(-1)?.length ?? 0 };
}

describe('what could be written', () => {
  const check = (marked: string, some: readonly string[], none: readonly string[] = []) => {
    const { lines, line, column } = cursor(marked);
    const labels = offersAt(lines, line, column, rules).map(({ label }) => label);
    expect(labels).toEqual(expect.arrayContaining([...some]));
    expect(labels.filter((label) => none.includes(label))).toEqual([]);
  };
  test('its own words, those that are there left out', () => check('exclude: [a]\n|', ['rules', 'baseline'], ['exclude']));
  test('every rule, but for those that are set', () => check('rules:\n  aws-kms-rotation: off\n  aws-|', ['aws-s3-versioning'], ['aws-kms-rotation', 'rules']));
  test('what a rule may be set to', () => check('rules:\n  aws-kms-rotation: |', ['off', 'on', 'info', 'critical'], ['true', 'enabled']));
  test('on one line, too', () => check('rules: { aws-kms-rotation: |', ['off', 'high']));
  test('the settings of one rule', () => check('rules:\n  aws-kms-rotation:\n    sev|', ['severity', 'paths', 'exclude', 'parameters', 'enabled'], ['off']));
  test('its severities', () => check('rules:\n  aws-kms-rotation:\n    severity: |', ['low', 'critical'], ['off', 'on']));
});

test('a rule and a word are explained', () => {
  const hover = (marked: string) => {
    const { lines, line, column } = cursor(marked);
    return hoverAt(lines, line, column, rules)?.text;
  };
  expect(hover('rules:\n  aws-kms-rot|ation: off\n')).toMatch(/^`aws-kms-rotation`: .+\n\n.+/);
  expect(hover('base|line: x\n')).toContain('A file with the findings that are known');
  expect(hover('rules:\n  aws-kms-rotation: o|ff\n')).toBeUndefined();
});

describe('what is wrong is said at its place', () => {
  const check = (text: string, expected: readonly string[]) => {
    const { notes } = readSettings(text, allRules);
    expect(problemsIn(text, notes).map(({ start, end, message, severity }) => `${severity} ${text.slice(start, end)}: ${message}`)).toEqual(expected);
  };
  test('nothing', () => check('rules:\n  aws-kms-rotation: off\n  aws-s3-versioning: { severity: low, paths: [prod/**] }\n', []));
  test('no YAML', () => check('rules: [\n', [expect.stringMatching(/^warning .*the rules run with their own settings$/s)]));
  test('a word it does not know', () => check('ruels: {}\n', ['warning ruels: Ruels is not a word of this file']));
  test('a rule that is not there', () =>
    check('rules: { aws-kms-rotatoin: off }\n', [
      'warning aws-kms-rotatoin: .nimbus/rules.yaml names a rule that does not exist: aws-kms-rotatoin; aws-kms-rotation does.',
    ]));
  test('a value no rule takes', () =>
    check('rules:\n  aws-kms-rotation: never\n', ['warning never: It is none of on, off, info, low, medium, high, critical, and no map of settings']));
  test('in the settings of a rule', () =>
    check('rules:\n  aws-kms-rotation:\n    severity: dire\n    pahts: [a]\n', [
      expect.stringMatching(/^warning dire: /),
      'warning pahts: Pahts is not a word of this file',
    ]));
  test('a parameter it does not have', () =>
    check('rules:\n  aws-kms-rotation:\n    parameters: { days: 3 }\n', [
      expect.stringMatching(/^warning days: .*gives aws-kms-rotation a parameter it does not have: days/),
    ]));
});
