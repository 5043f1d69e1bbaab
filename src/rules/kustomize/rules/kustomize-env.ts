import { fieldsOf, listOf } from '../../kubernetes/object.ts';
import { kustomizeRule, type Problem } from '../../rule.ts';

const head = 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nnamespace: shop\n';

const entries = ['configMapGenerator', 'secretGenerator'];

export const kustomizeEnv = kustomizeRule({
  id: 'kustomize-env',
  title: 'Generators name files of variables under envs',
  severity: 'low',
  category: 'operations',
  why: 'env is deprecated; envs takes the same file, and more of them. The first kustomize edit rewrites it anyway, in the middle of a change about something else.',
  source: 'https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/configmapgenerator/',
  also: [],
  check: (one) =>
    entries.flatMap((key) =>
      listOf(one.value[key]).flatMap((entry, index): Problem[] =>
        typeof fieldsOf(entry).env === 'string' ? [{ message: 'env is deprecated: name the file under envs.', at: one.span([key, index, 'env']) }] : [],
      ),
    ),
  fix(one) {
    const { text, path } = one.file;
    const edits = entries.flatMap((key) =>
      listOf(one.value[key]).flatMap((entry, index) => {
        const fields = fieldsOf(entry);
        if (typeof fields.env !== 'string') return [];
        const range = one.node([key, index, 'env'])?.range;
        const before = range ? /\benv:[ \t]*$/.exec(text.slice(0, range[0])) : undefined;
        if (!range || !before || fields.envs !== undefined) return [undefined];
        return [
          { file: path, start: before.index, end: before.index + 3, text: 'envs' },
          { file: path, start: range[0], end: range[0], text: '[' },
          { file: path, start: range[1], end: range[1], text: ']' },
        ];
      }),
    );
    return edits.every((edit) => edit !== undefined) ? edits : undefined;
  },

  fails: { 'kustomization.yaml': `${head}configMapGenerator:\n  - name: settings\n    env: settings.env\n`, 'settings.env': 'LEVEL=info\n' },
  passes: { 'kustomization.yaml': `${head}configMapGenerator:\n  - name: settings\n    envs: [settings.env]\n`, 'settings.env': 'LEVEL=info\n' },
});
