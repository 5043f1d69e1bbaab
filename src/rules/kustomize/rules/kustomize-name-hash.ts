import { fieldsOf, listOf } from '../../kubernetes/object.ts';
import { kustomizeRule, type Problem } from '../../rule.ts';

export const kustomizeNameHash = kustomizeRule({
  id: 'kustomize-name-hash',
  title: 'Generated names change with what is in them',
  severity: 'low',
  category: 'reliability',
  why: 'Without the hash in its name a changed ConfigMap or Secret restarts nothing: some pods run with the old values, some with the new ones. Leave it off only where something outside looks for the exact name, and restart the pods yourself then.',
  source: 'https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/generatoroptions/',
  also: [],
  check(one) {
    const message = 'A change of this restarts nothing: leave the name suffix hash on, and kustomize rolls the change out.';
    const found: Problem[] = [];
    if (fieldsOf(one.value.generatorOptions).disableNameSuffixHash === true)
      found.push({ message, at: one.span(['generatorOptions', 'disableNameSuffixHash']) });
    for (const key of ['configMapGenerator', 'secretGenerator'])
      for (const [index, entry] of listOf(one.value[key]).entries())
        if (fieldsOf(fieldsOf(entry).options).disableNameSuffixHash === true)
          found.push({ message, at: one.span([key, index, 'options', 'disableNameSuffixHash']) });
    return found;
  },

  fails: `
apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
namespace: shop
generatorOptions:
  disableNameSuffixHash: true
configMapGenerator:
  - name: settings
    literals:
      - LEVEL=info`,
  passes: `
apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
namespace: shop
configMapGenerator:
  - name: settings
    literals:
      - LEVEL=info`,
});
