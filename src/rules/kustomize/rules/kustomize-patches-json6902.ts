import { kustomizeRule } from '../../rule.ts';
import { holds, itemsOf, placeOfKey, renameKey } from '../key.ts';

const config = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: web\n  namespace: shop\ndata:\n  level: info\n';
const entries =
  '  - target:\n      version: v1\n      kind: ConfigMap\n      name: web\n      namespace: shop\n    patch: |-\n      - op: replace\n        path: /data/level\n        value: warn\n';

export const kustomizePatchesJson6902 = kustomizeRule({
  id: 'kustomize-patches-json6902',
  title: 'JSON patches are listed under patches',
  severity: 'low',
  category: 'operations',
  why: 'patchesJson6902 is deprecated; patches takes the same entries. In one list the patches are applied in the order written; across the old fields kustomize chooses which kind goes first.',
  source: 'https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/patchesjson6902/',
  also: [],
  check: (one) =>
    holds(one, 'patchesJson6902') ? { message: 'patchesJson6902 is deprecated: list these under patches.', at: placeOfKey(one, 'patchesJson6902') } : undefined,
  fix: (one) => (itemsOf(one, 'patchesJson6902') ? renameKey(one, 'patchesJson6902', 'patches') : undefined),

  fails: {
    'kustomization.yaml': `apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources:\n  - config.yaml\npatchesJson6902:\n${entries}`,
    'config.yaml': config,
  },
  passes: {
    'kustomization.yaml': `apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources:\n  - config.yaml\npatches:\n${entries}`,
    'config.yaml': config,
  },
});
