import { count, duration, list } from '../../base/say.ts';
import type { Failure, Problem } from './failure.ts';

const api = { category: 'api', severity: 'medium', recoverable: true } as const;
const auth = { category: 'auth', severity: 'medium', recoverable: true } as const;
const user = { category: 'user', severity: 'low', recoverable: true } as const;
const validation = { category: 'validation', severity: 'medium', recoverable: true } as const;

export const noKubeconfig = (looked: readonly string[]): Failure => ({
  ...user,
  code: 'kubernetes/no-kubeconfig',
  missing: true,
  message: `No kubeconfig was found, so no cluster is known here. Looked at ${list(looked)}.`,
  fix: 'Get one from your cluster (aws eks update-kubeconfig, or what your provider has), or name it in KUBECONFIG.',
});

export const kubeconfigUnreadable = (path: string, why: string): Failure => ({
  ...validation,
  code: 'kubernetes/kubeconfig-unreadable',
  message: `The kubeconfig ${path} can’t be used: ${why}.`,
  fix: 'Correct that file, or name another one in KUBECONFIG. kubectl config view shows how it is read.',
});

export const contextUnknown = (name: string | undefined, known: readonly string[], near: string | undefined): Failure => ({
  ...user,
  code: 'kubernetes/context-unknown',
  message: name === undefined ? 'The kubeconfig names no current context.' : `There is no context ${name} in the kubeconfig.`,
  fix:
    near !== undefined ? `Did you mean ${near}?` : known.length === 0 ? 'The kubeconfig holds no context at all.' : `Name one of ${list(known.slice(0, 10))}.`,
});

export const authProviderGone = (context: string, provider: string): Failure => ({
  ...auth,
  code: 'kubernetes/auth-provider-gone',
  missing: true,
  message: `Context ${context} signs in with the ${provider} auth provider, which Kubernetes clients no longer have.`,
  fix: 'Get a new kubeconfig from your provider: it signs in with an exec plugin now.',
});

export const credentialPluginFailed = (command: string, why: string, details?: string): Failure => ({
  ...auth,
  code: 'kubernetes/credential-plugin-failed',
  message: `${command}, which the kubeconfig names for signing in, gave no credential: ${why}`,
  fix: 'Sign in with it by hand once, then try again.',
  ...(details === undefined ? {} : { details }),
});

export const clusterUnreachable = (context: string, server: string, why: string): Failure => ({
  ...api,
  code: 'kubernetes/unreachable',
  missing: true,
  message: `The cluster of context ${context} (${server}) can’t be reached: ${why}. Nothing was changed by this call.`,
  fix: 'Check that the cluster is up and that this machine may reach it (VPN, network, proxy), or choose another context.',
});

export const clusterSilent = (context: string, server: string, afterMs: number): Failure => ({
  ...api,
  code: 'kubernetes/no-answer',
  missing: true,
  message: `The cluster of context ${context} (${server}) gave no answer within ${duration(afterMs)}.`,
  fix: 'Check that the cluster is up and that this machine may reach it (VPN, network, proxy), or choose another context.',
});

export const serverNotTrusted = (context: string, server: string, why: string): Failure => ({
  ...auth,
  code: 'kubernetes/wrong-ca',
  message: `${server} (context ${context}) shows a certificate that the kubeconfig’s authority did not sign: ${why}. Nothing was sent to it.`,
  fix: 'Get the kubeconfig again: the cluster may have been made anew. If it was not, somebody may stand in between.',
});

export const serverCertificateExpired = (context: string, server: string): Failure => ({
  ...auth,
  code: 'kubernetes/certificate-expired',
  message: `The certificate of ${server} (context ${context}) has expired, so nothing was sent to it.`,
  fix: 'Have the cluster’s certificates renewed, and check this machine’s clock.',
});

export const notSignedIn = (context: string, why: string): Failure => ({
  ...auth,
  code: 'kubernetes/unauthorized',
  message: `The cluster of context ${context} does not know who this is: the token or certificate has expired or is not valid${why === '' ? '' : ` (${why})`}.`,
  fix: 'Sign in again or get a new kubeconfig, then try again.',
});

