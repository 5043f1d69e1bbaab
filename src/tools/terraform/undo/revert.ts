import { z } from 'zod';
import { failed, type Outcome, ok } from '../../../domain/failure/failure.ts';
import { cantRevert } from '../../../domain/failure/terraform.ts';
import type { Impact } from '../../../domain/impact.ts';
import { tool } from '../../../domain/tool.ts';
import type { Workplace } from '../../../domain/workplace.ts';
import { directory, planId } from '../fields.ts';
import { applyMs, applySaved } from '../saved/apply.ts';
import { strayNames, straysNow } from '../saved/begun.ts';
import { formerConfig } from '../saved/former.ts';
import { tookEffect } from '../saved/inspect.ts';
import type { PlanRequest } from '../saved/make.ts';
import { lastPlan, previewByPlan, previewedPlan } from '../saved/previewed.ts';
import { readRecord } from '../saved/record.ts';
import { leftToDo } from '../saved/verify.ts';

const input = z.strictObject({ plan: planId.describe('The plan whose apply is taken back.'), directory });
type Input = z.output<typeof input>;

/** The undo of an apply or a destroy: another plan, towards what was there before, previewed and approved as any. */
export const revert = tool({
  name: 'terraform.revert',
  effect: 'destroy',
  summary: 'Bring what Terraform manages back to before a saved plan was applied.',
  input,
  output: z.object({
    directory: z.string(),
    serial: z.int(),
    added: z.int(),
    changed: z.int(),
    removed: z.int(),
    mayExist: z.string().optional().describe('What the apply had begun to make and the state does not know, in words.'),
  }),
  says: [],
  guessMs: 300_000,
  timeoutMs: applyMs + 60_000,

  async preview(what, at) {
    const request = await requestOf(what, at);
    if (!request.ok) return request;
    const seen = await previewByPlan(callOf(what), request.value, at);
    if (!seen.ok) return seen;
    const { preview } = seen.value;
    const strays = await straysIn(what, at);
    return ok({
      ...preview,
      summary: `${preview.summary.replace(/^Apply to/, 'Bring back')}`,
      ...((await isOwn(what, preview.impacts ?? [], at)) ? { takesBack: true as const } : {}),
      warnings: [...(strays === undefined ? [] : [`${strays} Taking the apply back leaves that as it is`]), ...preview.warnings],
    });
  },

  async run(what, at) {
    const request = await requestOf(what, at);
    if (!request.ok) return failed(request.failure);
    const id = await previewedPlan(callOf(what), request.value, at);
    if (!id.ok) return failed(id.failure);
    // Before it is done: afterwards the state does not know what is really gone either.
    const strays = await straysIn(what, at);
    const done = await applySaved(id.value, {}, at);
    if (!done.ok) return done;
    const { directory: folder, serial, added, changed, removed } = done.output;
    return {
      ...done,
      output: { directory: folder, serial, added, changed, removed, ...(strays === undefined ? {} : { mayExist: strays }) },
      summary: `${done.summary.replace('Applied:', 'Brought back:')}${strays === undefined ? '' : ` ${strays}`}`,
    };
  },

  async verify(what, { mayExist }, at) {
    const id = await lastPlan(callOf(what), at);
    const seen = id === undefined ? { met: false as const, missing: ['its plan is gone'] } : await leftToDo(id, at);
    if (mayExist === undefined) return seen;
    return { met: false, missing: [`${mayExist} Look whether it is there: import it, or delete it by hand`, ...(seen.met ? [] : seen.missing)] };
  },
  async inspect(what, at) {
    const id = await lastPlan(callOf(what), at);
    return id === undefined ? 'unknown' : tookEffect(id, at);
  },
});

const callOf = (what: Input) => ({ tool: 'terraform.revert', ...what });

/** Whether nothing goes but what the apply made. */
async function isOwn({ plan }: Input, impacts: readonly Impact[], at: Workplace): Promise<boolean> {
  const read = await readRecord(plan, at);
  if (!read.ok) return false;
  const { before, changes } = read.value;
  const gone = impacts.flatMap(({ operation, address, type }) =>
    type !== 'terraform-plan' && (operation === 'delete' || operation === 'replace') ? [address] : [],
  );
  if ('created' in before) return gone.every((address) => before.created.includes(address));
  // There was nothing before, and as much goes as came, or less.
  return 'empty' in before && gone.length <= changes;
}

/** What the apply had begun to make when it was killed, as a sentence: no plan takes back what no state knows. */
async function straysIn({ plan }: Input, at: Workplace): Promise<string | undefined> {
  const read = await readRecord(plan, at);
  const strays = read.ok ? await straysNow(read.value, at) : [];
  return strays.length > 0 ? strayNames(strays) : undefined;
}

async function requestOf({ plan }: Input, at: Workplace): Promise<Outcome<PlanRequest>> {
  const read = await readRecord(plan, at);
  if (!read.ok) return read;
  const saved = read.value;
  const { before } = saved;
  const where = { directory: saved.directory || '.', workspace: saved.workspace };
  if ('impossible' in before) return failed(cantRevert(before.impossible));
  if ('nothing' in before) return failed(cantRevert('it changed nothing'));
  // The very configuration the things were made with: the folder's may have gone on.
  const own = await formerConfig(saved, at);
  if (!own.ok) return own;
  const values = { varFiles: saved.options.varFiles, vars: saved.options.vars };
  if ('empty' in before) return ok({ kind: 'revert', ...where, ...values, destroy: true, replaced: own.value });
  if ('created' in before) return ok({ kind: 'revert', ...where, ...values, destroy: true, targets: before.created, replaced: own.value });
  const former = before.configOf === plan ? ok(saved) : await readRecord(before.configOf, at);
  if (!former.ok) return former;
  const config = await formerConfig(former.value, at);
  if (!config.ok) return config;
  return ok({ kind: 'revert', ...where, varFiles: former.value.options.varFiles, vars: former.value.options.vars, replaced: config.value });
}
