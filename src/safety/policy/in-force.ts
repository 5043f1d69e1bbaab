import { count } from '../../base/say.ts';
import { limitsOf, type Policies } from './decide.ts';
import type { PolicyFile, PolicyLimits, PolicyRule } from './schema.ts';

export type Source = 'shipped' | 'user' | 'workspace' | 'profile';

/** One of the files whose word counts here, as far as it is there. */
export interface InForceFile {
  readonly from: Source;
  /** What it is, or where. */
  readonly label: string;
  readonly rules: number;
  readonly examples: number;
  /** In a sentence, how far its word goes. */
  readonly counts: string;
}

export interface InForce {
  readonly files: readonly InForceFile[];
  /** Files that are there and not used, a sentence each. While there is one, nothing is changed. */
  readonly broken: readonly string[];
  readonly limits: readonly { readonly name: string; readonly value: number; readonly from: Source }[];
  readonly rules: readonly (PolicyRule & { readonly from: Source })[];
}

/** What holds in a place, and where each part of it comes from. `labels`: what to call the files. */
export function inForce(policies: Policies, labels: Readonly<Record<Source, string>>): InForce {
  const { shipped, user, workspace, profile, workspaceTrusted, workspaceUnaccepted, broken } = policies;
  const all: readonly (readonly [Source, PolicyFile | undefined, string])[] = [
    ['shipped', shipped, 'Holds where nothing else says anything.'],
    ['user', user, 'Outranks what ships, and may be milder.'],
    [
      'workspace',
      workspace,
      workspaceTrusted
        ? 'Accepted as it is: may be milder than what ships where your own says nothing.'
        : workspaceUnaccepted
          ? 'Not accepted as it is: it only makes things stricter (nimbus policy accept).'
          : 'Not trusted: it only makes things stricter.',
    ],
    ['profile', profile, 'Only makes things stricter.'],
  ];
  const there = all.filter((one): one is [Source, PolicyFile, string] => one[1] !== undefined && (one[0] !== 'profile' || one[1].rules.length > 0));
  return {
    files: there.map(([from, { rules, examples }, counts]) => ({ from, label: labels[from], rules: rules.length, examples: examples.length, counts })),
    broken,
    limits: limits(policies),
    rules: there.toReversed().flatMap(([from, { rules }]) => rules.map((rule) => ({ ...rule, from }))),
  };
}

const names = ['resources', 'deletions', 'calls', 'identicalCalls', 'minutes'] as const;

function limits(policies: Policies): InForce['limits'] {
  const held = limitsOf(policies);
  const fromOf = (value: number, of: (limits: PolicyLimits | undefined) => number | undefined): Source => {
    if (of(policies.workspace?.limits) === value && of(policies.user?.limits) !== value && of(policies.shipped.limits) !== value) return 'workspace';
    return of(policies.user?.limits) === value ? 'user' : 'shipped';
  };
  const plain = names.flatMap((name) => {
    const value = held[name];
    return value === undefined ? [] : [{ name, value, from: fromOf(value, (one) => one?.[name]) }];
  });
  const costs = Object.entries(held.monthlyCost ?? {}).flatMap(([environment, value]) =>
    value === undefined
      ? []
      : [
          {
            name: `monthlyCost.${environment}`,
            value,
            from: fromOf(value, (one) => one?.monthlyCost?.[environment as keyof NonNullable<PolicyLimits['monthlyCost']>]),
          },
        ],
  );
  return [...plain, ...costs];
}

const whose: Readonly<Record<Source, string>> = { shipped: 'ships', user: 'yours', workspace: 'this folder', profile: 'profile' };

/** As Markdown a person reads on a terminal, too. */
export function inForceText({ files, broken, limits: held, rules }: InForce, place: string): string {
  const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
  const when = (rule: PolicyRule): string =>
    Object.entries(rule.when)
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => `${key}: ${typeof value === 'object' && !Array.isArray(value) ? JSON.stringify(value) : [value].flat().join(', ')}`)
      .join('; ');
  return [
    `# Policies in force in ${place}`,
    '',
    ...(broken.length > 0 ? ['**Nothing is changed here until this is right:**', '', ...broken.map((why) => `- ${why}`), ''] : []),
    ...files.map((one) => `- **${one.label}** (${whose[one.from]}): ${count(one.rules, 'rule')}, ${count(one.examples, 'example')}. ${one.counts}`),
    '',
    'Nothing critical is done without its name typed, and nothing in production without a yes, whatever a file says.',
    '',
    '## Ceilings',
    '',
    '| ceiling | at most | from |',
    '|---|---|---|',
    ...held.map(({ name, value, from }) => `| ${name} | ${value.toLocaleString('en-US')} | ${whose[from]} |`),
    '',
    '## Rules',
    '',
    'The strictest rule of a file counts. What no rule names is decided by its effect: a look goes ahead, a change is asked about, what removes something wants its name typed.',
    '',
    '| answer | when | because | rule | from |',
    '|---|---|---|---|---|',
    ...rules.map((rule) => `| ${rule.answer} | ${cell(when(rule))} | ${cell(rule.because)} | ${rule.id} | ${whose[rule.from]} |`),
    '',
  ].join('\n');
}
