import { kustomizeRule } from '../../rule.ts';

const config = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: web\n  namespace: shop\ndata:\n  level: info\n';

export const kustomizeMissingFile = kustomizeRule({
  id: 'kustomize-missing-file',
  title: 'Everything that is listed is there',
  severity: 'high',
  category: 'reliability',
  why: 'kustomize builds nothing at all when one file or folder it is told of is missing. Mostly it was renamed, or never committed: then it builds on one machine and stops the deploy.',
  source: 'https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/resources/',
  also: [],
  check(one, tree) {
    return one.all.flatMap((reference) => {
      const { path, text, at } = reference;
      if (path === undefined) return [];
      const there = tree.whatIs(path);
      if (there === 'nothing') return [{ message: `${text} is not there: correct the path, or take it out.`, at: one.span(at) }];
      if (there !== 'folder') return [];
      if (!/^(resources|bases|components)$/.test(String(at[0]))) return [{ message: `${text} is a folder: name a file in it.`, at: one.span(at) }];
      return tree.in(path) === undefined && !tree.isUnreadable(path)
        ? [{ message: `${text} is a folder without a kustomization.yaml: add one, or list its files.`, at: one.span(at) }]
        : [];
    });
  },

  fails: {
    'kustomization.yaml': 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources:\n  - config.yaml\n  - servce.yaml\n',
    'config.yaml': config,
  },
  passes: {
    'kustomization.yaml': 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources:\n  - config.yaml\n',
    'config.yaml': config,
  },
});
