import { fieldsOf, listOf } from '../../kubernetes/object.ts';
import { kustomizeRule, type Problem } from '../../rule.ts';

export const kustomizeImageTag = kustomizeRule({
  id: 'kustomize-image-tag',
  title: 'Image is set to a tag that stays',
  severity: 'medium',
  category: 'reliability',
  why: 'latest is another image tomorrow: an overlay that sets it makes every stage run something else, and a rollback rolls back nothing. It also overrules the version that the base has pinned, so reading the base does not tell what runs.',
  source: 'https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/images/',
  also: [],
  // What a container here gets of it is told by k8s-image-tag, at the same line; this is for those of bases out of sight.
  check: (one, tree) =>
    listOf(one.value.images).flatMap((entry, index): Problem[] => {
      const { name, newName, newTag, digest } = fieldsOf(entry);
      if (newTag !== 'latest' || (typeof digest === 'string' && digest !== '')) return [];
      const image = `${String(newName ?? name)}:latest`;
      const isTold = tree.buildsWith(one).some(({ objects }) => objects.some((object) => JSON.stringify(object.value).includes(`"${image}"`)));
      return isTold ? [] : [{ message: `${image} changes by the day: name a version.`, at: one.span(['images', index, 'newTag']) }];
    }),

  fails: `
apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources:
  - https://github.com/example/shop//deploy?ref=v1.4.2
images:
  - name: example.com/web
    newTag: latest`,
  passes: `
apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources:
  - https://github.com/example/shop//deploy?ref=v1.4.2
images:
  - name: example.com/web
    newTag: 1.4.2`,
});
