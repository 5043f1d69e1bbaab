import { count, duration, list } from '../base/say.ts';
import { type Effect, effectSeen, type Risk, worstRisk } from '../domain/effect.ts';
import type { Bill, Cost } from '../domain/impact.ts';
import { isBackInPart, type Left, leftWords } from '../domain/left.ts';
import type { Spread } from '../domain/plan.ts';
import { type ActionReason, reasons } from '../domain/terraform/action.ts';
import type { Undo } from '../domain/tool.ts';
import type { RunView, StepView } from './run-fold.ts';

/** The one look of an effect: a mark and a word, never a colour alone. */
export const effectMark: Readonly<Record<Effect, string>> = { read: '○', plan: '◇', write: '✎', change: '▲', destroy: '✖' };

/** `about 4.0 s (9 of 10 within 9.0 s, 12 runs)`, `about 4.0 s (a guess)`. */
export function estimateWords({ estimateMs, estimate }: { readonly estimateMs: number; readonly estimate?: Spread | 'guess' }): string {
  const about = `about ${duration(estimateMs)}`;
  if (estimate === undefined) return about;
  return `${about} (${estimate === 'guess' ? 'a guess' : `9 of 10 within ${duration(estimate.p90)}, ${count(estimate.runs, 'run')}`})`;
}

/** `generate.terraform` → `Generate Terraform`, `aws.s3.listBuckets` → `AWS S3: list buckets`. */
export function toolWords(tool: string): string {
  const parts = tool.split('.').map((part) =>
    part
      .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
      .toLowerCase()
      .split(' ')
      .map((word) => proper[word] ?? word)
      .join(' '),
  );
  // More than one word is a sentence of its own, and what stands before it is where.
  const last = parts.pop() ?? '';
  const said = [parts.join(' '), last].filter(Boolean).join(last.includes(' ') ? ': ' : ' ');
  return said.charAt(0).toUpperCase() + said.slice(1);
}
const proper: Readonly<Record<string, string>> = {
  aws: 'AWS',
  s3: 'S3',
  ec2: 'EC2',
  eks: 'EKS',
  rds: 'RDS',
  iam: 'IAM',
  sts: 'STS',
  github: 'GitHub',
  terraform: 'Terraform',
  kubernetes: 'Kubernetes',
  helm: 'Helm',
  git: 'Git',
  fmt: 'format',
};

/** What a step does, as its row says it. */
export const stepTitle = ({ step, preview }: Pick<StepView, 'step' | 'preview'>): string => preview?.summary || toolWords(step.tool);

/** What the button that approves the run says. */
export function approvalLabel(view: RunView): string {
  const asking = view.steps.filter((s) => s.status === 'waiting' && s.decision?.kind === 'confirm');
  const [first] = asking.toSorted((a, b) => (b.preview?.files.length ?? 0) - (a.preview?.files.length ?? 0));
  if (!first) return 'Run';
  return asking.length === 1 ? stepTitle(first) : `${stepTitle(first)}, and ${count(asking.length - 1, 'more step')}`;
}

export const planRisk = (view: RunView): Risk => worstRisk(view.steps.map((s) => s.decision?.risk ?? s.step.risk));

/** What a preview lists with a text before and after: files of the workspace, or objects of a cluster. */
export const listedWord = (preview: StepView['preview']): 'file' | 'object' =>
  preview?.target?.system === 'kubernetes' || preview?.target?.system === 'helm' ? 'object' : 'file';

/** What would change over all steps, such as `3 files` and `1 object`. */
export const thingsToChange = (view: RunView): readonly string[] =>
  (['file', 'object'] as const).flatMap((word) => {
    const previews = view.steps.flatMap((s) => (s.preview !== undefined && listedWord(s.preview) === word ? [s.preview] : []));
    const n = previews.reduce((sum, { files }) => sum + files.filter((f) => f.action !== 'unchanged').length, 0);
    return n === 0 ? [] : [count(n, word)];
  });

