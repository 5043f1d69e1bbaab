import { kustomizeRule, type Problem } from '../../rule.ts';

const config = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: web\n  namespace: shop\ndata:\n  level: info\n';
const head = 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n';

export const kustomizeFileOutside = kustomizeRule({
  id: 'kustomize-file-outside',
  title: 'Files are in or below the kustomization’s folder',
  severity: 'medium',
  category: 'reliability',
  why: 'kustomize and kubectl refuse a file from outside of the folder unless they are told otherwise; folders with a kustomization of their own may be anywhere. It builds for whoever passes that option, and fails in the pipeline that does not.',
  source: 'https://kubectl.docs.kubernetes.io/faq/kustomize/',
  also: [],
  check: (one, tree) =>
    one.all.flatMap(({ path, text, at }): Problem[] =>
      path !== undefined && tree.whatIs(path) === 'file' && one.folder !== '' && !path.startsWith(`${one.folder}/`)
        ? [
            {
              message: `${text} lies outside of this folder, which kubectl refuses: move it here, or name the folder it is in, with a kustomization.yaml there.`,
              at: one.span(at),
            },
          ]
        : [],
    ),

  fails: { 'prod/kustomization.yaml': `${head}resources:\n  - ../config.yaml\n`, 'config.yaml': config },
  passes: {
    'prod/kustomization.yaml': `${head}resources:\n  - ../base\n`,
    'base/kustomization.yaml': `${head}resources:\n  - config.yaml\n`,
    'base/config.yaml': config,
  },
});
