import { kustomizeRule } from '../../rule.ts';

const config = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: web\n  namespace: shop\ndata:\n  level: info\n';

export const kustomizeApiVersion = kustomizeRule({
  id: 'kustomize-api-version',
  title: 'Kustomization says what it is',
  severity: 'info',
  category: 'operations',
  why: 'Without apiVersion and kind, kustomize guesses, and editors and schema checks don’t know the file at all. With both, an editor underlines a mistyped field before a build stops at it.',
  source: 'https://kubectl.docs.kubernetes.io/references/kustomize/glossary/#kustomization',
  also: [],
  check: (one) =>
    one.value.apiVersion === undefined || one.value.kind === undefined
      ? { message: 'Add apiVersion: kustomize.config.k8s.io/v1beta1 and kind: Kustomization.' }
      : undefined,
  fix(one) {
    const range = one.node([])?.range;
    if (!range || one.file.place(range[0]).column !== 1 || one.file.text[range[0]] === '{') return undefined;
    const text = `${one.value.apiVersion === undefined ? 'apiVersion: kustomize.config.k8s.io/v1beta1\n' : ''}${one.value.kind === undefined ? 'kind: Kustomization\n' : ''}`;
    return [{ file: one.file.path, start: range[0], end: range[0], text }];
  },

  fails: { 'kustomization.yaml': '# The shop.\nresources:\n  - config.yaml\n', 'config.yaml': config },
  passes: {
    'kustomization.yaml': '# The shop.\napiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources:\n  - config.yaml\n',
    'config.yaml': config,
  },
});
