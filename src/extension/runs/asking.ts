import { failed, type Outcome, ok } from '../../domain/failure/failure.ts';
import { notAsked, stillMissing, wrongHash } from '../../domain/failure/plan.ts';
import type { Decision } from '../../domain/plan.ts';
import { type Consent, missingConsent } from '../../safety/approve.ts';
import type { Previewed } from '../../session/run.ts';

/**
 * The question a run asks its person, open until somebody answers it: it may be answered from a panel, a command or a
 * notification, by the first of them.
 */
export class Asking {
  #seen: Previewed | undefined;
  #open: { readonly seen: Previewed; readonly decisions: ReadonlyMap<string, Decision>; readonly answer: (consent: Consent | undefined) => void } | undefined;

  /** What was last asked about, answered or not. */
  get seen(): Previewed | undefined {
    return this.#seen;
  }

  /** Whether a plain yes is not enough. */
  get wantsTyping(): boolean {
    return [...(this.#open?.decisions.values() ?? [])].some((decision) => decision.kind === 'confirm' && decision.typed !== undefined);
  }

  /** Resolves with the person's answer; with no consent when `signal` fires first. */
  ask(seen: Previewed, decisions: ReadonlyMap<string, Decision>, signal: AbortSignal): Promise<Outcome<Consent | undefined>> {
    // A later stage keeps what the earlier ones showed: their diffs can still be opened.
    this.#seen = { ...seen, previews: new Map([...(this.#seen?.previews ?? []), ...seen.previews]) };
    return new Promise((resolve) => {
      const answer = (consent: Consent | undefined): void => {
        if (this.#open?.answer !== answer) return;
        this.#open = undefined;
        signal.removeEventListener('abort', no);
        resolve(ok(consent));
      };
      const no = (): void => answer(undefined);
      this.#open = { seen, decisions, answer };
      signal.addEventListener('abort', no);
      if (signal.aborted) no();
    });
  }

  /** Says yes to the plan with this hash. Says what is missing, and goes on asking, when that is not what is asked or a name was not typed. */
  approve(hash: string, typed: ReadonlyMap<string, string>): Outcome<void> {
    if (this.#open === undefined) return failed(notAsked());
    const { seen, decisions, answer } = this.#open;
    if (hash !== seen.plan.hash) return failed(wrongHash(hash, seen.plan.hash));
    const consent = { hash, by: 'person', typed };
    const missing = missingConsent(seen.plan, decisions, consent);
    if (missing.length > 0) return failed(stillMissing(missing));
    answer(consent);
    return ok(undefined);
  }
}
