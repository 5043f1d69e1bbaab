import { describe, expect, test } from 'vitest';
import { actRowsMax } from '../../src/protocol/table.ts';
import { type Key, pressed } from '../../webview/table/keys.ts';
import { actedRows, actsOf, arranged, chosenRows, emptyModel, type Model, moved, nextSort, type Shown, withShown } from '../../webview/table/model.ts';

const shown: Shown = {
  type: 'show',
  protocol: 1,
  title: 'Hosts',
  about: [],
  lists: [],
  list: 'hosts',
  columns: [
    { id: 'name', title: 'Name', kind: 'text', shown: true },
    { id: 'hidden', title: 'Hidden', kind: 'text', shown: false },
    { id: 'size', title: 'Size', kind: 'number', shown: true },
  ],
  rows: [
    ['c', 'x', 3],
    ['a', 'y', 1],
    ['b', 'x', 2],
    ['d', 'y', 4],
  ],
  acts: ['aws_show', '', 'aws_show', ''],
  askedAt: 1,
  live: true,
  table: 'table-1',
};
const start = withShown(emptyModel, shown);
const key = (name: string, more: Partial<Key> = {}): Key => ({ key: name, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, ...more });

/** Keys one after the other, as `Shift+ArrowDown`; what is no move is left out. */
function press(model: Model, ...keys: readonly string[]): Model {
  return keys.reduce((m, name) => {
    const parts = name.split('+');
    const did = pressed(m, key(parts.at(-1) ?? '', { shiftKey: parts.includes('Shift'), ctrlKey: parts.includes('Ctrl') }), 2);
    return did !== undefined && 'model' in did ? did.model : m;
  }, model);
}
const names = (m: Model): string =>
  chosenRows(m)
    .map((row) => shown.rows[row]?.[0])
    .join('');

describe('sorting by a title', () => {
  test('up, down, as it came', () => {
    const first = nextSort(undefined, 'name');
    expect(first).toEqual({ column: 'name', down: false });
    expect(nextSort(first, 'name')).toEqual({ column: 'name', down: true });
    expect(nextSort({ column: 'name', down: true }, 'name')).toBeUndefined();
    expect(nextSort(first, 'size')).toEqual({ column: 'size', down: false });
  });
  test('rows follow', () => expect(names(arranged({ ...start, sort: { column: 'name', down: true } }))).toBe('dcba'));
});

describe('keys', () => {
  test('arrows go and select the row they come to', () => expect(names(press(start, 'ArrowDown'))).toBe('a'));
  test('shift makes a range, from where it began', () => {
    expect(names(press(start, 'ArrowDown', 'Shift+ArrowDown', 'Shift+ArrowDown'))).toBe('abd');
    expect(names(press(start, 'ArrowDown', 'Shift+ArrowDown', 'Shift+ArrowUp', 'Shift+ArrowUp'))).toBe('ca');
  });
  test('ctrl goes without selecting, space takes it in and out', () => {
    const two = press(start, 'ArrowDown', 'Ctrl+ArrowDown', 'Ctrl+ArrowDown', ' ');
    expect(names(two)).toBe('ad');
    expect(names(press(two, ' '))).toBe('a');
  });
  test('ctrl+a takes all that are seen', () => {
    const some = arranged({ ...start, text: 'x' });
    expect(names(press(some, 'Ctrl+a'))).toBe('cb');
    expect(press(press(some, 'Ctrl+a'), 'Escape').selected.size).toBe(0);
  });
  test('ends and pages', () => {
    expect(press(start, 'Ctrl+End').active).toEqual({ row: 3, column: 1 });
    expect(press(start, 'Ctrl+End', 'Ctrl+Home').active).toEqual({ row: 0, column: 0 });
    expect(press(start, 'PageDown').active.row).toBe(2);
    expect(press(start, 'PageDown', 'PageDown').active.row).toBe(3);
    expect(press(start, 'End').active).toEqual({ row: 0, column: 1 });
  });
  test('up from the first row is the header, where Enter sorts', () => {
    const header = press(start, 'ArrowUp');
    expect(header.active.row).toBe(-1);
    expect(pressed(header, key('Enter'), 2)).toEqual({ does: 'sort' });
    expect(press(header, 'ArrowUp').active.row).toBe(-1);
  });
  test('Enter opens the menu of a row that has one', () => {
    expect(pressed(start, key('Enter'), 2)).toEqual({ does: 'menu' });
    expect(pressed(press(start, 'ArrowDown'), key('Enter'), 2)).toBeUndefined();
  });
  test('copy and find are the host’s', () => {
    expect(pressed(start, key('c', { metaKey: true }), 2)).toEqual({ does: 'copy' });
    expect(pressed(start, key('f', { ctrlKey: true }), 2)).toEqual({ does: 'find' });
    expect(pressed(start, key('x'), 2)).toBeUndefined();
  });
});

