import { listOf } from '../../kubernetes/object.ts';
import { kustomizeRule } from '../../rule.ts';
import { holds, itemsOf, placeOfKey, renameKey } from '../key.ts';

const config = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: web\n  namespace: shop\ndata:\n  level: info\n';
const patch = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: web\n  namespace: shop\ndata:\n  level: warn\n';

export const kustomizePatchesStrategicMerge = kustomizeRule({
  id: 'kustomize-patches-strategic-merge',
  title: 'Merge patches are listed under patches',
  severity: 'low',
  category: 'operations',
  why: 'patchesStrategicMerge is deprecated; patches takes the same files, and targets and options besides. With a target, one patch changes every Deployment at once, where the old field needs one for each.',
  source: 'https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/patchesstrategicmerge/',
  also: [],
  check: (one) =>
    holds(one, 'patchesStrategicMerge')
      ? { message: 'patchesStrategicMerge is deprecated: name each file with path under patches.', at: placeOfKey(one, 'patchesStrategicMerge') }
      : undefined,
  fix(one) {
    const items = itemsOf(one, 'patchesStrategicMerge');
    // One written in place would have to be moved to the right, line by line.
    if (!items || listOf(one.value.patchesStrategicMerge).some((entry) => typeof entry !== 'string' || entry.includes('\n'))) return undefined;
    const renamed = renameKey(one, 'patchesStrategicMerge', 'patches');
    return renamed && [...renamed, ...items.map(([start]) => ({ file: one.file.path, start, end: start, text: 'path: ' }))];
  },

  fails: {
    'kustomization.yaml':
      'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources:\n  - config.yaml\npatchesStrategicMerge:\n  - level.yaml # for a while\n',
    'config.yaml': config,
    'level.yaml': patch,
  },
  passes: {
    'kustomization.yaml':
      'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources:\n  - config.yaml\npatches:\n  - path: level.yaml # for a while\n',
    'config.yaml': config,
    'level.yaml': patch,
  },
});
