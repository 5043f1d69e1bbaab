import type { Around, Rough } from './choose.ts';
import type { PlanContext } from './context.ts';
import type { Token } from './token.ts';

const points = /^(it|its|it's|this|that|these|those|them|selected|selection|highlighted|here|there)$/;

/** "it", "there": something that was said or selected before. */
export const isPointing = (token: Token): boolean => token.kind === 'word' && points.test(token.word);

/**
 * The look at what is selected in a view, as though it had just been asked for: a request that points (“restart it”, “list
 * the pods here”) goes on from it, as from a step before. `undefined`: nothing is selected, or the request points at nothing.
 */
export function selectedThing(tokens: readonly Token[], { index, context }: Around): Rough | undefined {
  const { tool = '', input, isMeant } = context.selected ?? {};
  const profile = index.profiles.get(tool);
  if (profile === undefined || profile.spec.effect !== 'read') return undefined;
  if (isMeant !== true && !tokens.some(isPointing)) return undefined;
  const clause = { tokens: [], negated: false, condition: false, sequenced: false, question: false };
  return { clause, profile, input: { ...input }, request: '' };
}

/** The toolset that what is open or in the folder speaks for. */
export function toolsetAround(context: PlanContext): string | undefined {
  const open = context.openFile ?? '';
  if (/\.(tf|tfvars)$/.test(open)) return 'terraform';
  if (/(^|\/)Chart\.ya?ml$|\/templates\/.*\.ya?ml$|(^|\/)values[\w.-]*\.ya?ml$/.test(open)) return 'helm';
  if (/(^|\/)(k8s|kubernetes|manifests|deploy)\/.*\.ya?ml$/.test(open)) return 'kubernetes';
  if (open !== '') return undefined;
  const files = context.files ?? [];
  const has = {
    terraform: files.some((f) => f.endsWith('.tf')),
    helm: files.some((f) => f.endsWith('Chart.yaml')),
    kubernetes: files.some((f) => /(k8s|kubernetes|manifests)\/.*\.ya?ml$/.test(f)),
  };
  const found = Object.entries(has).filter(([, is]) => is);
  return found.length === 1 ? found[0]?.[0] : undefined;
}
