import { kustomizeRule } from '../../rule.ts';
import { holds, linesUnder, placeOfKey, renameKey } from '../key.ts';

const service = 'apiVersion: v1\nkind: Service\nmetadata:\n  name: web\n  namespace: shop\nspec:\n  selector:\n    app: web\n  ports:\n    - port: 80\n';

export const kustomizeCommonLabels = kustomizeRule({
  id: 'kustomize-common-labels',
  title: 'Labels for all are under labels',
  severity: 'low',
  category: 'operations',
  why: 'commonLabels is deprecated, and writes into selectors without saying so: a label added later changes selectors that Kubernetes lets nobody change. Under labels, selectors are touched only with includeSelectors, and a label can be added at any time.',
  source: 'https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/commonlabels/',
  also: [],
  check: (one) =>
    holds(one, 'commonLabels')
      ? {
          message: 'commonLabels is deprecated: write labels with pairs, and includeSelectors: true where selectors have these already.',
          at: placeOfKey(one, 'commonLabels'),
        }
      : undefined,
  // The same objects come of it, selectors included: nothing that runs has to be made anew.
  fix(one) {
    const lines = linesUnder(one, 'commonLabels');
    const renamed = lines && renameKey(one, 'commonLabels', 'labels');
    const [first] = lines ?? [];
    if (!lines || !renamed || first === undefined) return undefined;
    const { path } = one.file;
    const moved = lines.map((start) => ({ file: path, start, end: start, text: '    ' }));
    return [...renamed, { file: path, start: first, end: first, text: '  - includeSelectors: true\n    pairs:\n' }, ...moved];
  },

  fails: {
    'kustomization.yaml':
      'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources:\n  - service.yaml\ncommonLabels:\n  # Who is called at night.\n  team: shop\n',
    'service.yaml': service,
  },
  passes: {
    'kustomization.yaml':
      'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources:\n  - service.yaml\nlabels:\n  - includeSelectors: true\n    pairs:\n      # Who is called at night.\n      team: shop\n',
    'service.yaml': service,
  },
});
