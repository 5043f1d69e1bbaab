import { fieldsOf, listOf } from '../../kubernetes/object.ts';
import { kustomizeRule, type Problem } from '../../rule.ts';

export const kustomizeSecretLiteral = kustomizeRule({
  id: 'kustomize-secret-literal',
  title: 'Secrets are not written into kustomizations',
  severity: 'high',
  category: 'security',
  why: 'A literal of a secretGenerator is plain text in the repository, for everyone who can read it and for all time. A password once committed has to be changed, for taking the line out leaves it in the history and in every clone.',
  source: 'https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/secretgenerator/',
  also: [],
  check: (one) =>
    listOf(one.value.secretGenerator).flatMap((entry, index) =>
      listOf(fieldsOf(entry).literals).flatMap((literal, at): Problem[] => {
        const [, key, value] = /^([^=]+)=(.+)$/s.exec(String(literal)) ?? [];
        // What something else fills in, is no secret yet.
        if (key === undefined || value === undefined || /^["']*(\$[({].*[)}]|\{\{.*\}\}|<.*>)["']*$/s.test(value)) return [];
        return [
          {
            message: `${key} is in plain text: take it from a file that is not in the repository (files, envs), or from a store of secrets.`,
            at: one.span(['secretGenerator', index, 'literals', at]),
          },
        ];
      }),
    ),

  fails: `
apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
namespace: shop
secretGenerator:
  - name: db
    literals:
      - password=correct-horse`,
  passes: {
    'kustomization.yaml':
      'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nnamespace: shop\nsecretGenerator:\n  - name: db\n    envs:\n      - db.env # not in the repository\n',
    'db.env': 'password=\n',
  },
});
