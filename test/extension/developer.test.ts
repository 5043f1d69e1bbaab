import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const read = (path: string) => JSON.parse(readFileSync(join(root, path), 'utf8'));

/** Paths of the checkout that a configuration names, without what is built. */
const named = (value: unknown): readonly string[] =>
  [...JSON.stringify(value).matchAll(/\$\{workspaceFolder\}\/([^"*]+)"/g)].map((m) => m[1] ?? '').filter((path) => !path.startsWith('dist/'));

test('what F5 and the tasks name is there', () => {
  const { configurations } = read('.vscode/launch.json');
  const { tasks } = read('.vscode/tasks.json');
  const { scripts } = read('package.json');
  const labels = tasks.map((task: { label: string }) => task.label);
  expect(
    configurations.map((c: { preLaunchTask?: string }) => c.preLaunchTask).filter((label?: string) => label !== undefined && !labels.includes(label)),
  ).toEqual([]);
  expect(tasks.filter((task: { type: string; script?: string }) => task.type === 'npm' && !(task.script !== undefined && task.script in scripts))).toEqual([]);
  const files = [...named(configurations), ...tasks.flatMap((task: { args?: string[] }) => (task.args ?? []).filter((arg) => arg.endsWith('.mjs')))];
  expect(files.length).toBeGreaterThan(3);
  expect(files.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});
