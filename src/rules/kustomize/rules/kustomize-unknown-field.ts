import { nearest } from '../../../base/nearest.ts';
import { kustomizeRule } from '../../rule.ts';
import { placeOfKey, renameKey } from '../key.ts';

const config = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: web\n  namespace: shop\ndata:\n  level: info\n';
const head = 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n';

/** Source: the fields of kustomize 5's Kustomization. */
const fields =
  'apiVersion kind metadata openapi namePrefix nameSuffix namespace commonLabels labels commonAnnotations patchesStrategicMerge patchesJson6902 patches images imageTags replacements replicas vars sortOptions resources components crds bases configMapGenerator secretGenerator helmGlobals helmCharts helmChartInflationGenerator generatorOptions configurations generators transformers validators buildMetadata'.split(
    ' ',
  );

export const kustomizeUnknownField = kustomizeRule({
  id: 'kustomize-unknown-field',
  title: 'Kustomization has no field kustomize doesn’t know',
  severity: 'high',
  category: 'reliability',
  why: 'kustomize builds nothing of a file with a field it doesn’t know; before it is built, nobody notices. A slip such as resource for resources stops the next deploy, which may be the one that was to end an outage.',
  source: 'https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/',
  also: [],
  check: (one) =>
    Object.keys(one.value)
      .filter((key) => !fields.includes(key))
      .map((key) => {
        const meant = nearest(key, fields);
        return { message: `kustomize knows no ${key}${meant === undefined ? '' : `: did you mean ${meant}?`}`, at: placeOfKey(one, key) };
      }),
  fix(one) {
    const edits = Object.keys(one.value)
      .filter((key) => !fields.includes(key))
      .map((key) => {
        const meant = nearest(key, fields);
        return meant === undefined ? undefined : renameKey(one, key, meant);
      });
    return edits.every((edit) => edit !== undefined) ? edits.flat() : undefined;
  },

  fails: { 'kustomization.yaml': `${head}resource:\n  - config.yaml\n`, 'config.yaml': config },
  passes: { 'kustomization.yaml': `${head}resources:\n  - config.yaml\n`, 'config.yaml': config },
});