/** Whether there is something to take back (before the run: that there would be), and why some of it can't be. */
export function undoable(view: RunView): { readonly any: boolean; readonly not: readonly string[] } {
  const all: Undo[] = view.steps.flatMap((s) => (s.attempts > 0 ? [s.undo] : view.phase === 'ended' ? [] : [s.preview?.undo ?? 'nothing-changed']));
  return {
    any: all.some((u) => u !== 'nothing-changed' && 'steps' in u && u.steps.length > 0),
    not: all.flatMap((u) => (u !== 'nothing-changed' && 'impossible' in u ? [u.impossible] : [])),
  };
}

/** Steps that ended, of those there are; the one that runs now. */
export function progress(view: RunView): { readonly done: number; readonly of: number; readonly now: StepView | undefined } {
  const ended = view.steps.filter((s) => s.status !== 'waiting' && s.status !== 'running');
  return { done: ended.length, of: view.steps.length, now: view.steps.find((s) => s.status === 'running') };
}

/** What is true now, in a line or two: for a notification and the last line on a terminal. */
export function outcomeSentence(view: RunView): string {
  const { head, rest } = outcomeWords(view);
  return [head && sentence(head), rest, ...leftSentences(view)].filter(Boolean).join(' ');
}

/** The same in two parts: how it ended, and what is there now; what a roll-back left is said by {@link leftSentences}. */
export function outcomeWords(view: RunView): { readonly head: string; readonly rest: string } {
  const took = view.runningSince !== undefined && view.endedAt !== undefined ? duration(view.endedAt - view.runningSince) : '';
  const failed = view.steps.filter((s) => s.status === 'failed');
  const done = view.steps.filter((s) => s.status === 'succeeded');
  const lasting = done.filter((s) => s.undo !== 'nothing-changed');
  const left = lasting.length > 0 ? said(lasting) : 'Nothing was changed.';
  switch (view.outcome) {
    case undefined:
      return { head: '', rest: '' };
    case 'succeeded':
      if (isInPart(view)) return { head: backInPart(took), rest: said(done) };
      // What a look says of itself would contradict what was written.
      return {
        head: `${took ? `Done in ${took}` : 'Done'}${unchecked(view)}`,
        rest: lasting.length > 0 ? said(done).replaceAll(' Nothing was changed.', '') : said(done),
      };
    case 'failed':
      if (isInPart(view)) return { head: backInPart(took), rest: said(done) };
      if (view.failure) return { head: took ? `Failed after ${took}` : 'Failed', rest: once(sentence(view.failure.message), left) };
      if (failed.length > 0) return { head: `${list(failed.map(stepTitle))} failed${took && ` after ${took}`}`, rest: left };
      return { head: 'It ran, and not all is as it should be', rest: `${view.missing.map(sentence).join(' ')} ${left}` };
    case 'cancelled':
      return took ? { head: `Cancelled after ${took}`, rest: left } : { head: 'Cancelled before anything ran', rest: 'Nothing was changed.' };
    case 'refused':
      return { head: 'Not run', rest: once(view.failure ? sentence(view.failure.message) : '', 'Nothing was changed.') };
  }
}

/** All that can be undone was; older histories call that a success. */
export const isInPart = (view: RunView): boolean => (view.outcome === 'succeeded' ? view.left !== undefined : isBackInPart(view));

const backInPart = (took: string): string => `Rolled back in part${took && ` in ${took}`}`;

/** What a roll-back left as it is, a sentence each, by the steps of the run it took back. */
export const leftSentences = ({ left = [] }: { readonly left?: readonly Left[] }): readonly string[] =>
  left.map(({ step, reason }) => sentence(`What ${step} did stays as it is: ${reason}`));

/** What is added to "done" where nobody could look again at some of it, or at any of it; else nothing. */
export function unchecked(view: Pick<RunView, 'outcome' | 'steps' | 'unverified'>): string {
  if (view.outcome !== 'succeeded' || view.unverified.length === 0) return '';
  return view.steps.some((s) => s.verdict?.met === true) ? ', not all of it checked' : ', not checked';
}

