import { risks, worstRisk } from '../../domain/effect.ts';
import { review } from '../../safety/review.ts';
import { previewPlan } from '../../session/preview.ts';
import { withHouse } from '../house.ts';
import { effectMark } from '../plan-text.ts';
import type { Screen } from '../screen.ts';
import { circumstances, planFromFile } from './run.ts';

const operations = { read: 'read', plan: 'read', write: 'update', change: 'update', destroy: 'delete' } as const;

/** What safety would say of a plan file; runs nothing. */
export const reviewFile = (file: string, screen: Screen): Promise<number> =>
  withHouse(async (house) => {
    const plan = await planFromFile(house, file, screen);
    const seen = await previewPlan(
      plan,
      new Map(),
      house,
      house.workplace(screen.folder, new AbortController().signal, () => {}),
    );
    if (!seen.ok) return screen.fail(seen.failure);
    const items = seen.value.plan.steps.map((step) => {
      const preview = seen.value.previews.get(step.id);
      const decision = review(step, preview, circumstances);
      const creates = preview !== undefined && preview.files.length > 0 && preview.files.every((f) => f.action === 'create');
      return {
        step: step.id,
        tool: step.tool,
        effect: step.effect,
        operation: creates ? ('create' as const) : operations[step.effect],
        decision: decision.kind,
        risk: decision.risk ?? step.risk,
        reasons: decision.reasons,
      };
    });
    const decision = items.some((i) => i.decision === 'deny') ? 'deny' : items.some((i) => i.decision === 'confirm') ? 'confirm' : 'allow';
    const files = [...seen.value.previews.values()].flatMap((p) => p.files.filter((f) => f.action !== 'unchanged').map((f) => f.path));
    const risk = worstRisk(items.map((i) => i.risk));
    screen.result({ decision, risk, hash: seen.value.plan.hash, items, cost: { priced: 0, unpriced: 0 }, blastRadius: { files } }, () =>
      [
        `${decision}, risk ${risk} (of ${risks.join(', ')})`,
        ...items.map((i) => `  ${effectMark[i.effect]}  ${i.step}: ${i.decision} – ${i.reasons.join('; ')}`),
      ].join('\n'),
    );
    return 0;
  });
