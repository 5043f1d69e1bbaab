import type { Edit } from '../edit.ts';
import { type KubernetesRule, kubernetesRule, type Problem } from '../rule.ts';
import type { KubernetesObject, Path } from './object.ts';
import { type Container, hasFrozenPods, type Pod, podOf } from './pod.ts';
import { setField, type Text } from './write.ts';

interface ContainerRule extends Omit<KubernetesRule, 'language' | 'targets' | 'check' | 'fix'> {
  /** Init containers are looked at too. Default: true. */
  readonly init?: boolean;
  readonly targets?: readonly string[];
  /** What is wrong with a container, or nothing. */
  bad(container: Container, pod: Pod, object: KubernetesObject): string | undefined;
  /** Where in the container it is, for the place of the finding. */
  readonly at?: Path;
  /** What to write, and where in the container. */
  readonly set?: { readonly path: Path; readonly value: Text | ((container: Container) => Text | undefined) };
}

/** A rule that asks one question of each container of everything that makes pods. */
export function containerRule({ init = true, bad, at = [], set, targets = ['Pod*'], ...rule }: ContainerRule): KubernetesRule {
  const found = (object: KubernetesObject): readonly { container: Container; message: string }[] => {
    const pod = podOf(object);
    const all: { container: Container; message: string }[] = [];
    for (const container of (init ? pod?.allContainers : pod?.containers) ?? []) {
      const message = pod && bad(container, pod, object);
      if (message) all.push({ container, message: `${container.name}: ${message}` });
    }
    return all;
  };
  const fix = (object: KubernetesObject): readonly Edit[] | undefined => {
    const all: Edit[] = [];
    for (const { container } of found(object)) {
      const value = typeof set?.value === 'function' ? set.value(container) : set?.value;
      const edits = value === undefined || !set ? undefined : setField(object, [...container.path, ...set.path], value);
      if (!edits) return undefined;
      all.push(...edits);
    }
    return all;
  };
  return kubernetesRule({
    ...rule,
    targets,
    check: (object) =>
      found(object).map(({ container, message }): Problem => ({ message, at: object.span(placeOf(object, [...container.path, ...at], container.path)) })),
    ...(set ? { fix, fixReplaces: hasFrozenPods } : {}),
  });
}

/** The place itself when it is there, else the name of the container. */
const placeOf = (object: KubernetesObject, path: Path, container: Path): Path => (object.get(path) === undefined ? [...container, 'name'] : path);

interface PodRule extends Omit<KubernetesRule, 'language' | 'targets' | 'check' | 'fix'> {
  readonly targets?: readonly string[];
  bad(pod: Pod, object: KubernetesObject): string | undefined;
  /** In the pod's spec. */
  readonly path: Path;
  /** What to write there; nothing where that would not do. */
  readonly value?: Text | ((pod: Pod) => Text | undefined);
}

/** A rule that asks one question of each pod. */
export function podRule({ bad, path, value, targets = ['Pod*'], ...rule }: PodRule): KubernetesRule {
  return kubernetesRule({
    ...rule,
    targets,
    check(object) {
      const pod = podOf(object);
      const message = pod && bad(pod, object);
      if (!pod || !message) return undefined;
      const place = [...pod.path, ...path];
      return { message, ...(object.get(place) === undefined ? {} : { at: object.span(place) }) };
    },
    ...(value === undefined
      ? {}
      : {
          fixReplaces: hasFrozenPods,
          fix: (object: KubernetesObject) => {
            const pod = podOf(object);
            const text = pod && typeof value === 'function' ? value(pod) : value;
            return pod && typeof text === 'string' ? setField(object, [...pod.path, ...path], text) : undefined;
          },
        }),
  });
}
