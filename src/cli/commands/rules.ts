import { nearest } from '../../base/nearest.ts';
import { badUsage } from '../../domain/failure/run.ts';
import { allRules } from '../../rules/all.ts';
import { exampleFiles, fixable, type Rule } from '../../rules/rule.ts';
import type { Screen } from '../screen.ts';

export async function listRules(screen: Screen): Promise<number> {
  screen.result({ rules: allRules.map(document) }, () =>
    [...allRules].map((rule) => `${rule.severity.padEnd(9)} ${rule.id.padEnd(36)} ${rule.title}${fixable(rule) ? '' : '  (no fix)'}`).join('\n'),
  );
  return 0;
}

export async function showRule(id: string, screen: Screen): Promise<number> {
  const rule = allRules.find((r) => r.id === id);
  if (rule === undefined) {
    const near = nearest(
      id,
      allRules.map((r) => r.id),
    );
    return screen.fail(badUsage(`There is no rule ${id}.`, near === undefined ? 'nimbus rules list shows them.' : `Did you mean ${near}?`));
  }
  const examples = (example: Rule['fails']) =>
    Object.entries(exampleFiles(rule, example)).flatMap(([path, text]) => [
      `  ${path}`,
      ...text
        .trimEnd()
        .split('\n')
        .map((line) => `    ${line}`),
    ]);
  screen.result(
    {
      rule: {
        ...document(rule),
        why: rule.why,
        source: rule.source,
        category: rule.category,
        examples: { fails: exampleFiles(rule, rule.fails), passes: exampleFiles(rule, rule.passes) },
      },
    },
    () =>
      [
        `${rule.id}  ${rule.severity}  ${rule.category}`,
        rule.title,
        '',
        rule.why,
        rule.source,
        ...(rule.also.length > 0 ? [`Also known as ${rule.also.join(', ')}`] : []),
        '',
        'Fails',
        ...examples(rule.fails),
        '',
        'Passes',
        ...examples(rule.passes),
      ].join('\n'),
  );
  return 0;
}

const document = (rule: Rule) => ({
  id: rule.id,
  title: rule.title,
  severity: rule.severity,
  category: rule.category,
  targets: rule.targets,
  fixable: fixable(rule),
  also: rule.also,
});
