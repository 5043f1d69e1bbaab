import { documentIn } from '../../../cli/review/read.ts';
import { FailureError, failed, type Outcome, ok } from '../../../domain/failure/failure.ts';
import { planDamaged } from '../../../domain/failure/terraform.ts';
import { notPlanJson } from '../../../domain/failure/terraform-plan.ts';
import { textIn } from '../../../tools/terraform/root/open.ts';
import { hideSensitive } from '../../../tools/terraform/saved/hide.ts';
import { type BlockPlans, blockPlans } from '../block-plans.ts';
import { type Entry, entriesOf } from '../entries.ts';
import { type ReadPlan, readDocument, readPlan } from '../read-plan.ts';
import { shownPlan } from '../shown.ts';
import type { Doing, PlanRead, PlanText, ToRead } from './messages.ts';

/** A plan in the thread's hands. */
export interface PlanInHand extends PlanRead {
  readonly read: ReadPlan;
  readonly entries: readonly Entry[];
}

const steps = 3;

/** Reads a plan, finds its secrets, reviews and prices it. `tell`: what is being done now. */
export async function planIn({ text, about, place, region }: ToRead, tell: (doing: Doing) => void): Promise<Outcome<PlanInHand>> {
  tell({ says: 'Reading the file', step: 1, of: steps });
  const content = await contentOf(text);
  if (!content.ok) return content;
  tell({ says: `Taking ${megabytes(content.value)} of JSON apart`, step: 2, of: steps });
  const document = readDocument(content.value);
  if (!document.ok) return document;
  const { plan } = document.value;
  const hidden: (readonly [string, string])[] = [];
  hideSensitive(document.value.document, plan, { hide: (name, value) => void hidden.push([name, value]) });
  tell({ says: `Judging ${plan.changes.length.toLocaleString('en-US')} resources`, step: steps, of: steps });
  const read = readPlan(plan, document.value.document, place, region);
  const entries = entriesOf(read);
  return ok({ read, entries, hidden, shown: shownPlan(read, entries, about, 0) });
}

async function contentOf(text: PlanText): Promise<Outcome<string>> {
  if ('kept' in text) {
    const content = await textIn(text.kept);
    return content === undefined ? failed(planDamaged(text.id, 'its description')) : ok(content);
  }
  try {
    const document = await documentIn(text.file, text.folder);
    return document.kind === 'terraform' ? ok(document.content) : failed(notPlanJson('not a JSON object of Terraform’s'));
  } catch (error) {
    if (error instanceof FailureError) return failed(error.failure);
    throw error;
  }
}

/** What a kept plan would do, block by block. */
export async function blocksIn(kept: string, directory: string): Promise<BlockPlans | undefined> {
  const read = readDocument((await textIn(kept)) ?? '');
  return read.ok ? blockPlans(read.value.plan, directory) : undefined;
}

const megabytes = ({ length }: string): string => (length < 1_000_000 ? `${Math.ceil(length / 1_000)} kB` : `${(length / 1_000_000).toFixed(1)} MB`);
