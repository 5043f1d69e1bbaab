import { effectOfCall } from '../../domain/tool.ts';
import { type PlanQuestion, yes } from './answer.ts';
import type { PlanContext } from './context.ts';
import { commandRefusal } from './danger.ts';
import { environmentIn } from './fill/special.ts';
import type { Named } from './inherit.ts';

const protectedNames = /^(main|master|trunk|production|prod|stable|release([/-].*)?)$/i;
const isProd = (text: string | undefined): boolean => text !== undefined && /(^|[^a-z])(prod|production|prd|live)([^a-z]|$)/i.test(text);

/** Files that hold little but secrets. */
const holdsSecrets =
  /(^|\/)(\.env(\.(?!example|sample|template)\w+)?|id_(rsa|ed25519|ecdsa)|[\w.-]+\.(pem|key|p12|pfx|kdbx)|\.netrc|\.npmrc|\.pgpass|kubeconfig|credentials(\.\w+)?|shadow|passwd|[\w.-]*\.tfstate(\.backup)?)$|(^|\/)\.(aws|ssh|kube|gnupg|docker)\//;

const wordsOf = (step: Named): string => step.clause.tokens.map((t) => t.text).join(' ');

/** What a step may break: refused where nothing could take it back, else asked about. The gate asks again before anything runs. */
export function cautions(step: Named, context: PlanContext): { readonly refusal?: string; readonly questions: readonly PlanQuestion[] } {
  const { profile, input, id } = step;
  const tool = profile.spec.name;
  const ask = (label: string, why: string): PlanQuestion => ({ id: `${id}.sure`, label, why, answer: { choices: [yes] } });
  const questions: PlanQuestion[] = [];

  const argv =
    tool === 'shell.run' && typeof input.program === 'string'
      ? [input.program, ...((input.args as string[] | undefined) ?? [])]
      : Array.isArray(input.command)
        ? (input.command as string[])
        : undefined;
  const refused = argv === undefined ? undefined : commandRefusal(argv);
  if (refused !== undefined) return { refusal: refused.reason, questions: [] };

  if (
    profile.spec.effect === 'read' &&
    profile.domains.has('files') &&
    [input.path, input.from, input.to].some((p) => typeof p === 'string' && holdsSecrets.test(p))
  )
    return { refusal: 'Refused: it would print secrets: such files are used where they are needed and never shown.', questions: [] };

  if (tool === 'git.push' && Object.entries(input).some(([key, value]) => /^force/i.test(key) && value === true)) {
    const branch = (input.branch as string | undefined) ?? context.gitBranch;
    if (branch !== undefined && (protectedNames.test(branch) || context.protectedBranches?.includes(branch)))
      return {
        refusal: `Refused: it would overwrite the history of ${branch}, which others build on. Revert with a new commit, or push to a branch of your own.`,
        questions: [],
      };
    questions.push(
      ask(`Overwrite the history of ${branch ?? 'the current branch'} on the remote?`, 'A force push takes away commits that somebody else may have.'),
    );
  }
  if (
    tool === 'git.branch' &&
    input.action === 'delete' &&
    typeof input.name === 'string' &&
    (protectedNames.test(input.name) || context.protectedBranches?.includes(input.name))
  )
    return { refusal: `Refused: ${input.name} is a protected branch; others build on it.`, questions: [] };

  const takes = (name: string): boolean => profile.fields.some((f) => f.name === name);
  const where =
    isProd(environmentIn(step.clause.tokens)?.environment) ||
    [
      // Which cluster is current says nothing of what never goes there.
      input.context ?? (takes('context') ? context.kubeContext : undefined),
      input.namespace ?? (takes('namespace') ? context.namespace : undefined),
      input.profile ?? context.awsProfile,
      input.workspace ?? context.workspace,
      input.directory,
      context.environment,
    ].some((v) => typeof v === 'string' && isProd(v));
  const parsed = profile.spec.input.safeParse(input);
  const effect = parsed.success ? effectOfCall(profile.spec, parsed.data) : profile.spec.effect;
  const deletes = effect === 'destroy' && tool !== 'terraform.apply' && (tool !== 'aws.s3.sync' || input.delete === true);
  if (tool === 'terraform.destroy') {
    if (where)
      return {
        refusal: 'Refused: it would destroy production. That is not planned from a sentence: remove what is to go from the code, and approve that plan.',
        questions: [],
      };
    questions.push(
      ask(
        input.targets === undefined
          ? `Destroy everything that ${input.directory ?? 'this folder'} manages?`
          : `Destroy ${(input.targets as string[]).join(', ')}?`,
        'What it manages is gone for good, data as well.',
      ),
    );
  } else if (
    tool === 'kubernetes.delete' &&
    /^(namespace|node|persistentvolume|persistentvolumeclaim|customresourcedefinition|storageclass)$/.test(String(input.kind))
  ) {
    if (input.kind === 'namespace' && (/^kube-/.test(String(input.name)) || isProd(String(input.name))))
      return { refusal: `Refused: the namespace ${input.name} holds what the rest depends on.`, questions: [] };
    questions.push(
      ask(`Delete the ${input.kind} ${input.name ?? ''} with everything in it?`, `Deleting a ${input.kind} takes along what belongs to it, data as well.`),
    );
  } else if (deletes && where)
    questions.push(ask(`This is production. ${profile.spec.summary} Really?`, 'It can’t be taken back, and production depends on it.'));
  if (tool === 'kubernetes.delete' && /^kube-/.test(String(input.namespace)))
    questions.push(ask(`Delete in ${input.namespace}?`, 'The cluster itself runs from this namespace.'));
  if (tool === 'kubernetes.scale' && input.replicas === 0 && where) questions.push(ask('Scale to nothing in production?', 'Nothing would answer any more.'));
  if (tool === 'aws.iam.attachPolicy' && /(Administrator|PowerUser|FullAccess|IAMFull)/i.test(String(input.policy)))
    questions.push(ask(`Give ${input.role ?? 'the role'} ${input.policy}?`, 'This policy allows far more than one task needs; a narrower one is safer.'));
  else if (tool === 'aws.iam.attachPolicy' && /\b(admin\w*|full|root|unrestricted|every|all)\b/i.test(wordsOf(step)))
    questions.push(ask(`Give ${input.role ?? 'the role'} that much?`, 'It sounds like far more than one task needs; a narrower policy is safer.'));
  if (tool === 'aws.s3.deleteBucket' && input.contents === true)
    questions.push(ask(`Delete the bucket ${input.bucket ?? ''} with everything in it?`, 'Every version of every object is gone for good.'));
  // "delete the empty bucket a" says what it is; "empty the bucket a" is another wish.
  else if (tool === 'aws.s3.deleteBucket' && /\b(empty|wipe|purge|clear|flush|clean)\b(?! (s3 )?bucket)/i.test(wordsOf(step)))
    questions.push(ask(`Delete the bucket ${input.bucket ?? ''} itself?`, 'No tool only empties a bucket. What goes with a bucket is gone for good.'));
  if (tool === 'github.mergePullRequest' && step.clause.tokens.some((t) => t.text === '--admin'))
    questions.push(ask('Merge past what protects the branch?', '`--admin` merges although checks or reviews are missing; this tool does not do that.'));
  if (tool === 'aws.iam.createRole' && input.trusts === '*')
    questions.push(ask('Let anyone assume it?', 'A role that anyone may assume is open to the world.'));
  return { questions };
}