export const forbidden = (message: string): Failure => ({
  ...auth,
  code: 'kubernetes/forbidden',
  message: `The cluster refused it: ${message}`,
  fix: 'Ask for a role that allows this, or use a context whose account may do it.',
});

/** Asked before doing it. */
export const notAllowed = (context: string, what: string, why: string): Failure => ({
  ...auth,
  code: 'kubernetes/not-allowed',
  message: `The account of context ${context} may not ${what}${why === '' ? '' : ` (${why})`}. Nothing was tried.`,
  fix: 'Ask for a role that allows this (kubectl auth can-i --list shows what it may do), or use another context.',
});

export const kindUnknown = (kind: string, context: string, near: string | undefined): Failure => ({
  ...user,
  code: 'kubernetes/kind-unknown',
  message: `The cluster of context ${context} has no kind ${kind}.`,
  fix: near === undefined ? 'If it is a custom resource, its definition (CRD) must be installed first.' : `Did you mean ${near}?`,
});

export const kindCannot = (kind: string, verb: string): Failure => ({
  ...user,
  code: 'kubernetes/kind-cannot',
  message: `Objects of kind ${kind} can’t be ${verb}.`,
  fix: 'Name a kind that can be.',
});

/** `hint`: what was probably meant, as a sentence. */
export const objectUnknown = (address: string, where: string, hint?: string): Failure => ({
  ...user,
  code: 'kubernetes/not-found',
  message: `There is no ${address} in ${where}.`,
  fix: hint ?? 'Check the name, the namespace and the context; kubernetes.get lists what is there.',
});

export const namespaceUnknown = (namespace: string, context: string, near: string | undefined): Failure => ({
  ...user,
  code: 'kubernetes/namespace-unknown',
  message: `There is no namespace ${namespace} in context ${context}.`,
  fix: near === undefined ? 'kubernetes.get of kind namespace lists those that are there; or another context is meant.' : `Did you mean ${near}?`,
});

export const fieldConflicts = (address: string, problems: readonly Problem[]): Failure => ({
  ...user,
  code: 'kubernetes/field-conflict',
  severity: 'medium',
  message: `${address}: ${count(problems.length, 'field')} of it ${problems.length === 1 ? 'belongs' : 'belong'} to somebody else, so nothing was applied. First: ${problems[0]?.path}: ${problems[0]?.message}`,
  fix: 'Leave those fields out of the manifest, write the values that are there, or take them over with `force: true`.',
  problems,
});

export const objectsRefused = (problems: readonly Problem[], of: number): Failure => ({
  ...validation,
  code: 'kubernetes/refused',
  message: `The cluster refuses ${count(problems.length, 'of them', 'of them')} (${count(of, 'object')} in all), so nothing was applied. First: ${problems[0]?.path}: ${problems[0]?.message}`,
  fix: 'Correct what it names; every object is tried before the first one is applied.',
  problems,
});

export const objectInvalid = (address: string, message: string, problems: readonly Problem[]): Failure => ({
  ...validation,
  code: 'kubernetes/invalid',
  message: `${address} is not valid: ${message}`,
  fix: 'Correct the fields it names.',
  ...(problems.length === 0 ? {} : { problems }),
});

export const partlyApplied = (done: readonly string[], address: string, cause: Failure): Failure => ({
  ...cause,
  message: `${address} failed after ${count(done.length, 'object')} had been applied: ${cause.message}`,
  fix: `${cause.fix} What was applied can be rolled back.`,
});

export const manifestUnreadable = (problems: readonly Problem[]): Failure => ({
  ...validation,
  code: 'kubernetes/manifest-unreadable',
  message: `The manifests can’t be read: ${problems[0]?.path}: ${problems[0]?.message}`,
  fix: 'Correct the YAML; nothing was applied.',
  problems,
});

export const noManifests = (path: string): Failure => ({
  ...user,
  code: 'kubernetes/no-manifests',
  message: `There is no Kubernetes object in ${path}.`,
  fix: 'Name a YAML or JSON file, or a folder of them; `recursive` also looks into the folders below.',
});

