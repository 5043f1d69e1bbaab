import { describe, expect, test } from 'vitest';
import { registry } from '../../src/domain/registry.ts';
import type { DraftStep } from '../../src/planner/draft.ts';
import { adviceOn, mergeSame } from '../../src/planner/optimise.ts';
import { gives, testTool } from '../support/house.ts';

const tools = registry([
  testTool('disk.read', gives({})),
  testTool('disk.check', { ...gives({}), effect: 'plan' }),
  testTool('disk.format', { ...gives({}), effect: 'destroy' }),
]);
const read = (id: string, more: Partial<DraftStep> = {}): DraftStep => ({ id, tool: 'disk.read', input: {}, ...more });

const text = (steps: readonly DraftStep[]): string =>
  steps
    .map((s) => `${s.id} ${JSON.stringify(s.input)} ${s.when === undefined ? '' : `when ${s.when.value} `}after ${(s.dependsOn ?? []).join(', ')}`)
    .join('\n');
const check = (expected: string, steps: readonly DraftStep[]): void => expect(text(mergeSame(steps, tools).steps)).toBe(expected);

describe('looks that would see the same are done once', () => {
  test('and what used the second uses the first', () =>
    check('a {} after \nc {"x":"${steps.a.output.y} ${steps.a.output}"} when ${steps.a.output.n} after a', [
      read('a'),
      read('b'),
      read('c', { input: { x: '${steps.b.output.y} ${steps.a.output}' }, dependsOn: ['b', 'a'], when: { value: '${steps.b.output.n}', above: 1 } }),
    ]));
  test('a chain of the same falls together', () =>
    check('a {} after \nc {"x":"${steps.a.output}"} after ', [
      read('a'),
      read('b'),
      read('c', { input: { x: '${steps.b.output}' } }),
      read('d', { input: { x: '${steps.a.output}' } }),
    ]));
  test('wherever they stand', () => check('c {} after b\nb {} after ', [read('c', { dependsOn: ['b'] }), read('a'), read('b')].toSpliced(1, 1)));
  test('not with another input', () => check('a {} after \nb {"x":1} after ', [read('a'), read('b', { input: { x: 1 } })]));
  test('not after a change', () =>
    check('a {} after \nf {} after \nb {} after f', [read('a'), { id: 'f', tool: 'disk.format', input: {} }, read('b', { dependsOn: ['f'] })]));
  test('never a change', () =>
    check('f {} after \ng {} after ', [
      { id: 'f', tool: 'disk.format', input: {} },
      { id: 'g', tool: 'disk.format', input: {} },
    ]));
});

const advise = (expected: string, steps: readonly DraftStep[]): void => expect(adviceOn({ goal: 'g', steps }, tools).join('\n')).toBe(expected);

describe('what could be better in a plan that a person wrote', () => {
  const at = (directory: string) => ({ directory });
  const format: DraftStep = { id: 'format', tool: 'disk.format', input: at('a') };
  const sure: DraftStep = { id: 'sure', tool: 'disk.check', input: at('a') };
  test('nothing', () => advise('', [sure, { ...format, dependsOn: ['sure'] }, { ...sure, id: 'other', input: at('b') }]));
  test('the same twice', () => advise('b would see the same as a: one of them is enough.', [read('a'), read('b')]));
  test('a change that does not wait for its check', () =>
    advise('format does not wait for sure, which checks the same place: add dependsOn: [sure] to change nothing that fails it.', [format, sure]));
  test('a check that is meant to come after', () => advise('', [format, { ...sure, dependsOn: ['format'] }]));
  test('reads in a row for nothing', () =>
    advise('b waits for a and uses nothing of it; without that dependsOn both are read side by side.', [
      read('a'),
      read('b', { input: { x: 1 }, dependsOn: ['a'] }),
    ]));
  test('reads in a row for a reason', () => advise('', [read('a'), read('b', { input: { x: '${steps.a.output}' }, dependsOn: ['a'] })]));
});
