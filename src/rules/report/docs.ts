import { exampleFiles, fixable, type Rule } from '../rule.ts';

const languages = { terraform: 'Terraform', kubernetes: 'Kubernetes', docker: 'Dockerfile', kustomize: 'Kustomize' } as const;
const fences = { terraform: 'terraform', kubernetes: 'yaml', docker: 'dockerfile', kustomize: 'yaml' } as const;

/** What the index and a rule's page say of a fix. */
const fixed = {
  never: { short: 'yes', long: 'yes' },
  sometimes: { short: 'some one by one', long: 'yes; one by one where applying it replaces or restarts what exists' },
  always: { short: 'one by one', long: 'yes, one by one: applying it replaces or restarts what exists' },
};
const fixReplaces = ({ fixReplaces: says }: Rule): keyof typeof fixed => (typeof says === 'function' ? 'sometimes' : says ? 'always' : 'never');

/** The pages of `docs/rules/`: one a rule and an index, by path. */
export function ruleDocs(allRules: readonly Rule[]): Map<string, string> {
  const pages = new Map([['docs/rules/README.md', index(allRules)]]);
  for (const rule of allRules) pages.set(`docs/rules/${rule.id}.md`, page(rule));
  return pages;
}

function index(allRules: readonly Rule[]): string {
  const parts = Object.entries(languages).flatMap(([language, title]) => {
    const rules = allRules.filter((rule) => rule.language === language);
    if (rules.length === 0) return [];
    const rows = rules.map(
      (rule) =>
        `| [${rule.id}](${rule.id}.md) | ${rule.title} | ${rule.severity} | ${rule.category} | ${fixable(rule) ? fixed[fixReplaces(rule)].short : ''} |`,
    );
    return [`## ${title}`, '', '| rule | says | severity | about | fix |', '|---|---|---|---|---|', ...rows, ''];
  });
  const fixes = allRules.filter(fixable).length;
  return [
    '# Best-practice rules',
    '',
    `${allRules.length} rules, ${fixes} with a fix. A fix marked "one by one" would make a cloud replace or restart what exists; it is offered, but never part of "fix all". Some are so for some resources only.`,
    '',
    'Keep one quiet where it stands with a comment: `# nimbus:ignore RULE reason`, on the line, above it or in the block, with `until=2027-01-31` if it is to come back. For a whole workspace: `.nimbus/rules.yaml`, see [settings and rules of your own](own-rules.md). Where we and checkov differ: [agreement](agreement.md).',
    '',
    ...parts,
  ].join('\n');
}

/** The page of one rule; one without examples (an organisation's own) goes without them. */
export function page(rule: Rule): string {
  const rows: [string, string][] = [
    ['Severity', rule.severity],
    ['About', rule.category],
    ['Looks at', rule.targets.map((target) => `\`${target}\``).join(', ')],
    ...(rule.optional ? [['Holds', 'where `.nimbus/rules.yaml` switches it on'] as [string, string]] : []),
    ['Fix', fixable(rule) ? fixed[fixReplaces(rule)].long : 'a person has to decide'],
    ['Same as', rule.also.length > 0 ? rule.also.map((id) => `\`${id}\``).join(', ') : '–'],
    ['Source', /^https?:/.test(rule.source) ? `<${rule.source}>` : `\`${rule.source}\``],
  ];
  return [
    `# ${rule.title}`,
    '',
    `\`${rule.id}\``,
    '',
    rule.why,
    '',
    '| | |',
    '|---|---|',
    ...rows.map(([name, value]) => `| ${name} | ${value} |`),
    '',
    ...parameters(rule),
    ...(rule.fails === '' ? [] : ['## Found', '', ...example(rule, rule.fails), '## Right', '', ...example(rule, rule.passes)]),
  ].join('\n');
}

/** What a workspace may choose, with how. */
function parameters({ id, optional, parameters: own = {} }: Rule): string[] {
  const names = Object.entries(own);
  if (names.length === 0) return [];
  const rows = names.map(([name, { says, standard }]) => `| \`${name}\` | ${says} | \`${JSON.stringify(standard)}\` |`);
  const given = names.map(([name, { standard }]) => `${name}: ${JSON.stringify(standard)}`).join(', ');
  return [
    '## To choose',
    '',
    '| parameter | | without it |',
    '|---|---|---|',
    ...rows,
    '',
    '```yaml',
    '# .nimbus/rules.yaml',
    'rules:',
    `  ${id}: { ${optional ? 'enabled: true, ' : ''}parameters: { ${given} } }`,
    '```',
    '',
  ];
}

const example = (rule: Rule, text: Rule['fails']): string[] => {
  const files = Object.entries(exampleFiles(rule, text));
  return files.flatMap(([path, content]) => [...(files.length > 1 ? [`\`${path}\``, ''] : []), `\`\`\`${fences[rule.language]}`, content.trim(), '```', '']);
};