describe('selection', () => {
  test('in the order seen', () => {
    const sorted = arranged({ ...start, sort: { column: 'name', down: true } });
    expect(names({ ...sorted, selected: new Set([1, 0]) })).toBe('ca');
  });
  test('what is filtered away is not selected any more', () => {
    const all = press(start, 'Ctrl+a');
    expect(names(arranged({ ...all, text: 'y' }))).toBe('ad');
    expect(arranged({ ...all, text: 'y' }).selected.size).toBe(2);
  });
  test('none is all that are seen', () => expect(names(arranged({ ...start, text: 'y' }))).toBe('ad'));
  test('another answer has other rows', () => {
    const all = press(start, 'Ctrl+a');
    expect(withShown(all, { ...shown, askedAt: 2 }).selected.size).toBe(0);
    expect(withShown(all, shown).selected.size).toBe(4);
  });
  test('no rows, no row to be on', () => {
    const none = withShown(start, { ...shown, rows: [], acts: [], askedAt: 3 });
    expect(moved(none, { row: 5, column: 5 }, 'only').selected.size).toBe(0);
    expect(pressed(none, key('ArrowDown'), 2)).toMatchObject({ model: { active: { row: -1 } } });
  });
});

describe('what can be done with rows', () => {
  const acts = ['pod_show pod_delete+ copy+', 'pod_delete+ copy+', 'copy+ pod_delete', ''];
  const many = withShown(emptyModel, { ...shown, acts });
  const of = (m: Model): string => `${actedRows(m).join(',')}: ${actsOf(m)}`;
  test.each([
    ['with one: all it offers', many, '0: pod_show pod_delete+ copy+'],
    ['one selected is the one a person is on', press(many, 'ArrowDown'), '1: pod_delete+ copy+'],
    ['with two: what both offer and can be done with several', press(many, 'Shift+ArrowDown'), '0,1: pod_delete+ copy+'],
    ['one that can be done with one only is left out', press(many, 'Shift+ArrowDown', 'Shift+ArrowDown'), '0,1,2: copy+'],
    ['nothing, where one of them offers nothing', press(many, 'Ctrl+a'), '0,1,2,3: '],
    ['the selection counts, not where the cell is', press(many, 'Shift+ArrowDown', 'Ctrl+ArrowDown', 'Ctrl+ArrowDown'), '0,1: pod_delete+ copy+'],
    ['nothing in the header', press(many, 'ArrowUp'), ': '],
  ])('%s', (_, m, expected) => expect(of(m)).toBe(expected));
  test(`of more than ${actRowsMax} rows nothing is offered: nobody reads so many steps`, () => {
    const all = (n: number) =>
      press(
        withShown(emptyModel, { ...shown, rows: Array.from({ length: n }, () => ['a', 'x', 1]), acts: Array.from({ length: n }, () => 'copy+') }),
        'Ctrl+a',
      );
    expect(actsOf(all(actRowsMax))).toBe('copy+');
    expect(actsOf(all(actRowsMax + 1))).toBe('');
  });
  test('Enter opens their menu', () => {
    expect(pressed(press(many, 'Shift+ArrowDown'), key('Enter'), 2)).toEqual({ does: 'menu' });
    expect(pressed(press(many, 'Ctrl+a'), key('Enter'), 2)).toBeUndefined();
  });
});
