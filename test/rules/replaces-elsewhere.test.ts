import { expect, test } from 'vitest';
import { look } from '../../src/rules/engine/look.ts';
import { exampleFiles, fixable } from '../../src/rules/rule.ts';
import { elsewhere } from './replaces-elsewhere.ts';
import { options, sourcesOf } from './support.ts';

/**
 * Providers of Google and Azure are no part of the tests, so no plan can be asked as AWS's is
 * (`test/real/rules/replaces.test.ts`): what they do is in a table, from their sources.
 */
const rules = options.rules.filter(({ id }) => /^(google|azure)-/.test(id)).filter(fixable);

test('every fix of Google and Azure is in the table, for every resource it is about', () => {
  const wanted = rules.flatMap(({ id, targets }) => targets.map((target) => `${id} ${target}`)).sort();
  expect(elsewhere.map(({ rule, resource }) => `${rule} ${resource}`).sort()).toEqual(wanted);
});

test.each(elsewhere)('$rule of $resource is made one by one: $replaces', async ({ rule: id, resource, replaces }) => {
  const rule = rules.find((one) => one.id === id);
  if (rule === undefined) throw new Error(`there is no such rule: ${id}`);
  const [target = ''] = rule.targets;
  const texts = Object.entries(exampleFiles(rule, rule.fails)).map(([path, text]) => [path, text.replaceAll(`"${target}"`, `"${resource}"`)] as const);
  const { hits } = await look(sourcesOf(Object.fromEntries(texts)), { ...options, rules: [rule], edits: true });
  expect(hits.filter(({ edits }) => edits).map((hit) => hit.replaces)).toEqual([replaces]);
});
