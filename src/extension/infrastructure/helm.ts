import { z } from 'zod';
import { placeOf } from '../kubernetes/place.ts';
import type { Act, ActQuestion, Ask, Branch } from './branch.ts';
import { about, needed, optional, orNone, step, words } from './branch.ts';
import { repositoryActions } from './charts.ts';
import { askProgram } from './cluster-patience.ts';

const releaseRow = z.looseObject({
  name: z.string(),
  namespace: z.string().optional(),
  revision: z.union([z.number(), z.string()]),
  status: z.string(),
  chart: z.string().optional(),
});
const releases = z.object({ releases: z.array(releaseRow) });
const revisionRow = z.looseObject({ revision: z.number(), status: z.string(), chart: z.string().optional(), description: z.string().optional() });

/** Which cluster; default: the current context. */
type Where = { readonly context?: string; readonly namespace?: string };

/** Releases of a namespace. */
export async function helmReleases(id: string, context: string, namespace: string, ask: Ask): Promise<readonly Branch[]> {
  const found = releases.parse(await askProgram(ask, 'helm.list', { context, namespace }));
  const all = found.releases.map((row): Branch => {
    const line = release(`${id}/${row.name}`, row, { context, namespace });
    return { ...line, children: (again) => revisions(line.id, row.name, { context, namespace }, again) };
  });
  return orNone(id, `No release in ${namespace}`, all);
}

/** What a release was, the newest first. */
async function revisions(id: string, name: string, where: Required<Where>, ask: Ask): Promise<readonly Branch[]> {
  const { revisions: found } = z.object({ revisions: z.array(revisionRow) }).parse(await askProgram(ask, 'helm.history', { release: name, ...where }));
  return found.toReversed().map((row) => ({ ...revision(`${id}/${row.revision}`, row, name, where), label: `Revision ${row.revision}` }));
}

/** What can be done with all of the releases of a namespace. */
export const helmActions = (context: string, namespace: string): NonNullable<Branch['actions']> => ({
  ...repositoryActions,
  'nimbus.table.of': { table: `Releases in ${namespace}`, tool: 'helm.list', input: { context, namespace } },
  'nimbus.helm.install': {
    questions: [{ id: 'release', title: `Install into ${placeOf(namespace, context)}: name of the release`, check: needed }, ...chartQuestions(undefined)],
    planOf: ({ release: name = '', chart = '', version, valuesFile }) => ({
      plan: `Install ${chart} as ${name} in ${placeOf(namespace, context)}`,
      steps: [step('helm.install', { release: name, chart, ...optional('version', version), ...files(valuesFile), namespace, context })],
    }),
  },
});

/** A release, from a row of `helm.list`. */
export function release(id: string, row: unknown, where: Where): Branch {
  const { name, namespace = where.namespace, revision, status, chart } = releaseRow.parse(row);
  const place = { release: name, ...(namespace === undefined ? {} : { namespace }), ...(where.context === undefined ? {} : { context: where.context }) };
  const at = placeOf(namespace, where.context);
  const before = String(Math.max(1, Number(revision) - 1));
  return {
    id,
    label: name,
    description: [`revision ${revision}`, status === 'deployed' ? undefined : status, chart].filter(Boolean).join(' · '),
    icon: status === 'deployed' ? 'package' : status === 'failed' ? 'error' : 'loading',
    ...(status === 'failed' ? { color: 'testing.iconFailed' } : {}),
    click: 'nimbus.helm.values',
    actions: {
      ...about('helm.getValues', place),
      'nimbus.helm.values': { show: `Values of ${name}`, tool: 'helm.getValues', input: place, field: 'values', otherwise: ownValuesNone },
      'nimbus.helm.allValues': {
        show: `All values of ${name}`,
        tool: 'helm.getValues',
        input: { ...place, all: true },
        field: 'values',
        otherwise: '# It has no values, and its chart neither.\n',
      },
      ...written(name, place),
      'nimbus.helm.history': { table: `History of ${name}`, tool: 'helm.history', input: place },
      'nimbus.helm.diff': upgrade('helm.diff', `What would upgrading ${name} in ${at} change?`, name, place, chart),
      'nimbus.helm.upgrade': upgrade('helm.upgrade', `Upgrade ${name} in ${at}`, name, place, chart),
      'nimbus.helm.rollback': {
        question: `Roll ${name} in ${at} back to which revision?`,
        value: before,
        check: (text) => (/^[1-9]\d{0,5}$/.test(text) ? undefined : 'A revision is a number from 1 on.'),
        make: (text) => rollBack(name, at, place, Number(text)),
      },
      'nimbus.helm.test': { plan: `Run the tests of ${name} in ${at}`, steps: [step('helm.test', place)] },
      'nimbus.helm.uninstall': { plan: `Uninstall ${name} from ${at}`, steps: [step('helm.uninstall', place)] },
      'nimbus.infrastructure.copy': { copy: name },
    },
  };
}

