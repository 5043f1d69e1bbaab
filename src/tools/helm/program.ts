import { versionFilesOf } from '../../base/version-files.ts';
import { failed, type Outcome, ok } from '../../domain/failure/failure.ts';
import { howToGetHelm } from '../../domain/failure/helm.ts';
import { programGarbled, programMissing, programTooOld } from '../../domain/failure/process.ts';
import { onceARun } from '../../domain/once-a-run.ts';
import type { ExecOptions, Finished, Workplace } from '../../domain/workplace.ts';
import type { Keeping } from './inputs.ts';

export interface Helm {
  readonly command: string;
  /** Helm 4 renamed flags: `--atomic` is `--rollback-on-failure` there, and `--wait` names how it waits. */
  readonly major: 3 | 4;
  readonly version: string;
}

/** The first with `--dry-run=server` came in 3.13. */
const minorMin = 13;

/** `helm`, or what `NIMBUS_HELM` names. Starts it once a run to ask its version. */
export const findHelm = async (at: Workplace): Promise<Outcome<Helm>> =>
  onceARun(at, ['helm', at.folder, at.env.NIMBUS_HELM, at.env.PATH, await versionFilesOf(at.folder)], () => askVersion(at));

async function askVersion(at: Workplace): Promise<Outcome<Helm>> {
  const command = at.env.NIMBUS_HELM || 'helm';
  const asked = await at.exec(command, ['version', '--template={{.Version}}'], { timeoutMs: 20_000, env: quiet });
  if (!asked.ok) return asked.failure.code === 'program/missing' ? failed(programMissing(command, howToGetHelm)) : asked;
  const said = asked.value.stdout.trim();
  const [, major, minor] = /^v?(\d+)\.(\d+)\.\d+/.exec(said) ?? [];
  if (asked.value.code !== 0 || major === undefined) return failed(programGarbled(`${command} version`, said + asked.value.stderr));
  if (major !== '3' && major !== '4') return failed(programTooOld(command, said, '3.13', howToGetHelm));
  if (major === '3' && Number(minor) < minorMin) return failed(programTooOld(command, said, '3.13', howToGetHelm));
  return ok({ command, major: major === '3' ? 3 : 4, version: said });
}

/** What of the person's shell would choose another cluster than the one that is shown, or make helm say more than it is asked. */
export const quiet: Readonly<Record<string, string | undefined>> = {
  HELM_DEBUG: undefined,
  HELM_NAMESPACE: undefined,
  HELM_KUBECONTEXT: undefined,
  HELM_KUBEAPISERVER: undefined,
  HELM_KUBETOKEN: undefined,
  HELM_KUBEASUSER: undefined,
  HELM_KUBEASGROUPS: undefined,
  HELM_KUBECAFILE: undefined,
  HELM_KUBEINSECURE_SKIP_TLS_VERIFY: undefined,
  HELM_KUBETLS_SERVER_NAME: undefined,
  NO_COLOR: '1',
};

/** Runs helm with arguments alone. Cancelling asks it to stop first, so that it can mark the release as failed. */
export const runHelm = (at: Workplace, helm: Helm, args: readonly string[], options: ExecOptions = {}): Promise<Outcome<Finished>> =>
  at.exec(helm.command, args, { timeoutMs: 60_000, outputBytesMax: 64 * 1024 * 1024, ...options, env: { ...quiet, ...options.env } });

/** Fails where this Helm does not know one of them yet. */
export const canKeep = ({ command, major, version }: Helm, { resetThenReuseValues }: Keeping): Outcome<void> =>
  resetThenReuseValues && major === 3 && /^v?3\.13\./.test(version) ? failed(programTooOld(command, version, '3.14', howToGetHelm)) : ok(undefined);

/** How to say what becomes of the values of the last release. */
export const reusing = ({ reuseValues, resetThenReuseValues, resetValues }: Keeping): readonly string[] => [
  ...(reuseValues ? ['--reuse-values'] : []),
  ...(resetThenReuseValues ? ['--reset-then-reuse-values'] : []),
  ...(resetValues ? ['--reset-values'] : []),
];

/** How to say "wait until it is ready" and "take it back when it fails" to this Helm. */
export const waiting = ({ major }: Helm, wait: boolean, forJobs = false): readonly string[] => [
  ...(wait ? [major === 4 ? '--wait=watcher' : '--wait'] : []),
  ...(wait && forJobs ? ['--wait-for-jobs'] : []),
];
/** What was made without hooks is taken back without them. */
export const hookless = (withoutHooks: boolean | undefined): { readonly withoutHooks?: true } => (withoutHooks ? { withoutHooks: true } : {});
export const hooksOff = (without: boolean | undefined): readonly string[] => (without ? ['--no-hooks'] : []);
export const describing = (why: string | undefined): readonly string[] => (why === undefined ? [] : [`--description=${why}`]);
export const takingBack = ({ major }: Helm, atomic: boolean): readonly string[] => (atomic ? [major === 4 ? '--rollback-on-failure' : '--atomic'] : []);
