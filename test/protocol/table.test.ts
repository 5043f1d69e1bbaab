import { describe, expect, test } from 'vitest';
import { type Column, type ColumnKind, type FromTable, readFromTable, readToTable, type ToTable } from '../../src/protocol/table.ts';
import { ageSeconds, plain, shown } from '../../src/protocol/table-cell.ts';
import { Ordered, type Wanted } from '../../src/protocol/table-order.ts';

const column = (id: string, kind: ColumnKind): Column => ({ id, title: id, kind, shown: true });

/** Rows of one column `v` (and their own places in `n`) → the values that are left, in order. */
function check(kind: ColumnKind, values: readonly unknown[], wanted: Partial<Wanted>, left: readonly unknown[]): void {
  const rows = values.map((value, i) => [value, i]);
  const order = new Ordered([column('v', kind), column('n', 'number')], rows).arrange({ text: '', byColumn: {}, ...wanted });
  expect(order.map((row) => values[row])).toEqual(left);
}
const up = { sort: { column: 'v', down: false } };
const down = { sort: { column: 'v', down: true } };

describe('sorting', () => {
  test('texts as people count', () => check('text', ['web-10', 'web-2', 'Web-1', 'db'], up, ['db', 'Web-1', 'web-2', 'web-10']));
  test('numbers by size, not as text', () => check('number', [10, 9, -1, 100], up, [-1, 9, 10, 100]));
  test('numbers that came as text, too', () => check('number', ['10', '9'], up, ['9', '10']));
  test('times by when, whatever their zone', () =>
    check('time', ['2026-01-31T10:00:00Z', '2026-01-31T10:30:00+01:00'], up, ['2026-01-31T10:30:00+01:00', '2026-01-31T10:00:00Z']));
  test('ages by how old', () => check('age', ['2d', '15m', '1h30m', '400d'], up, ['15m', '1h30m', '2d', '400d']));
  test('what is empty comes last, both ways', () => {
    check('number', [2, null, 1], up, [1, 2, null]);
    check('number', [2, undefined, 1, ''], down, [2, 1, undefined, '']);
  });
  test('no and yes', () => check('yes-no', [true, false], up, [false, true]));
  test('mixed values are still in an order', () =>
    check(
      'value',
      ['a', 3, ['b', 'c'], { k: 1 }],
      up,
      [3, { k: 1 }, 'a', ['b', 'c']].sort((a, b) => ordinal(a) - ordinal(b)),
    ));
  test('rows that are alike stay as they came, both ways', () => {
    const rows = Array.from({ length: 1_000 }, (_, i) => [`group ${i % 3}`, i]);
    const table = new Ordered([column('v', 'text'), column('n', 'number')], rows);
    for (const sort of [up.sort, down.sort]) {
      const order = table.arrange({ text: '', byColumn: {}, sort });
      for (const group of ['group 0', 'group 1', 'group 2']) {
        const of = order.filter((row) => rows[row]?.[0] === group);
        expect(of).toEqual(of.toSorted((a, b) => a - b));
      }
    }
  });
  test('by a column that is gone: as they came', () => check('text', ['b', 'a'], { sort: { column: 'gone', down: false } }, ['b', 'a']));
});

/** Numbers first, then texts: JSON begins with a brace, which comes before letters. */
const ordinal = (value: unknown): number => (typeof value === 'number' ? 0 : Array.isArray(value) ? 3 : typeof value === 'object' ? 1 : 2);

describe('filtering', () => {
  const filter = (asked: string) => ({ byColumn: { v: asked } });
  test('all words, in any column, in any case', () => {
    const table = new Ordered(
      [column('a', 'text'), column('b', 'text')],
      [
        ['Web', 'running'],
        ['web', 'stopped'],
        ['db', 'running'],
      ],
    );
    expect(table.arrange({ text: ' RUNNING we ', byColumn: {} })).toEqual([0]);
    expect(table.arrange({ text: '', byColumn: {} })).toEqual([0, 1, 2]);
  });
  test('a part of the text; ! for what has it not', () => {
    check('text', ['main.tf', 'README.md'], filter('.TF'), ['main.tf']);
    check('text', ['main.tf', 'README.md'], filter('!.tf'), ['README.md']);
  });
  test('more, less, between', () => {
    check('number', [1, 5, 10], filter('>5'), [10]);
    check('number', [1, 5, 10], filter('<= 5'), [1, 5]);
    check('number', [1, 5, 10], filter('=5'), [5]);
    check('number', [1, 5, 10, null], filter('2..10'), [5, 10]);
    check('number', [-3, 1], filter('< -1'), [-3]);
  });
  test('sizes with their unit', () => check('bytes', [500, 2_000, 3_000_000], filter('> 1.5 KB'), [2_000, 3_000_000]));
  test('ages', () => check('age', ['5m', '2d'], filter('> 1h'), ['2d']));
  test('days are whole days of the reader’s own', () => {
    const at = (hours: number, day = 31) => new Date(2026, 0, day, hours).toISOString();
    check('time', [at(1), at(23), at(1, 30)], filter('2026-01-31..2026-01-31'), [at(1), at(23)]);
    check('time', [at(1), at(23, 30)], filter('> 2026-01-30'), [at(1)]);
  });
  test('what only begins like a comparison is a text', () => check('text', ['> quoted', 'other'], filter('> q'), ['> quoted']));
  test('numbers are found as they are shown and exactly', () => {
    check('number', [1234567, 1], { text: '1,234,567' }, [1234567]);
    check('number', [1234567, 1], { text: '1234567' }, [1234567]);
  });
});

