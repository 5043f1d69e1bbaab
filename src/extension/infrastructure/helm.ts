import { z } from 'zod';
import type { Ask, Branch } from './branch.ts';
import { step } from './branch.ts';

const releases = z.object({
  releases: z.array(
    z.looseObject({
      name: z.string(),
      namespace: z.string().optional(),
      revision: z.union([z.number(), z.string()]),
      status: z.string(),
      chart: z.string().optional(),
    }),
  ),
});

/** Releases of a namespace. */
export async function helmReleases(id: string, context: string, namespace: string, ask: Ask): Promise<readonly Branch[]> {
  const found = releases.parse(await ask('helm.list', { context, namespace }, 10_000));
  return found.releases.map(({ name, revision, status, chart }): Branch => {
    const where = { release: name, namespace, context };
    return {
      id: `${id}/${name}`,
      label: name,
      description: [`revision ${revision}`, status === 'deployed' ? undefined : status, chart].filter(Boolean).join(' · '),
      icon: status === 'deployed' ? 'package' : status === 'failed' ? 'error' : 'loading',
      ...(status === 'failed' ? { color: 'testing.iconFailed' } : {}),
      click: 'nimbus.helm.values',
      actions: {
        'nimbus.helm.values': { show: `Values of ${name}`, tool: 'helm.getValues', input: where },
        'nimbus.helm.history': { show: `History of ${name}`, tool: 'helm.history', input: where },
        'nimbus.helm.rollback': {
          question: `Roll ${name} back to which revision?`,
          value: String(Math.max(1, Number(revision) - 1)),
          check: (text) => (/^[1-9]\d{0,5}$/.test(text) ? undefined : 'A revision is a number from 1 on.'),
          make: (text) => ({ plan: `Roll ${name} back to revision ${text}`, steps: [step('helm.rollback', { ...where, revision: Number(text) })] }),
        },
        'nimbus.helm.uninstall': { plan: `Uninstall ${name} from ${namespace}`, steps: [step('helm.uninstall', where)] },
      },
    };
  });
}
