import { describe, expect, test } from 'vitest';
import { allRules } from '../../src/rules/all.ts';
import { fix } from '../../src/rules/engine/fix.ts';
import { look } from '../../src/rules/engine/look.ts';
import { exampleFiles, fixable } from '../../src/rules/rule.ts';
import { watched } from './contract.ts';
import { options, sourcesOf } from './support.ts';

/** The contract of a rule and of a fix, for every rule on its own examples. */
describe.each(allRules.map((rule) => [rule.id, rule] as const))('%s', (_id, rule) => {
  const one = { ...options, rules: [rule], settings: { rules: { [rule.id]: 'on' as const }, exclude: [] } };
  const everyone = { ...options, rules: [...new Set([...allRules, rule])] };
  const fails = exampleFiles(rule, rule.fails);

  test('says what it is', () => {
    expect(rule.id).toMatch(/^[a-z][a-z0-9]*(-[a-z0-9]+)+$/);
    expect(rule.title.length).toBeLessThan(80);
    expect(rule.why).toMatch(/^[^\s].*[^\s]\. \S.*\.$/);
    expect(rule.why.match(/[.!?](?= |$)/g)).toHaveLength(2);
    expect(rule.source).toMatch(/^https:\/\//);
    expect(rule.targets).not.toEqual([]);
  });

  test('finds what it is about, and nothing in the right form', async () => {
    const bad = await look(sourcesOf(fails), one);
    expect(bad.notes).toEqual([]);
    expect(bad.hits.length).toBeGreaterThan(0);
    const good = await look(sourcesOf(exampleFiles(rule, rule.passes)), one);
    expect(good.notes).toEqual([]);
    expect(good.hits.map((hit) => hit.finding.message)).toEqual([]);
  });

  if (!fixable(rule)) return;
  test('its fix takes the finding away, brings no other, leaves the rest and is final', async () => {
    for (const lineEnd of ['\n', '\r\n']) {
      const files = Object.fromEntries(Object.entries(fails).map(([path, text]) => [path, text.replaceAll('\n', lineEnd)]));
      const before = await look(sourcesOf(files), everyone);
      const broken: string[] = [];
      const fixed = await fix(sourcesOf(files), { ...one, rules: watched([rule], broken), replacing: true });
      expect(broken).toEqual([]);
      expect(fixed.notes).toEqual([]);
      expect(fixed.after.hits.map((hit) => hit.finding.message)).toEqual([]);
      const texts = { ...files, ...Object.fromEntries(fixed.files) };

      const after = await look(sourcesOf(texts), everyone);
      const had = new Set(before.hits.map(({ finding }) => `${finding.rule} ${finding.resource}`));
      expect(after.notes).toEqual(before.notes);
      expect(after.hits.map(({ finding }) => `${finding.rule} ${finding.resource}`).filter((finding) => !had.has(finding))).toEqual([]);

      if (lineEnd === '\r\n') for (const text of Object.values(texts)) expect(text.replaceAll('\r\n', '')).not.toContain('\n');
      const again = await fix(sourcesOf(texts), { ...one, replacing: true });
      expect(again.files.size).toBe(0);
    }
  });
});

test('each rule has an id of its own, and its file is named after it', () => {
  expect(allRules.map((rule) => rule.id).filter((id, index, all) => all.indexOf(id) !== index)).toEqual([]);
});