/** That somebody looked: said only where every step that left something was looked at again and found right. What was not is listed. */
export function proofWords(view: RunView, { isRollback }: { readonly isRollback: boolean }): string | undefined {
  const lasting = view.steps.filter((s) => s.status === 'succeeded' && s.undo !== 'nothing-changed');
  if (view.outcome !== 'succeeded' || view.left !== undefined || lasting.length === 0 || !lasting.every((s) => s.verdict?.met === true)) return undefined;
  if (isRollback) return 'Looked at again: everything is as it was before.';
  return lasting.length === 1 ? 'Looked at again: everything is as planned.' : 'Each step was looked at again after it ran: everything was as planned.';
}

/** Why Terraform does something, as it goes on after "because"; its JSON and what it prints name some reasons differently. */
export function terraformReason(reason: string): string {
  const names = [reason, `replace_because_${reason}`, ...(printed[reason] ?? [])];
  const known = names.find((name) => Object.hasOwn(reasons, name));
  return known === undefined ? reason.replaceAll('_', ' ') : reasons[known as ActionReason];
}
/** Source: https://developer.hashicorp.com/terraform/internals/machine-readable-ui#resource-drift-and-planned-change */
const printed: Readonly<Record<string, readonly ActionReason[]>> = { requested: ['replace_by_request'], replace_triggered_by: ['replace_by_triggers'] };

/** What the steps of a plan cost together; `undefined`: none of them says. What has no price adds nothing but its number. */
export function costOfAll(all: readonly Cost[]): Cost | undefined {
  const [first] = all;
  if (first === undefined) return undefined;
  const { monthlyDelta: _own, ...rest } = first;
  const known = all.flatMap(({ monthlyDelta }) => monthlyDelta ?? []);
  const sum = (amounts: readonly number[]): number => amounts.reduce((a, b) => a + b, 0);
  return {
    ...rest,
    ...(known.length === 0 ? {} : { monthlyDelta: sum(known) }),
    priced: sum(all.map(({ priced }) => priced)),
    unpriced: sum(all.map(({ unpriced }) => unpriced)),
  };
}

/** `about +34 US dollars a month; 5 priced, 2 not`: what has no price is said, and not taken for nothing. */
export const costWords = (cost: Cost): string => `${billWords(cost)} (prices of ${cost.asOf})`;

/** The same without the day of the prices. */
export function billWords({ monthlyDelta, priced, unpriced }: Bill): string {
  const n = (amount: number): string => amount.toLocaleString('en-US');
  const dollars = monthlyDelta === undefined ? undefined : Math.round(monthlyDelta);
  const says =
    dollars === undefined
      ? 'cost not known'
      : dollars === 0
        ? 'costs as much as before'
        : `about ${dollars > 0 ? '+' : '−'}${n(Math.abs(dollars))} US dollars a month`;
  return `${says}; ${n(priced)} priced, ${n(unpriced)} not`;
}

/** What is not as it should be, or not proved, by the steps' own titles, but for what {@link leftSentences} say; what a step's row says itself is not said again, but for its name. */
export const openEndsOf = (view: RunView, kind: 'missing' | 'unverified'): readonly string[] =>
  notLeft(view, kind).flatMap((text) => {
    const step = view.steps.find((s) => text === s.step.id || text.startsWith(`${s.step.id}: `));
    if (step === undefined) return [text];
    const rest = text.slice(step.step.id.length + 2);
    const isSaid = step.failure !== undefined && rest === step.failure.message;
    if (isSaid && kind === 'missing') return [];
    return [rest === '' || isSaid ? stepTitle(step) : `${stepTitle(step)}: ${rest}`];
  });

/** What {@link leftSentences} say is not said twice. */
export const notLeft = (view: RunView, kind: 'missing' | 'unverified'): readonly string[] =>
  view[kind].filter((text) => !view.left?.some((left) => text === leftWords(left)));

const said = (steps: readonly StepView[]): string =>
  steps
    .filter((s) => s.summary)
    .map((s) => sentence(s.summary))
    .join(' ');

/** What a failure may have said of itself is not said again. */
const once = (text: string, more: string): string => (text.endsWith(more) ? text : `${text} ${more}`.trim());

const sentence = (text: string): string => (/[.?:]$/.test(text) ? text : `${text}.`);

/** What a step does as its row says it: by what was seen of it, where that is known. */
export const effectOf = ({ step, preview }: Pick<StepView, 'step' | 'preview'>): Effect => effectSeen(step.effect, preview?.impacts);
