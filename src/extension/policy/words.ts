import type { Effect } from '../../domain/effect.ts';
import type { EnvironmentName } from '../../domain/environment.ts';
import type { Mark, Operation } from '../../domain/impact.ts';
import type { Answer } from '../../safety/policy/schema.ts';

/** What the values of a policy mean, to a person. */

export const answerWords: Readonly<Record<Answer, string>> = {
  allow: 'It goes ahead without a question. Never what is critical, and nothing in production.',
  confirm: 'It wants a yes.',
  type: 'It wants a name typed: of what would be destroyed, or of the environment.',
  deny: 'It is refused, whoever asks.',
};

export const effectWords: Readonly<Record<Effect, string>> = {
  read: 'It looks.',
  plan: 'It computes; nothing of it lasts.',
  write: 'It writes files of the workspace, which can be put back.',
  change: 'It changes something outside the workspace.',
  destroy: 'It removes or replaces something outside the workspace.',
};

export const environmentWords: Readonly<Record<EnvironmentName, string>> = {
  dev: 'Development: what goes wrong costs time.',
  staging: 'A rehearsal of production.',
  prod: 'Production. Nothing here is done without a yes, whatever a policy says.',
  unknown: 'Nothing says which environment it is; it weighs like staging.',
};

export const operationWords: Readonly<Record<Operation, string>> = {
  read: 'Looked at.',
  create: 'Made.',
  update: 'Changed in place.',
  replace: 'Destroyed and made again.',
  delete: 'Destroyed.',
  forget: 'Left alone from now on: it stays, and nobody manages it.',
  import: 'Taken under management as it is.',
};

export const markWords: Readonly<Record<Mark, string>> = {
  stateful: 'It holds data: a database, a bucket, a volume, a queue.',
  'deletes-data': 'Data goes with it.',
  'deletes-key': 'A key goes, and with it all it encrypts.',
  'protection-off': 'A guard against deletion is switched off by this very change.',
  'widens-access': 'Somebody may do more than before.',
  'exposes-publicly': 'It can be reached from the Internet, or read by everybody.',
  'runs-code': 'Code of the folder, a chart or a module runs.',
  'force-push': 'A branch is pushed over what others have there.',
  'protected-branch': 'The branch is protected.',
  'rewrites-history': 'Commits that are there are replaced.',
  'secret-in-content': 'Something that looks like a secret is in what would be written or sent.',
  'cluster-scoped': 'It is about the whole cluster and not one namespace.',
  'system-namespace': 'It is in a namespace of the cluster itself.',
  'scales-to-zero': 'Nothing of it is left running.',
  cascades: 'More goes with it than is named.',
  privileged: 'It may do on its machine what the machine’s owner may.',
  restarts: 'It is started again.',
  drift: 'What is there is not what was last seen: changed by hand.',
  'stale-state': 'The Terraform state is older than the one last seen, or empty where it was not.',
  'empty-state': 'Much is made on a state that knows nothing: a first time, or the wrong state.',
  deferred: 'Part of it can be known only later.',
  incomplete: 'The plan holds only a part.',
  errored: 'The plan ended with an error.',
  'check-failed': 'Something the configuration says must hold does not.',
  moved: 'Only its address in a state changes.',
  unknown: 'Part of it was not understood; never taken for harmless.',
};

/** What policies can tell places apart by. */
export const factWords: Readonly<Record<string, string>> = {
  account: 'Of a cloud: 123456789012.',
  region: 'Of a cloud: eu-central-1.',
  context: 'Of a kubeconfig.',
  server: 'Address of a cluster.',
  namespace: 'Of a cluster.',
  workspace: 'Of Terraform.',
  remote: 'Of a git repository: origin.',
  branch: 'Of a git repository: main.',
  repository: 'On GitHub: owner/name.',
};

/** By the key they are values of. */
export const valueWords: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  answer: answerWords,
  expect: answerWords,
  effect: effectWords,
  environment: environmentWords,
  operation: operationWords,
  mark: markWords,
  marks: markWords,
  allMarks: markWords,
};
