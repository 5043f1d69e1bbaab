import { describe, expect, test } from 'vitest';
import type { PlanDetails, ShownPlan } from '../../../src/protocol/tfplan.ts';
import { groupsOf } from '../../../webview/tfplan/groups.ts';
import { nothingTyped, type Step, stepFor, type Typed } from '../../../webview/tfplan/keys.ts';
import { Derived, emptyModel, fromKept, type Model, toKeep } from '../../../webview/tfplan/model.ts';
import { matching, noFilter, searchIndex } from '../../../webview/tfplan/search.ts';
import { type TreeNode, treeOf, wayTo } from '../../../webview/tfplan/tree.ts';
import { drawn, lineAt, scrollTo, topsOf } from '../../../webview/tfplan/window.ts';
import { detailsOf, planShown, type RowCase } from './plan.ts';

const cases: readonly RowCase[] = [
  ['create aws_vpc.b', ['cidr_block', 'tags']],
  ['update aws_vpc.a10 medium', ['tags']],
  ['update aws_vpc.a9 medium', ['enable_dns']],
  ['replace module.data.aws_db_instance.main critical', ['engine_version', 'tags']],
  ['delete aws_instance.old high'],
  ['create module.app.aws_instance.web', ['ami', 'instance_type']],
  ['drift aws_vpc.a9', ['tags']],
  ['output output.url', ['value']],
];
const shown = planShown(cases);

const written = (nodes: readonly TreeNode[], plan: ShownPlan): readonly string[] =>
  nodes.map(({ is, level, isOpen, position, siblings }) => {
    const mark = isOpen === undefined ? ' ' : isOpen ? 'v' : '>';
    const text =
      is.kind === 'group'
        ? `${is.group.label} (${is.group.says}) ${is.group.risk}`
        : is.kind === 'row'
          ? `${plan.rows[is.row]?.action} ${plan.rows[is.row]?.name}`
          : is.kind === 'attribute'
            ? is.attribute.path
            : is.kind === 'dependent'
              ? is.dependent.address
              : is.kind === 'loading'
                ? 'loading'
                : is.text;
    return `${'  '.repeat(level - 1)}${mark} ${text} ${position}/${siblings}`;
  });

const open = { toggled: new Map<string, boolean>(), areGroupsOpen: true, details: new Map<number, PlanDetails>() };
const all = shown.rows.map((_, index) => index);

describe('grouped', () => {
  test('by module, then type: the root first, what is lost first, asides last', () => {
    expect(written(treeOf(shown, groupsOf(shown, all, 'module'), open), shown)).toEqual([
      'v Root module (1 to destroy, 2 to change, 1 to create) high 1/5',
      '  v aws_instance (1 to destroy) high 1/2',
      '    > delete aws_instance.old 1/1',
      '  v aws_vpc (2 to change, 1 to create) medium 2/2',
      '    > update aws_vpc.a9 1/3',
      '    > update aws_vpc.a10 2/3',
      '    > create aws_vpc.b 3/3',
      'v module.app (1 to create) low 2/5',
      '  v aws_instance (1 to create) low 1/1',
      '    > create aws_instance.web 1/1',
      'v module.data (1 to replace) critical 3/5',
      '  v aws_db_instance (1 to replace) critical 1/1',
      '    > replace aws_db_instance.main 1/1',
      'v Changed outside Terraform (1 changed outside) low 4/5',
      '  > drift aws_vpc.a9 1/1',
      'v Outputs (1 output) low 5/5',
      '  > output output.url 1/1',
    ]);
  });

  test('by action and by risk', () => {
    const closed = { ...open, areGroupsOpen: false };
    expect(written(treeOf(shown, groupsOf(shown, all, 'action'), closed), shown)).toEqual([
      '> − To destroy (1 to destroy) high 1/6',
      '> ± To replace (1 to replace) critical 2/6',
      '> ~ To change (2 to change) medium 3/6',
      '> + To create (2 to create) low 4/6',
      '> Changed outside Terraform (1 changed outside) low 5/6',
      '> Outputs (1 output) low 6/6',
    ]);
    expect(written(treeOf(shown, groupsOf(shown, all, 'risk'), closed), shown).map((line) => line.slice(2, 15))).toEqual(
      ['Risk critical', 'Risk high (1 ', 'Risk medium (', 'Risk low (1 c'].map((line) => expect.stringContaining(line.slice(0, 8))),
    );
  });

  test('nothing of the tree is worked out anew for what does not change it', () => {
    const derived = new Derived();
    const model: Model = { ...emptyModel, shown };
    const nodes = derived.nodes(model);
    expect(derived.nodes({ ...model, active: 'row:1', isMisunderstood: true })).toBe(nodes);
    expect(derived.nodes({ ...model, filter: { ...noFilter, text: 'vpc' } })).not.toBe(nodes);
  });
});

