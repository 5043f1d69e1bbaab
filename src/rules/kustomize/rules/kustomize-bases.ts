import { kustomizeRule } from '../../rule.ts';
import { holds, itemsOf, placeOfKey, renameKey } from '../key.ts';

const config = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: web\n  namespace: shop\ndata:\n  level: info\n';

export const kustomizeBases = kustomizeRule({
  id: 'kustomize-bases',
  title: 'Bases are listed under resources',
  severity: 'low',
  category: 'operations',
  why: 'kustomize reads bases only to be kind to old files, and the next version of its API leaves the field out. Under resources the same folders build the same objects, so the list can move as it is.',
  source: 'https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/bases/',
  also: [],
  check: (one) => (holds(one, 'bases') ? { message: 'bases is deprecated: list these folders under resources.', at: placeOfKey(one, 'bases') } : undefined),
  fix: (one) => (itemsOf(one, 'bases') ? renameKey(one, 'bases', 'resources') : undefined),

  fails: {
    'kustomization.yaml': 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n# What every stage has.\nbases:\n  - base\n',
    'base/kustomization.yaml': 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources:\n  - config.yaml\n',
    'base/config.yaml': config,
  },
  passes: {
    'kustomization.yaml': 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n# What every stage has.\nresources:\n  - base\n',
    'base/kustomization.yaml': 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources:\n  - config.yaml\n',
    'base/config.yaml': config,
  },
});
