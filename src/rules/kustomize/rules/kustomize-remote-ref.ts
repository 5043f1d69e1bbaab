import { kustomizeRule, type Problem } from '../../rule.ts';

/** What a remote place is pinned to, or `undefined` for nothing. */
function pinOf(text: string): string | undefined {
  const asked = /[?&](?:ref|version)=([^&]*)/.exec(text)?.[1];
  if (asked) return asked;
  // A file by its address: the ref is a part of it.
  const [, raw] = /^https:\/\/raw\.githubusercontent\.com\/[^/]+\/[^/]+\/(?:refs\/(?:heads|tags)\/)?([^/]+)\//.exec(text) ?? [];
  if (raw) return raw;
  if (/\/releases\/latest\//.test(text)) return 'latest';
  const [, release] = /\/releases\/download\/([^/]+)\//.exec(text) ?? [];
  return release ?? (/^https?:\/\/.*\.(ya?ml|json)$/.test(text) ? 'its address' : undefined);
}

const moving: ReadonlySet<string> = new Set(['main', 'master', 'HEAD', 'latest', 'develop', 'trunk']);

export const kustomizeRemoteRef = kustomizeRule({
  id: 'kustomize-remote-ref',
  title: 'Remote base is pinned',
  severity: 'medium',
  category: 'security',
  why: 'What is fetched from a branch is whatever somebody pushed there last: the same commit of yours builds something else tomorrow. Whoever may push there decides what runs in your cluster.',
  source: 'https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/resources/',
  also: [],
  check: (one) =>
    [...one.resources, ...one.components].flatMap(({ isRemote, text, at }): Problem[] => {
      if (!isRemote || text.startsWith('file://')) return [];
      const pin = pinOf(text);
      if (pin !== undefined && !moving.has(pin)) return [];
      return [
        {
          message:
            pin === undefined
              ? 'This is fetched from whatever the default branch is: add ?ref= with a tag or a commit.'
              : `${pin} moves: pin it to a tag or a commit.`,
          at: one.span(at),
        },
      ];
    }),

  fails: `
apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources:
  - https://github.com/example/shop//deploy`,
  passes: `
apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources:
  - https://github.com/example/shop//deploy?ref=v1.4.2`,
});
