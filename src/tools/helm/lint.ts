import { z } from 'zod';
import { count } from '../../base/say.ts';
import { failed } from '../../domain/failure/failure.ts';
import { chartInvalid } from '../../domain/failure/helm.ts';
import { tool } from '../../domain/tool.ts';
import { sourceOf } from './chart.ts';
import { explain } from './explain.ts';
import { chart, set, setFile, setString, values, valuesFiles } from './inputs.ts';
import { findHelm, runHelm } from './program.ts';

const problem = z.object({ severity: z.string(), path: z.string(), message: z.string() });

export const lint = tool({
  name: 'helm.lint',
  effect: 'plan',
  summary: 'Lint a Helm chart: check it for problems.',
  input: z.strictObject({
    chart: chart.describe('Folder of the chart, relative to the workspace folder.'),
    valuesFiles,
    set,
    setString,
    setFile,
    values,
    strict: z.boolean().default(false).describe('Strict: warnings count as errors.'),
  }),
  output: z.object({ chart: z.string(), problems: z.array(problem) }),
  commands: ['helm lint {chart}'],
  says: [
    'lint the chart in charts/web',
    'helm lint ./charts/api',
    'check the helm chart for errors',
    'is the chart charts/web valid',
    'check the chart charts/api',
    'is the chart charts/web ok',
    'validate charts/web',
    'does charts/api have problems',
    'any mistakes in charts/web',
    'check charts/web for mistakes',
    'lint the chart in charts/api strictly',
    'is charts/web a valid chart',
    'lint charts/web, warnings as errors',
    'is charts/web well-formed',
    'mistakes in charts/web',
    'any problems with the chart charts/web',
    'check chart charts/web, warnings are errors',
    'validate the chart in charts/web',
    'verify helm chart charts/web with values/prod.yaml',
    'sanity check of charts/web',
    'does charts/web follow the rules of helm',
    'quality of the chart charts/web',
    'errors in the chart charts/web',
    'lint chart charts/web strictly',
    'is there anything wrong with chart charts/web',
    'check that charts/web is a good chart',
    'Please have a look whether charts/atlas is a valid helm chart, warnings should count as errors',
    "go over the helm chart under apps/checkout/chart and tell me what's broken",
    'I copied charts/turbine from an older project and changed many things in it, please look whether helm finds anything wrong with the chart',
    'A colleague reviewed my pull request and thinks the chart in charts/ledger is not well-formed, could you check it with values/prod.yaml and be strict?',
    'check the helm chart platform/charts/queue for errors with the values replicas: 0 and tls: true, our templates often forget the zero',
    'find errors in the helm chart folder infra/charts/metrics',
    'can u lint charts/blue realy strict',
    'before I publish charts/notifier I want it linted with dev.yaml and eu.yaml',
    'lint the mailer chart in charts/mailer with --set smtp.enabled=true --set-string smtp.port=25 since only then the broken template gets rendered',
  ],
  examples: [{ title: 'Check a chart', input: { chart: 'charts/web' } }],
  guessMs: 1_000,

  async run(what, at) {
    const helm = await findHelm(at);
    if (!helm.ok) return helm;
    const source = await sourceOf(what, undefined, at);
    if (!source.ok) return source;
    try {
      const done = await runHelm(at, helm.value, ['lint', source.value.chart, ...source.value.flags, ...(what.strict ? ['--strict'] : [])], {
        timeoutMs: 120_000,
      });
      if (!done.ok) return done;
      const problems = problemsIn(done.value.stdout);
      const wrong = problems.filter((one) => one.severity === 'error' || (what.strict && one.severity === 'warning'));
      if (done.value.code !== 0 && wrong.length === 0) return failed(explain('lint', what.chart, undefined, done.value));
      if (wrong.length > 0) return failed(chartInvalid(what.chart, wrong));
      return {
        ok: true,
        output: { chart: what.chart, problems },
        summary:
          problems.length === 0
            ? `${what.chart} is fine.`
            : `${what.chart} passes, with ${count(problems.length, 'remark')}: ${problems[0]?.path} ${problems[0]?.message}.`,
        undo: 'nothing-changed',
      };
    } finally {
      await source.value.dispose();
    }
  },
});

/** Lines as `[WARNING] templates/a.yaml: why`; what follows without a mark belongs to the one above. */
function problemsIn(output: string): z.output<typeof problem>[] {
  const problems: z.output<typeof problem>[] = [];
  for (const line of output.split('\n')) {
    const [, mark, path, message] = /^\[(INFO|WARNING|ERROR)\] ([^:]*): (.*)$/.exec(line) ?? [];
    const last = problems.at(-1);
    if (mark !== undefined) problems.push({ severity: mark.toLowerCase(), path: path ?? '', message: message ?? '' });
    else if (last !== undefined && /^\s+\S/.test(line)) problems[problems.length - 1] = { ...last, message: `${last.message} ${line.trim()}`.trim() };
  }
  return problems;
}
