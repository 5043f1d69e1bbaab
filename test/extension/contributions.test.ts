import { expect, test } from 'vitest';
import { handlers } from '../../src/extension/commands.ts';
import { contributes } from '../../src/extension/contributions.ts';
import { infrastructureCommands, lineTokens, tokenOf } from '../../src/extension/manifest/infrastructure.ts';
import { panelTypes } from '../../src/extension/manifest/views.ts';
import { tokensOf } from '../../src/extension/rules/tree-model.ts';
import { rowLook } from '../../src/extension/views/row-look.ts';
import { rowOf, statuses } from './rows.ts';
import { everyLine } from './rules/lines.ts';

const { contributes: contributed, activationEvents, capabilities } = contributes();
const entries = Object.entries(contributed.menus).flatMap(([menu, items]) => items.map((item) => ({ menu, ...item })));

test('every command of the manifest does something, and everything that can be done is in the manifest', () => {
  expect(contributed.commands.map(({ command }) => command).sort()).toEqual(Object.keys(handlers).sort());
});

test('every command says what it does in title case, under one category', () => {
  const small = new Set(['and', 'as', 'for', 'or', 'of', 'the', 'in', 'to']);
  for (const { title, category } of contributed.commands) {
    expect(category).toBe('Nimbus');
    expect(title.split(' ').filter((word) => !small.has(word) && word.charAt(0) !== word.charAt(0).toUpperCase())).toEqual([]);
  }
});

test('menus name commands that exist, and views that exist', () => {
  const commands = new Set<string>(contributed.commands.map(({ command }) => command));
  const views = new Set<string>(contributed.views.nimbus.map(({ id }) => id));
  expect(entries.filter(({ command }) => !commands.has(command))).toEqual([]);
  const named = entries.flatMap(({ when = '' }) => [...when.matchAll(/view == ([\w.]+)/g)].map((m) => m[1] ?? ''));
  expect(named.filter((view) => !views.has(view))).toEqual([]);
});

/** That each of them is offered by a line is shown in infrastructure.test.ts. */
const infrastructureActions = Object.keys(infrastructureCommands) as (keyof typeof infrastructureCommands)[];

test('what menus ask of a line of the tree, some line says', () => {
  const asked = new Set(entries.flatMap(({ when = '' }) => [...when.matchAll(/\\b(\w+)\\b\//g)].map((m) => m[1] ?? '')));
  const said = new Set<string>([
    'run',
    ...statuses.flatMap((status) => rowLook(rowOf({ status }), 0).can),
    ...everyLine().flatMap(tokensOf),
    ...infrastructureActions.map(tokenOf),
    ...Object.values(lineTokens),
  ]);
  expect(asked.size).toBeGreaterThan(2);
  expect([...asked].filter((token) => !said.has(token))).toEqual([]);
});

test('every setting is described, and programs to run are not taken from a folder nobody trusts', () => {
  for (const [id, { markdownDescription }] of Object.entries(contributed.configuration.properties)) {
    expect(id).toMatch(/^nimbus\.[a-z]+\.[a-zA-Z]+$/);
    expect(markdownDescription).toMatch(/^[A-Z].{20,}\.$/);
  }
  expect(capabilities.untrustedWorkspaces.restrictedConfigurations).toEqual(['nimbus.terraform.path']);
});

test('nothing wakes Nimbus but its own commands, views and panels, and files it reads as they are typed', () => {
  const panels = Object.values(panelTypes).map((type) => `onWebviewPanel:${type}`);
  expect(activationEvents.filter((event) => !panels.includes(event) && !event.startsWith('onLanguage:'))).toEqual([]);
});
