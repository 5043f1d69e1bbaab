import { FailureError, type Outcome } from '../../domain/failure/failure.ts';
import type { Blobs } from '../../domain/workplace.ts';
import { allTools } from '../../host/tools.ts';
import { workplaceOn } from '../../host/workplace.ts';
import { dataFolder } from '../../machine/folders.ts';
import { Redactor } from '../../safety/redact.ts';
import { type LookingHouse, look } from '../../session/look.ts';
import { tokenFor } from '../../tools/github/sign-in.ts';
import { findHelm } from '../../tools/helm/program.ts';
import { findTerraform } from '../../tools/terraform/program.ts';
import { withHouse } from '../house.ts';
import type { Screen } from '../screen.ts';

interface Check {
  readonly name: string;
  readonly status: 'ok' | 'missing';
  readonly detail: string;
  readonly fix?: string;
}

/** An account or a cluster that has not answered by then is told as one that does not. */
const patienceMs = 10_000;

/** Looks at what the tools need, changes nothing, and ends with 0 whatever is missing: it is a report. */
export async function doctor(screen: Screen): Promise<number> {
  const checks = await withHouse((house) => checksOf(house, { name: 'store', status: 'ok', detail: dataFolder() }, screen)).catch((error: unknown) => {
    if (!(error instanceof FailureError) || !error.failure.code.startsWith('store/')) throw error;
    const { message, fix } = error.failure;
    return checksOf(withoutStore(), { name: 'store', status: 'missing', detail: message, fix }, screen);
  });
  screen.result({ checks }, () =>
    checks
      .map(
        (c) =>
          `${c.status === 'ok' ? screen.paint('green', '✓') : screen.paint('yellow', '–')} ${c.name.padEnd(12)} ${c.detail}${c.fix ? `\n    ${c.fix}` : ''}`,
      )
      .join('\n'),
  );
  return 0;
}

function checksOf(house: LookingHouse, store: Check, screen: Screen): Promise<readonly Check[]> {
  const at = house.workplace(screen.folder, screen.stop, () => {});
  const check = async <T>(name: string, asked: Promise<Outcome<T>>, say: (value: T) => string): Promise<Check> => {
    const outcome = await asked;
    return outcome.ok
      ? { name, status: 'ok', detail: say(outcome.value) }
      : { name, status: 'missing', detail: outcome.failure.message, fix: outcome.failure.fix };
  };
  /** What a tool that only looks sees of an account or a cluster. */
  const reached = async (name: string, tool: string, input: object, say: (output: Record<string, unknown>) => string): Promise<Check> => {
    const patience = AbortSignal.timeout(patienceMs);
    const asked = look(house, screen.folder, tool, input, { trusted: true }, AbortSignal.any([screen.stop, patience]));
    return check(name, asked as Promise<Outcome<Record<string, unknown>>>, say).catch((error: unknown) => {
      if (!patience.aborted || screen.isStopped) throw error;
      return {
        name,
        status: 'missing',
        detail: `No answer within ${patienceMs / 1000} s.`,
        fix: 'Check the network and the credentials, then run nimbus doctor again.',
      };
    });
  };
  /** A program that only some of what Nimbus does needs: `what`, and how to get it. */
  const optional = async (name: string, program: string, args: readonly string[], what: string): Promise<Check> => {
    const asked = await at.exec(program, args, { timeoutMs: 10_000, env: { CHECKPOINT_DISABLE: '1', INFRACOST_SKIP_UPDATE_CHECK: 'true', NO_COLOR: '1' } });
    const said = asked.ok && asked.value.code === 0 ? asked.value.stdout.trim().split('\n')[0] : undefined;
    if (said) return { name, status: 'ok', detail: said };
    const why = !asked.ok ? asked.failure.message : `${program} ${args.join(' ')} ended with ${asked.value.code}.`;
    return { name, status: 'missing', detail: `${why} Optional.`, fix: what };
  };
  return Promise.all([
    { name: 'node', status: 'ok', detail: process.version },
    store,
    check('git', at.exec('git', ['--version'], { timeoutMs: 10_000 }), (done) => done.stdout.trim()),
    check('terraform', findTerraform(at), (found) => `${found.product} ${found.version} (${found.command})`),
    optional(
      'opentofu',
      'tofu',
      ['version'],
      'In Terraform’s place, where that is not there or nimbus.terraform.path names it: https://opentofu.org/docs/intro/install/',
    ),
    check('helm', findHelm(at), (found) => `Helm ${found.version} (${found.command})`),
    optional(
      'kubectl',
      at.env.NIMBUS_KUBECTL || 'kubectl',
      ['version', '--client'],
      'It, or kustomize, builds kustomizations to be applied: https://kubernetes.io/docs/tasks/tools/',
    ),
    optional(
      'kustomize',
      'kustomize',
      ['version'],
      'It, or kubectl, builds kustomizations to be applied: https://kubectl.docs.kubernetes.io/installation/kustomize/',
    ),
    optional('ripgrep', 'rg', ['--version'], 'Files are searched faster with it: https://github.com/BurntSushi/ripgrep#installation'),
    optional(
      'infracost',
      'infracost',
      ['--version'],
      'For nimbus review --prices infracost; the offline table is used without it: https://www.infracost.io/docs/',
    ),
    reached('aws', 'aws.sts.getIdentity', {}, ({ account, arn }) => `account ${account}, as ${arn}`),
    reached('kubernetes', 'kubernetes.get', { kind: 'namespace', limit: 1 }, ({ context }) => `context ${context} answers`),
    check('github', tokenFor({ host: 'github.com', cloud: true }, at), ({ source }) => `${source}, not asked whether it is good`),
  ] satisfies readonly (Check | Promise<Check>)[]);
}

/** As much as it takes to look, where nothing can be kept. */
function withoutStore(): LookingHouse {
  const noBlobs: Blobs = {
    keep() {
      throw new Error('A look keeps nothing.');
    },
    get: () => undefined,
  };
  return { tools: allTools(), workplace: workplaceOn(dataFolder(), noBlobs), redactor: new Redactor(process.env), ticks: () => performance.now() };
}
