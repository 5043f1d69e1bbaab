import { kustomizeRule, type Problem } from '../../rule.ts';
import { itemsOf } from '../key.ts';
import type { Kustomization, Reference } from '../kustomization.ts';

const config = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: web\n  namespace: shop\ndata:\n  level: info\n';
const head = 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n';

const again = (one: Kustomization): readonly Reference[] => {
  const seen = new Set<string>();
  return one.resources.filter(({ path, text }) => {
    const key = path ?? text;
    const isThere = seen.has(key);
    seen.add(key);
    return isThere;
  });
};

export const kustomizeListedTwice = kustomizeRule({
  id: 'kustomize-listed-twice',
  title: 'No resource is listed twice',
  severity: 'medium',
  category: 'reliability',
  why: 'The same objects twice are refused, and nothing is built. Mostly two branches added the same line: each builds by itself, and the merge of them does not.',
  source: 'https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/resources/',
  also: [],
  check: (one) => again(one).map(({ text, at }): Problem => ({ message: `${text} is listed before: take this one out.`, at: one.span(at) })),
  fix(one) {
    const { file } = one;
    const edits = again(one).map(({ at: [key, index] }) => {
      const range = itemsOf(one, String(key))?.[Number(index)];
      if (!range) return undefined;
      const line = file.place(range[0]).line;
      // Only a line that holds nothing else, and no comment.
      if (!/^\s*-\s*\S+\s*$/.test(file.line(line))) return undefined;
      return { file: file.path, start: file.lineStart(line), end: line < file.lineCount ? file.lineStart(line + 1) : file.text.length, text: '' };
    });
    return edits.every((edit) => edit !== undefined) ? edits : undefined;
  },

  fails: {
    'kustomization.yaml': `${head}resources:\n  - config.yaml\n  - other.yaml\n  - ./config.yaml\n`,
    'config.yaml': config,
    'other.yaml': config.replace('web', 'other'),
  },
  passes: { 'kustomization.yaml': `${head}resources:\n  - config.yaml\n  - other.yaml\n`, 'config.yaml': config, 'other.yaml': config.replace('web', 'other') },
});
