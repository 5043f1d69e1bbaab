import { z } from 'zod';
import { count } from '../../base/say.ts';
import { failed } from '../../domain/failure/failure.ts';
import { repositoryUnknown } from '../../domain/failure/helm.ts';
import { programGarbled } from '../../domain/failure/process.ts';
import { tool } from '../../domain/tool.ts';
import { explain } from './explain.ts';
import { version } from './inputs.ts';
import { findHelm, runHelm } from './program.ts';
import { repositoriesOf } from './repositories.ts';
import { json } from './run/release.ts';

const row = z.object({ name: z.string(), version: z.string(), app_version: z.string().default(''), description: z.string().default('') });

export const search = tool({
  name: 'helm.search',
  effect: 'read',
  summary: 'Search the chart repositories of this user for Helm charts, by name and description.',
  input: z.strictObject({
    words: z
      .string()
      .min(1)
      .max(200)
      .regex(/^[^-\p{C}][^\p{C}]*$/u, 'words of one line that do not begin with "-"')
      .optional()
      .describe('What the chart is about: redis. Absent: all charts.'),
    allVersions: z.boolean().default(false).describe('Every version of each chart, not only the newest.'),
    prereleases: z.boolean().default(false).describe('Also versions that are not finished yet.'),
    version: version.describe('Only versions that fit: ~1.2, ^2.'),
  }),
  output: z.object({
    charts: z.array(z.object({ name: z.string(), version: z.string(), appVersion: z.string(), description: z.string() })).readonly(),
  }),
  commands: ['helm search repo {words?} --versions|-l{allVersions:true} --devel{prereleases:true}'],
  says: [
    'helm search repo redis',
    'search the helm repositories for redis',
    'find a helm chart for postgres',
    'which charts are there for nginx',
    'is there a helm chart for grafana',
    'look for a chart of kafka',
    'which versions of the chart example/web are there',
    'all versions of the chart bitnami/redis',
    'list the charts in my helm repositories',
    'newest version of the chart example/shop',
    'search charts about monitoring',
    'helm search repo nginx --versions',
    'is there a newer chart version of redis',
    'search helm charts named redis with development versions',
    'chart catalogue of my helm repos',
    'the fix we wait for should be in a release candidate, can you look if there is a pre-release of the chart acme/invoicing out yet?',
    'Before I write my own, is there already an nginx chart somewhere in the repositories on this machine?',
    'I was told to use a chart for certificates but not which one, so search the helm repositories for everything that has to do with certificates',
    'i am looking for chart named external-secrets, where do i find it in my helm repositories',
    'helm charts for mysql pls',
    'the devs want a wiki: any helm chart in our repositories for that?',
    'is there still a chart of elasticsearch in version ~7.17 to be had in the repos, since our licence does not cover the newer ones',
    'what betas of acme/notifier are out',
    'loki charts with version >=6.0.0',
    'find me a chart for a message queue',
    'find chart traefik version 33',
  ],
  onlyWith: ['chart', 'search', 'helm'],
  examples: [{ title: 'Find a chart', input: { words: 'web' } }],
  guessMs: 1_000,

  async run(what, at) {
    const helm = await findHelm(at);
    if (!helm.ok) return helm;
    const there = await repositoriesOf(helm.value, at);
    if (!there.ok) return there;
    if (there.value.all.length === 0) return failed(repositoryUnknown(undefined, [], undefined));
    const options = [
      ...(what.allVersions ? ['--versions'] : []),
      ...(what.prereleases ? ['--devel'] : []),
      ...(what.version === undefined ? [] : [`--version=${what.version}`]),
    ];
    const done = await runHelm(at, helm.value, ['search', 'repo', ...(what.words === undefined ? [] : [what.words]), ...options, '--output=json']);
    if (!done.ok) return done;
    if (done.value.code !== 0) return failed(explain('search', what.words ?? '', undefined, done.value));
    const read = z.array(row).safeParse(json(done.value.stdout));
    if (!read.success) return failed(programGarbled('helm search', done.value.stdout.slice(0, 500)));
    const charts = read.data.map(({ app_version, ...one }) => ({ ...one, appVersion: app_version }));
    const [first] = charts;
    return {
      ok: true,
      output: { charts },
      summary:
        first === undefined
          ? `No chart fits${what.words === undefined ? '' : ` ${what.words}`}. helm.repo with \`action: update\` fetches anew what there is.`
          : `${count(charts.length, what.allVersions ? 'version' : 'chart')}: ${first.name} ${first.version}${charts.length > 1 ? ' first' : ''}.`,
      undo: 'nothing-changed',
    };
  },
});