export const kustomizeFailed = (folder: string, details: string): Failure => ({
  ...validation,
  code: 'kubernetes/kustomize-failed',
  message: `The kustomization in ${folder} can’t be built: ${details.split('\n')[0]?.replace(/^error: /i, '') ?? ''}`,
  fix: 'Correct the kustomization; nothing was applied.',
  details,
});

export const kustomizeMissing = (folder: string): Failure => ({
  ...user,
  code: 'kubernetes/kustomize-missing',
  missing: true,
  message: `${folder} is a kustomization, and neither kubectl nor kustomize is there to build it.`,
  fix: 'Install kubectl (https://kubernetes.io/docs/tasks/tools) or name it in NIMBUS_KUBECTL; nothing was applied.',
});

export const changedInCluster = (address: string): Failure => ({
  ...user,
  code: 'kubernetes/changed-since',
  severity: 'medium',
  message: `${address} was changed in the cluster since, by something else. It was left as it is.`,
  fix: 'Look at what is there (kubernetes.get), then decide again.',
});

export const formerObjectLost = (address: string): Failure => ({
  ...user,
  code: 'kubernetes/former-object-lost',
  recoverable: false,
  message: `What ${address} was before is no longer kept on this machine.`,
  fix: 'Apply it from your manifests.',
});

export const listExpired = (what: string): Failure => ({
  ...api,
  code: 'kubernetes/expired',
  message: `${what}: the cluster has forgotten the version this began at.`,
  fix: 'Begin again; that is done by itself, so this cluster is forgetting faster than can be read.',
});

export const tooManyRequests = (context: string, tries: number): Failure => ({
  ...api,
  code: 'kubernetes/too-many-requests',
  message: `The cluster of context ${context} is overloaded and refused this ${count(tries, 'time')}.`,
  fix: 'Wait a little, then try again.',
});

export const apiFailed = (status: number, message: string): Failure => ({
  ...api,
  code: status >= 500 ? 'kubernetes/server-error' : 'kubernetes/request-failed',
  message: `The cluster answered ${status}: ${message}`,
  fix: status >= 500 ? 'That is the cluster’s own trouble: look at its health, then try again.' : 'Correct the request.',
});

export const answerGarbled = (context: string, what: string): Failure => ({
  ...api,
  code: 'kubernetes/garbled',
  message: `What answered for context ${context} is no Kubernetes API: ${what}`,
  fix: 'Check the server’s address in the kubeconfig, and whether a proxy answers in its place.',
});

export const notProgressing = (address: string, waitedMs: number, why: readonly string[]): Failure => ({
  ...api,
  code: 'kubernetes/not-progressing',
  message: `${address} is not there after ${duration(waitedMs)}: ${why.length === 0 ? 'the cluster gives no reason' : why.join('; ')}.`,
  fix: 'kubernetes.describe and kubernetes.logs show more. The change itself was made: wait longer, correct it, or roll it back.',
  problems: why.map((message) => ({ path: address, message })),
});

export const noSuchRevision = (address: string, revision: number | undefined, known: readonly number[]): Failure => ({
  ...user,
  code: 'kubernetes/no-such-revision',
  message: revision === undefined ? `${address} has no former revision.` : `${address} has no revision ${revision}.`,
  fix: known.length === 0 ? 'There is nothing to go back to.' : `It has ${list(known.map(String))}.`,
});

export const noPods = (address: string, where: string): Failure => ({
  ...user,
  code: 'kubernetes/no-pods',
  message: `${address} has no pod in ${where} now.`,
  fix: 'Look at it with kubernetes.describe; scale it up if it is at zero.',
});

export const noPodsLabelled = (labels: string, where: string): Failure => ({
  ...user,
  code: 'kubernetes/no-pods',
  message: `No pod in ${where} carries ${labels} now.`,
  fix: 'kubernetes.get with kind pod lists those that are there, with their labels in kubernetes.describe.',
});

export const containerUnknown = (pod: string, name: string, has: readonly string[]): Failure => ({
  ...user,
  code: 'kubernetes/container-unknown',
  message: `Pod ${pod} has no container ${name}.`,
  fix: `It has ${list(has)}.`,
});