test('10,000 rows: the right ones, in the right order', () => {
  const rows = Array.from({ length: 10_000 }, (_, i) => [`host-${(i * 7_919) % 10_000}`, i % 97]);
  const table = new Ordered([column('v', 'text'), column('n', 'number')], rows);
  const order = table.arrange({ text: 'host', byColumn: { n: '> 95' }, sort: { column: 'v', down: false } });
  expect(order).toHaveLength(rows.filter(([, n]) => n === 96).length);
  const numbers = order.map((row) => Number(String(rows[row]?.[0]).slice(5)));
  expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
});

describe('a value in its cell', () => {
  test.each<[unknown, ColumnKind, string]>([
    [1234567, 'number', '1,234,567'],
    [1234567, 'ordinal', '1234567'],
    [999, 'bytes', '999 B'],
    [1_234, 'bytes', '1.2 KB'],
    [123_456_789, 'bytes', '123 MB'],
    [true, 'yes-no', 'yes'],
    [['a', 'b'], 'value', 'a, b'],
    [[{ a: 1 }, { b: 2 }], 'value', '2 entries'],
    [{ name: 'A', tags: ['x'], none: null }, 'value', 'name: A, tags: x'],
    ['a'.repeat(40), 'text', 'a'.repeat(10)],
    ['one\ntwo', 'text', 'one …'],
    ['2026-01-31', 'time', '31 Jan 2026'],
    [null, 'text', ''],
  ])('%j as %s is %s', (value, kind, text) => expect(shown(value, kind)).toBe(text));
  test('a time is the reader’s own', () => {
    const at = new Date(2026, 10, 21, 10, 43);
    expect(shown(at.toISOString(), 'time')).toBe('21 Nov 2026, 10:43');
  });
  test('exactly: one line for a list, JSON for what is deeper', () => {
    expect([['a', 1], { k: [1] }, false, 0].map(plain)).toEqual(['a, 1', '{"k":[1]}', 'false', '0']);
  });
  test('spans', () => expect(['2d4h', '90s', '1y', 'soon', '5'].map(ageSeconds)).toEqual([187_200, 90, 31_536_000, undefined, undefined]));
});

describe('messages', () => {
  const all: readonly ToTable[] = [
    {
      type: 'show',
      protocol: 1,
      title: 'Commits',
      about: ['shop', 'git.log'],
      lists: [{ id: 'commits', title: 'Commits', count: 1 }],
      list: 'commits',
      columns: [{ id: 'subject', title: 'Subject', kind: 'text', help: 'First line', shown: true }],
      rows: [['a'], [1], [null], [{ deep: ['x'] }]],
      acts: ['git_log', '', '', ''],
      cut: 'There is more.',
      askedAt: 5,
      live: true,
      table: 'table-1',
    },
    { type: 'asking', text: 'Page 3' },
    { type: 'failed', message: 'No.', fix: 'Try again.', details: 'x' },
    { type: 'stopped' },
    { type: 'columns', shown: ['subject'] },
    { type: 'notice', level: 'info', text: '1 row copied.' },
  ];
  test.each(all)('$type comes through', (sent) => expect(readToTable(JSON.parse(JSON.stringify(sent)))).toEqual({ ok: true, message: sent }));
  const asked: readonly FromTable[] = [
    { type: 'ready', protocol: 1 },
    { type: 'refresh' },
    { type: 'cancel' },
    { type: 'askOther' },
    { type: 'chooseColumns' },
    { type: 'chooseList', list: 'untracked' },
    { type: 'copyRows', rows: [2, 0] },
    { type: 'copyRows', form: 'csv', rows: [] },
    { type: 'export', rows: [1] },
    { type: 'rowMenu', rows: [3, 4] },
  ];
  test.each(asked)('$type goes through', (sent) => expect(readFromTable(JSON.parse(JSON.stringify(sent)))).toEqual({ ok: true, message: sent }));
  test('what is none is told', () => {
    expect(readFromTable({ type: 'export', rows: ['all'] })).toMatchObject({ ok: false });
    expect(readToTable({ type: 'show', rows: 3 })).toMatchObject({ ok: false });
  });
});
