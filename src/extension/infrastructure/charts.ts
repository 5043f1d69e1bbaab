import { z } from 'zod';
import { about, type Branch, needed, step } from './branch.ts';

const repositoryRow = z.looseObject({ name: z.string(), url: z.string() });
const chartRow = z.looseObject({ name: z.string(), version: z.string(), description: z.string().optional() });

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
      'nimbus.helm.chartVersions': { table: `Versions of ${name}`, tool: 'helm.search', input: { words: name, allVersions: true } },
      'nimbus.infrastructure.copy': { copy: name },
    },
  };
}