export const logsUnavailable = (pod: string, why: string): Failure => ({
  ...api,
  code: 'kubernetes/logs-unavailable',
  message: `There is no log of ${pod} to read: ${why}`,
  fix: 'It may not have started yet: kubernetes.describe says what it waits for.',
});

export const logBroke = (pod: string, why: string): Failure => ({
  ...api,
  code: 'kubernetes/log-broke',
  message: `The log of ${pod} broke off: ${why}`,
  fix: 'Follow it again; what it says meanwhile is kept in the cluster.',
});

export const noTerminal = (): Failure => ({
  ...user,
  code: 'kubernetes/no-terminal',
  missing: true,
  message: 'There is no terminal here that could be handed over: those of the editor are meant.',
  fix: 'Leave out `terminal`: the call itself then gives what there is to see. Or do it in VS Code.',
});

export const streamFailed = (what: string, why: string): Failure => ({
  ...api,
  code: 'kubernetes/stream-failed',
  message: `${what}: the connection to the pod could not be made or broke: ${why}`,
  fix: 'Check that the pod runs and that its node answers, then try again.',
});

export const commandFailed = (pod: string, code: number, stderr: string): Failure => ({
  ...api,
  code: 'kubernetes/command-failed',
  message: `The command in ${pod} ended with ${code}: ${stderr.trim().split('\n').at(-1)?.trim() || 'it printed no message'}`,
  fix: 'Its whole output is in the run.',
  details: stderr.slice(-4000),
});

export const execTimedOut = (pod: string, afterMs: number): Failure => ({
  ...api,
  code: 'kubernetes/exec-timeout',
  message: `The command in ${pod} was not done after ${duration(afterMs)}. The connection was closed; the command may still be running in there.`,
  fix: 'Allow it more time with `timeoutSeconds`, or look at the pod.',
});

export const portTaken = (port: number): Failure => ({
  ...user,
  code: 'kubernetes/port-taken',
  message: `Port ${port} of this machine is in use.`,
  fix: 'Name another `localPort`, or 0 for any that is free.',
});

export const noForward = (id: string): Failure => ({
  ...user,
  code: 'kubernetes/no-forward',
  message: `No port-forward ${id} is open.`,
  fix: 'kubernetes.portForward with `action: list` shows those that are.',
});

export const stillThere = (address: string, waitedMs: number, finalizers: readonly string[]): Failure => ({
  ...api,
  code: 'kubernetes/still-there',
  message: `${address} is being deleted but still there after ${duration(waitedMs)}${finalizers.length === 0 ? '' : `: it waits for ${list(finalizers)}`}.`,
  fix: 'What holds a finalizer must let go of it: look whether its controller runs. Delete can’t be called back.',
});

export const containerUnclear = (address: string, asked: string | undefined, there: string): Failure => ({
  ...user,
  code: 'kubernetes/container-unclear',
  message:
    asked === undefined ? `${address} has several containers: ${there}. Nothing was changed.` : `${address} has no container ${asked}. Nothing was changed.`,
  fix: `Name one of them (\`container\`): ${there}.`,
});

export const nothingToLabel = (): Failure => ({
  ...user,
  code: 'kubernetes/nothing-to-label',
  message: 'No label and no annotation was named. Nothing was changed.',
  fix: 'Say what to set (`labels`, `annotations`) or to take off (`removeLabels`, `removeAnnotations`).',
});

export const jobExists = (name: string, where: string): Failure => ({
  ...user,
  code: 'kubernetes/job-exists',
  message: `There is a job ${name} in ${where} already. Nothing was made.`,
  fix: 'Choose another name, or leave it out: then a number that is free is taken.',
});

export const jobFailed = (address: string, said: string, why: readonly string[]): Failure => ({
  ...api,
  code: 'kubernetes/job-failed',
  message: `${address} has failed: ${[said, ...why].filter((one) => one !== '').join('; ') || 'the cluster gives no reason'}.`,
  fix: 'kubernetes.logs of kind job shows what it printed. What it did before it failed stays done.',
});
