import type { PlanDetails, ShownPlan } from '../../src/protocol/tfplan.ts';
import type { Group } from './groups.ts';
import { n } from './words.ts';

/** One line of the tree as it shows, top to bottom. */
export interface TreeNode {
  readonly key: string;
  /** From 1. */
  readonly level: number;
  /** Among those with the same parent, from 1. */
  readonly position: number;
  readonly siblings: number;
  /** Index of its parent; -1 at the top. */
  readonly parent: number;
  /** Absent: there is nothing below it. */
  readonly isOpen?: boolean;
  /** What typing its beginning finds it by. */
  readonly name: string;
  readonly is: GroupNode | RowNode | LineNode;
}
export interface GroupNode {
  readonly kind: 'group';
  readonly group: Group;
}
export interface RowNode {
  readonly kind: 'row';
  readonly row: number;
}
/** Part of what a row expands to. */
export type LineNode =
  | { readonly kind: 'loading'; readonly row: number }
  | { readonly kind: 'text'; readonly row: number; readonly icon: string; readonly text: string }
  | { readonly kind: 'attribute'; readonly row: number; readonly attribute: PlanDetails['attributes'][number] }
  | { readonly kind: 'reach'; readonly row: number; readonly text: string }
  | { readonly kind: 'dependent'; readonly row: number; readonly dependent: PlanDetails['dependents'][number] };

/** What is open and what is known. */
export interface Opened {
  /** What a person opened or closed, by key; of the rest groups are as {@link areGroupsOpen} says and all else is closed. */
  readonly toggled: ReadonlyMap<string, boolean>;
  readonly areGroupsOpen: boolean;
  readonly details: ReadonlyMap<number, PlanDetails>;
}

export const rowKey = (row: number): string => `row:${row}`;

/** The lines that show, in order. Linear in them. */
export function treeOf(shown: ShownPlan, groups: readonly Group[], { toggled, areGroupsOpen, details }: Opened): readonly TreeNode[] {
  const nodes: TreeNode[] = [];
  const add = (node: Omit<TreeNode, 'name'> & { readonly name?: string }): number => nodes.push({ name: '', ...node }) - 1;
  const addLines = (row: number, parent: number, level: number): void => {
    const lines = linesOf(row, details.get(row));
    for (const [i, is] of lines.entries()) {
      const key = `${rowKey(row)}:${is.kind}:${i}`;
      const place = { key, level, position: i + 1, siblings: lines.length, parent };
      if (is.kind !== 'reach') {
        add({ ...place, is, ...(is.kind === 'attribute' ? { name: is.attribute.path } : {}) });
        continue;
      }
      const isOpen = toggled.get(key) ?? false;
      const at = add({ ...place, is, isOpen });
      if (!isOpen) continue;
      const { dependents = [], dependentsLeft = 0 } = details.get(row) ?? {};
      const siblings = dependents.length + (dependentsLeft > 0 ? 1 : 0);
      for (const [j, dependent] of dependents.entries())
        add({
          key: `${key}:${j}`,
          level: level + 1,
          position: j + 1,
          siblings,
          parent: at,
          name: dependent.address,
          is: { kind: 'dependent', row, dependent },
        });
      if (dependentsLeft > 0)
        add({
          key: `${key}:more`,
          level: level + 1,
          position: siblings,
          siblings,
          parent: at,
          is: { kind: 'text', row, icon: 'ellipsis', text: `${n(dependentsLeft)} more are not listed here.` },
        });
    }
  };
  const addRows = (rows: readonly number[], parent: number, level: number): void => {
    for (const [i, row] of rows.entries()) {
      const key = rowKey(row);
      const isOpen = toggled.get(key) ?? false;
      const at = add({ key, level, position: i + 1, siblings: rows.length, parent, isOpen, name: shown.rows[row]?.name ?? '', is: { kind: 'row', row } });
      if (isOpen) addLines(row, at, level + 1);
    }
  };
  const addGroups = (all: readonly Group[], parent: number, level: number): void => {
    for (const [i, group] of all.entries()) {
      const isOpen = toggled.get(group.key) ?? areGroupsOpen;
      const at = add({ key: group.key, level, position: i + 1, siblings: all.length, parent, isOpen, name: group.label, is: { kind: 'group', group } });
      if (!isOpen) continue;
      addGroups(group.groups, at, level + 1);
      addRows(group.rows, at, level + 1);
    }
  };
  addGroups(groups, -1, 1);
  return nodes;
}

function linesOf(row: number, details: PlanDetails | undefined): readonly LineNode[] {
  if (details === undefined) return [{ kind: 'loading', row }];
  const text = (icon: string, said: string): LineNode => ({ kind: 'text', row, icon, text: said });
  const direct = details.dependents.filter((one) => one.direct).length;
  const reached = details.dependents.length + details.dependentsLeft;
  return [
    ...details.why.map((why, i) => text(i === 0 ? 'info' : 'circle-small-filled', why)),
    ...details.attributes.map((attribute): LineNode => ({ kind: 'attribute', row, attribute })),
    ...(details.attributesLeft > 0 ? [text('ellipsis', `${n(details.attributesLeft)} more attributes are not listed here.`)] : []),
    ...(details.cost === undefined ? [] : [text('credit-card', `Costs ${details.cost}.`)]),
    // Whole: a narrow row cuts it.
    text('symbol-namespace', `${details.address}${details.provider === '' ? '' : ` · ${details.provider.replace(/^registry\.[a-z]+\.[a-z]+\//, '')}`}`),
    ...(reached === 0
      ? []
      : [
          {
            kind: 'reach' as const,
            row,
            text: `${reached === 1 ? '1 resource depends' : `${n(reached)} resources depend`} on it${direct === reached ? '' : `, ${n(direct)} of them directly`}`,
          },
        ]),
  ];
}

/** Keys of what must be open for a row to show. */
export function wayTo(row: number, groups: readonly Group[]): readonly string[] {
  for (const group of groups) {
    if (group.rows.includes(row)) return [group.key];
    const below = wayTo(row, group.groups);
    if (below.length > 0) return [group.key, ...below];
  }
  return [];
}

/** What is copied or opened from a line: the row it is, or belongs to. */
export const rowOf = (node: TreeNode | undefined): number | undefined => (node === undefined || node.is.kind === 'group' ? undefined : node.is.row);