test('what a row expands to; what depends on it folds by itself', () => {
  const details = detailsOf(3, {
    address: 'module.data.aws_db_instance.main',
    provider: 'registry.opentofu.org/hashicorp/aws',
    why: ['It is replaced because engine_version can’t be changed in place.', 'It holds data.'],
    attributes: [{ path: 'engine_version', before: '"13"', after: '"14"', forces: true }],
    attributesLeft: 3,
    dependents: [
      { address: 'aws_instance.old', row: 4, direct: true },
      { address: 'aws_eip.a', direct: false },
    ],
    dependentsLeft: 7,
    cost: '$1.00 → $2.00 a month',
  });
  const groups = groupsOf(shown, [3], 'module');
  const toggled = new Map([['row:3', true]]);
  expect(written(treeOf(shown, groups, { ...open, toggled }), shown).slice(3)).toEqual(['        loading 1/1']);
  const known = treeOf(shown, groups, { ...open, toggled, details: new Map([[3, details]]) });
  expect(written(known, shown).slice(3)).toEqual([
    '        It is replaced because engine_version can’t be changed in place. 1/7',
    '        It holds data. 2/7',
    '        engine_version 3/7',
    '        3 more attributes are not listed here. 4/7',
    '        Costs $1.00 → $2.00 a month. 5/7',
    '        module.data.aws_db_instance.main · hashicorp/aws 6/7',
    '      > 9 resources depend on it, 1 of them directly 7/7',
  ]);
  const reach = known.at(-1)?.key ?? '';
  expect(written(treeOf(shown, groups, { ...open, toggled: new Map([...toggled, [reach, true]]), details: new Map([[3, details]]) }), shown).slice(10)).toEqual(
    ['          aws_instance.old 1/3', '          aws_eip.a 2/3', '          7 more are not listed here. 3/3'],
  );
  expect(wayTo(3, groups)).toEqual(['module:module.data', 'module:module.data:aws_db_instance']);
});

describe('found', () => {
  const index = searchIndex(shown);
  const found = (filter: Partial<typeof noFilter>): readonly string[] =>
    matching(shown, index, { ...noFilter, ...filter }).map((row) => shown.rows[row]?.name ?? '');
  test.each<[string, Partial<typeof noFilter>, readonly string[]]>([
    ['all', {}, shown.rows.map(({ name }) => name)],
    ['in an address, capitals or not', { text: 'MODULE.data' }, ['aws_db_instance.main']],
    ['by type', { text: 'aws_vpc' }, ['aws_vpc.b', 'aws_vpc.a10', 'aws_vpc.a9', 'aws_vpc.a9']],
    ['by the name of an attribute that changes', { text: 'engine_ver' }, ['aws_db_instance.main']],
    ['every word, wherever', { text: '  tags vpc.a ' }, ['aws_vpc.a10', 'aws_vpc.a9']],
    ['nothing', { text: 'xyzzy' }, []],
    ['by what is done', { actions: new Set(['create', 'delete'] as const) }, ['aws_vpc.b', 'aws_instance.old', 'aws_instance.web']],
    ['so grave and graver', { risk: 'high' }, ['aws_db_instance.main', 'aws_instance.old']],
    ['all of it together', { text: 'tags', risk: 'medium', actions: new Set(['update'] as const) }, ['aws_vpc.a10']],
  ])('%s', (_, filter, names) => expect(found(filter)).toEqual(names));
});

