import { z } from 'zod';
import { type Failure, failed } from '../../domain/failure/failure.ts';
import { noCredentials, planFailed } from '../../domain/failure/terraform.ts';
import { tool } from '../../domain/tool.ts';
import { initialisedCopy } from './copy.ts';
import { diagnosticsIn, documents } from './diagnostics.ts';
import { findTerraform } from './program.ts';

const counts = z.object({ add: z.number(), change: z.number(), remove: z.number(), import: z.number() });

/** What applying would do, from Terraform's own JSON; in a copy outside the workspace, without taking the state's lock. */
export const plan = tool({
  name: 'terraform.plan',
  effect: 'plan',
  summary: 'Ask Terraform what applying a folder would create, change and delete, without changing anything.',
  input: z.strictObject({
    directory: z.string().default('.').describe('Root module, relative to the workspace folder.'),
    varFiles: z.array(z.string()).default([]).describe('Variable files, relative to `directory`.'),
  }),
  output: z.object({ directory: z.string(), counts, changes: z.array(z.object({ address: z.string(), action: z.string(), reason: z.string().optional() })) }),
  says: ['run terraform plan', 'what would applying infra change', 'preview the terraform changes for staging'],
  guessMs: 20_000,
  timeoutMs: 15 * 60_000,

  async run({ directory, varFiles }, at) {
    const program = await findTerraform(at);
    if (!program.ok) return program;
    const copy = await initialisedCopy(program.value, directory, 'read', at);
    if (!copy.ok) return copy;
    try {
      const args = ['plan', '-json', '-input=false', '-no-color', '-lock=false', ...varFiles.map((file) => `-var-file=${file}`)];
      const done = await at.exec(program.value.command, args, {
        cwd: copy.value.root,
        env: copy.value.env,
        timeoutMs: 14 * 60_000,
        onLine: (line) => told(line, at.progress),
      });
      if (!done.ok) return done;
      if (done.value.code !== 0) return failed(why(done.value.stdout, done.value.stderr));
      const events = documents(done.value.stdout);
      const summary = counts.parse(events.findLast((e) => e.type === 'change_summary')?.changes);
      const changes = events
        .flatMap((e) => (e.type === 'planned_change' ? [planned.parse(e.change)] : []))
        .map((c) => ({ address: c.resource.addr, action: c.action, ...(c.reason === undefined ? {} : { reason: c.reason }) }));
      return {
        ok: true,
        output: { directory, counts: summary, changes },
        summary: `Applying would create ${summary.add}, change ${summary.change} and delete ${summary.remove} resources. Nothing was changed.`,
        undo: 'nothing-changed',
      };
    } finally {
      await copy.value.dispose();
    }
  },
});

const planned = z.object({ resource: z.object({ addr: z.string() }), action: z.string(), reason: z.string().optional() });

function why(stdout: string, stderr: string): Failure {
  const problems = diagnosticsIn(stdout);
  const said = problems.map((p) => p.message).join('\n') || stderr;
  return /no valid credential sources|failed to refresh cached credentials|InvalidClientTokenId|ExpiredToken|no EC2 IMDS role found/i.test(said)
    ? noCredentials(said.slice(0, 4000))
    : planFailed(problems, said.slice(0, 4000));
}

function told(line: string, progress: (line: string) => void): void {
  try {
    const message: unknown = JSON.parse(line)['@message'];
    if (typeof message === 'string') progress(message);
  } catch {
    progress(line);
  }
}
