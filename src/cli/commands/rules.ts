import { nearest } from '../../base/nearest.ts';
import { badUsage } from '../../domain/failure/run.ts';
import { allRules } from '../../rules/all.ts';
import { exampleFiles, fixable, type Rule } from '../../rules/rule.ts';
import { rulesHere } from '../scan/rules-here.ts';
import type { Screen } from '../screen.ts';

/** Those of the workspace's own are among them. */
export async function listRules(screen: Screen): Promise<number> {
  const { rules, notes } = await known(screen);
  screen.result({ rules: rules.map(document), notes }, () =>
    [
      ...rules.map((rule) => `${rule.severity.padEnd(9)} ${rule.id.padEnd(36)} ${rule.title}${fixable(rule) ? '' : '  (no fix)'}`),
      ...notes.map((note) => `Note: ${note}`),
    ].join('\n'),
  );
  return 0;
}

export async function showRule(id: string, screen: Screen): Promise<number> {
  const { rules } = await known(screen);
  const rule = rules.find((r) => r.id === id);
  if (rule === undefined) {
    const near = nearest(
      id,
      rules.map((r) => r.id),
    );
    return screen.fail(badUsage(`There is no rule ${id}.`, near === undefined ? 'nimbus rules list shows them.' : `Did you mean ${near}?`));
  }
  const files = (example: Rule['fails']) => (example === '' ? {} : exampleFiles(rule, example));
  const examples = (title: string, example: Rule['fails']) => [
    ...(example === '' ? [] : ['', title]),
    ...Object.entries(files(example)).flatMap(([path, text]) => [
      `  ${path}`,
      ...text
        .trimEnd()
        .split('\n')
        .map((line) => `    ${line}`),
    ]),
  ];
  screen.result(
    {
      rule: {
        ...document(rule),
        why: rule.why,
        source: rule.source,
        category: rule.category,
        examples: { fails: files(rule.fails), passes: files(rule.passes) },
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
        ...examples('Fails', rule.fails),
        ...examples('Passes', rule.passes),
      ].join('\n'),
  );
  return 0;
}

/** Where the folder one stands in is gone, there are ours still. */
async function known(screen: Screen): ReturnType<typeof rulesHere> {
  let folder: string;
  try {
    folder = screen.folder;
  } catch (error) {
    if (screen.options.cwd !== undefined) throw error;
    return { rules: allRules, notes: [] };
  }
  return rulesHere(folder);
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