describe('by keyboard', () => {
  const nodes = treeOf(shown, groupsOf(shown, all, 'module'), {
    ...open,
    toggled: new Map([['row:4', true]]),
    details: new Map([[4, detailsOf(4, { why: ['Why.'] })]]),
  });
  const at = (name: string): number => nodes.findIndex((node) => node.name === name);
  const step = (key: string, from: number, typed: Typed = nothingTyped, time = 0): Step | undefined =>
    stepFor({ key, isModified: false, at: time }, nodes, from, 5, typed);

  test.each<[string, string, number, unknown]>([
    ['down', 'ArrowDown', 0, { do: 'go', to: 1 }],
    ['up at the top stays', 'ArrowUp', 0, { do: 'go', to: 0 }],
    ['end', 'End', 0, { do: 'go', to: nodes.length - 1 }],
    ['home', 'Home', 7, { do: 'go', to: 0 }],
    ['a page down', 'PageDown', 2, { do: 'go', to: 7 }],
    ['right into what is open', 'ArrowRight', 0, { do: 'go', to: 1 }],
    ['right opens', 'ArrowRight', 6, { do: 'toggle', node: 6, isOpen: true }],
    ['right on a line does nothing', 'ArrowRight', 3, undefined],
    ['left closes', 'ArrowLeft', 0, { do: 'toggle', node: 0, isOpen: false }],
    ['left goes to what it is in', 'ArrowLeft', 3, { do: 'go', to: 2 }],
    ['enter opens and closes', 'Enter', 2, { do: 'toggle', node: 2, isOpen: false }],
    ['enter follows a line', 'Enter', 3, { do: 'follow', node: 3 }],
    ['tab is the page’s', 'Tab', 0, undefined],
  ])('%s', (_, key, from, does) => expect(step(key, from)).toEqual(does));

  test('letters find, go on while they come quickly, and the same one goes to the next', () => {
    const first = step('a', 0);
    expect(first).toMatchObject({ do: 'find', to: at('aws_instance') });
    const typed: Typed = { text: 'aws_vp', at: 0 };
    expect(step('c', 0, typed, 100)).toMatchObject({ to: at('aws_vpc'), typed: { text: 'aws_vpc' } });
    expect(step('m', 0, typed, 5_000)).toMatchObject({ to: at('module.app'), typed: { text: 'm' } });
    expect(step('m', at('module.app'), { text: 'm', at: 0 }, 100)).toMatchObject({ to: at('module.data') });
    expect(stepFor({ key: 'a', isModified: true, at: 0 }, nodes, 0, 5, nothingTyped)).toBeUndefined();
    expect(step('§', 4)).toMatchObject({ to: 4 });
  });
});

test('only what shows is drawn, wherever it was scrolled and however high its lines are', () => {
  const many = planShown(Array.from({ length: 5_000 }, (_, i): RowCase => [`create aws_vpc.a${i}`]));
  const nodes = treeOf(
    many,
    groupsOf(
      many,
      many.rows.map((_, i) => i),
      'module',
    ),
    { ...open, toggled: new Map([['row:7', true]]) },
  );
  const tops = topsOf(nodes, new Map([['row:7:loading:0', 100]]));
  expect(tops.at(-1)).toBe(5_002 * 28 + 100);
  const end = drawn(tops, (tops.at(-1) ?? 0) - 600, 600);
  expect(end.to).toBe(nodes.length);
  expect(end.to - end.from).toBeLessThan(40);
  expect(drawn(tops, 0, 600).from).toBe(0);
  expect(lineAt(tops, 28 * 10 + 50)).toBe(10);
  expect(scrollTo(tops, 0, 500, 600)).toBe(0);
  expect(scrollTo(tops, 3, 0, 600)).toBe(0);
  expect(scrollTo(tops, nodes.length - 1, 0, 600)).toBe((tops.at(-1) ?? 0) - 600);
  expect(drawn(topsOf([], new Map()), 0, 600)).toEqual({ from: 0, to: 0 });
});

test('what the page keeps comes back, and what it can’t be is left out', () => {
  const model: Model = {
    ...emptyModel,
    shown,
    grouping: 'risk',
    filter: { text: 'vpc', actions: new Set(['create']), risk: 'high' },
    toggled: new Map([['row:1', true]]),
    active: 'row:1',
    allOpen: false,
  };
  const { shown: _, details: __, isMisunderstood: ___, ...expected } = model;
  expect(fromKept(JSON.parse(JSON.stringify(toKeep(model, 40))))).toEqual({ model: expected, scroll: 40 });
  expect(fromKept({ grouping: 'colour', toggled: [['a', 1]], risk: 'huge', scroll: 'far' })).toEqual({
    model: { filter: { ...noFilter }, toggled: new Map() },
    scroll: 0,
  });
  expect(fromKept(undefined)).toEqual({ model: {}, scroll: 0 });
});