/** A revision of a release, from a row of `helm.history`. */
export function revision(id: string, row: unknown, name: string, where: Where): Branch {
  const { revision: number, status, chart, description } = revisionRow.parse(row);
  const place = { release: name, ...where };
  return {
    id,
    label: `${name} ${number}`,
    description: [status, chart, description].filter(Boolean).join(' · '),
    icon: 'history',
    click: 'nimbus.helm.values',
    actions: {
      'nimbus.helm.values': {
        show: `Values of ${name}, revision ${number}`,
        tool: 'helm.getValues',
        input: { ...place, revision: number },
        field: 'values',
        otherwise: ownValuesNone,
      },
      ...written(`${name}, revision ${number}`, { ...place, revision: number }),
      ...(status === 'deployed' ? {} : { 'nimbus.helm.rollback': rollBack(name, placeOf(where.namespace, where.context), place, number) }),
    },
  };
}

/** What helm keeps of it beside its values. */
const written = (of: string, place: Readonly<Record<string, unknown>>): NonNullable<Branch['actions']> => ({
  'nimbus.helm.manifest': { show: `Manifest of ${of}`, tool: 'helm.get', input: { ...place, what: 'manifest' }, otherwise: '# It makes no object.\n' },
  'nimbus.helm.notes': { show: `Notes of ${of}`, tool: 'helm.get', input: { ...place, what: 'notes' }, language: 'plaintext', otherwise: 'It has no notes.\n' },
  'nimbus.helm.hooks': { show: `Hooks of ${of}`, tool: 'helm.get', input: { ...place, what: 'hooks' }, otherwise: '# It has no hooks.\n' },
});

const rollBack = (name: string, at: string, place: Record<string, unknown>, to: number) => ({
  plan: `Roll ${name} in ${at} back to revision ${to}`,
  steps: [step('helm.rollback', { ...place, revision: to })],
});

/** A comment in the place of YAML. */
const ownValuesNone = '# It was given no values of its own: those of its chart hold.\n';

const chartQuestions = (chart: string | undefined): readonly ActQuestion[] => [
  {
    id: 'chart',
    title: 'Which chart?',
    prompt: `A folder of the workspace, repo/name, or an oci:// address.${chart === undefined ? '' : ` It has ${chart} now.`}`,
    placeHolder: 'charts/shop',
    check: needed,
  },
  { id: 'version', title: 'Which version of the chart?', prompt: 'Left empty: the newest.', optional: true },
  {
    id: 'valuesFile',
    title: 'With which values files?',
    prompt: 'Relative to the workspace folder, with commas between; later ones win. May be empty.',
    optional: true,
  },
];

const files = (said: string | undefined): Record<string, unknown> => (words(said).length === 0 ? {} : { valuesFiles: words(said) });

const upgrade = (tool: string, plan: string, name: string, place: Record<string, unknown>, now: string | undefined): Act => ({
  questions: [
    ...chartQuestions(now),
    {
      id: 'values',
      title: `And the values ${name} has?`,
      options: [
        { value: 'reuse', label: 'Keep them', description: 'what the files say goes over them' },
        { value: 'chart', label: 'Start from those of the chart' },
      ],
    },
  ],
  planOf: ({ chart = '', version, valuesFile, values }) => ({
    plan,
    steps: [step(tool, { ...place, chart, ...optional('version', version), ...files(valuesFile), reuseValues: values === 'reuse' })],
  }),
});
