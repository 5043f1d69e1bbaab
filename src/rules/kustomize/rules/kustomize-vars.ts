import { kustomizeRule } from '../../rule.ts';
import { holds, placeOfKey } from '../key.ts';

const service = 'apiVersion: v1\nkind: Service\nmetadata:\n  name: web\n  namespace: shop\nspec:\n  selector:\n    app: web\n  ports:\n    - port: 80\n';

export const kustomizeVars = kustomizeRule({
  id: 'kustomize-vars',
  title: 'Values are carried by replacements, not vars',
  severity: 'low',
  category: 'operations',
  why: 'vars is deprecated: it works in a fixed list of fields only, and a name that clashes with another file’s fails far from where it was made. replacements copy into any field they name, and kustomize edit fix --vars turns vars into them.',
  source: 'https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/vars/',
  also: [],
  check: (one) => (holds(one, 'vars') ? { message: 'vars is deprecated: carry the value over with replacements.', at: placeOfKey(one, 'vars') } : undefined),

  fails: {
    'kustomization.yaml':
      'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources:\n  - service.yaml\nvars:\n  - name: WEB\n    objref:\n      apiVersion: v1\n      kind: Service\n      name: web\n',
    'service.yaml': service,
  },
  passes: {
    'kustomization.yaml': 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources:\n  - service.yaml\n',
    'service.yaml': service,
  },
});
