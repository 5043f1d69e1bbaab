import { z } from 'zod';
import { type ActQuestion, about, type Branch, needed, optional, step } from './branch.ts';

const repositoryRow = z.looseObject({ name: z.string(), url: z.string() });
const chartRow = z.looseObject({ name: z.string(), version: z.string(), description: z.string().optional() });

const whereTo: ActQuestion = { id: 'into', title: 'Into which folder?', place: 'folder' };
const howPacked: ActQuestion = {
  id: 'how',
  title: 'Packed or unpacked?',
  options: [
    { value: 'unpacked', label: 'Unpacked', description: 'its files in a folder of its name' },
    { value: 'packed', label: 'As an archive' },
  ],
};

const fetching = (chart: string, version: string | undefined, { into = '', how }: Readonly<Record<string, string | undefined>>) => ({
  plan: `Fetch the chart ${chart}`,
  steps: [step('helm.pull', { chart, ...optional('version', version), ...optional('into', into.trim()), unpack: how === 'unpacked' })],
});

/** What can be done with the chart repositories of this user, wherever a chart is chosen from. */
export const repositoryActions: NonNullable<Branch['actions']> = {
  'nimbus.helm.repositories': { table: 'Chart Repositories', tool: 'helm.repo', input: {} },
  'nimbus.helm.charts': { table: 'Charts', tool: 'helm.search', input: {} },
  'nimbus.helm.addRepository': {
    questions: [
      { id: 'name', title: 'What is the chart repository to be called?', placeHolder: 'example', check: needed },
      {
        id: 'url',
        title: 'Where is it?',
        placeHolder: 'https://charts.example.com',
        check: (text) => (/^https:\/\/[^\s@]+$/.test(text.trim()) ? undefined : 'An https address, without a user name or password.'),
      },
    ],
    planOf: ({ name = '', url = '' }) => ({
      plan: `Add the chart repository ${name.trim()}`,
      steps: [step('helm.repo', { action: 'add', name: name.trim(), url: url.trim() })],
    }),
  },
  'nimbus.helm.pull': {
    questions: [
      { id: 'chart', title: 'Which chart?', prompt: 'repo/name, or an oci:// address.', placeHolder: 'oci://registry.example.com/charts/shop', check: needed },
      { id: 'version', title: 'Which version of the chart?', prompt: 'Left empty: the newest.', optional: true },
      ...[whereTo, howPacked],
    ],
    planOf: ({ chart: name = '', version = '', ...said }) => fetching(name.trim(), version.trim(), said),
  },
  'nimbus.helm.updateRepositories': { plan: 'Fetch anew what the chart repositories offer', steps: [step('helm.repo', { action: 'update' })] },
};

/** A chart repository, from a row of `helm.repo`. */
export function repository(id: string, row: unknown): Branch {
  const { name, url } = repositoryRow.parse(row);
  return {
    id,
    label: name,
    description: url,
    icon: 'library',
    click: 'nimbus.helm.charts',
    actions: {
      'nimbus.helm.charts': { table: `Charts of ${name}`, tool: 'helm.search', input: { words: `${name}/` } },
      'nimbus.helm.updateRepositories': { plan: `Fetch anew what ${name} offers`, steps: [step('helm.repo', { action: 'update', name })] },
      'nimbus.helm.removeRepository': { plan: `Remove the chart repository ${name}`, steps: [step('helm.repo', { action: 'remove', name })] },
      'nimbus.infrastructure.copy': { copy: url },
    },
  };
}

/** A chart of a repository, from a row of `helm.search`. */
export function chart(id: string, row: unknown): Branch {
  const { name, version, description } = chartRow.parse(row);
  const of = { chart: name, version };
  const shown = (what: string) => ({ ...of, what });
  return {
    id,
    label: name,
    description: [version, description].filter(Boolean).join(' · '),
    icon: 'package',
    click: 'nimbus.helm.chartValues',
    actions: {
      ...about('helm.show', of),
      'nimbus.helm.chartValues': { show: `Values of ${name} ${version}`, tool: 'helm.show', input: shown('values'), otherwise: '# It has no values.\n' },
      'nimbus.helm.chartReadme': {
        show: `Readme of ${name} ${version}`,
        tool: 'helm.show',
        input: shown('readme'),
        language: 'markdown',
        otherwise: 'It has no readme.\n',
      },
      'nimbus.helm.pull': { questions: [whereTo, howPacked], planOf: (said) => fetching(name, version, said) },
      'nimbus.helm.chartVersions': { table: `Versions of ${name}`, tool: 'helm.search', input: { words: name, allVersions: true } },
      'nimbus.infrastructure.copy': { copy: name },
    },
  };
}
