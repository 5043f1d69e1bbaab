interface Node {
  readonly id: string;
  readonly dependsOn: readonly string[];
}

/**
 * Steps so that each comes after what it depends on; among those that are free the given order holds. Names a cycle
 * (`a → b → a`) instead when there is one. Every `dependsOn` must name a step that is here. Linear.
 */
export function inOrder<T extends Node>(steps: readonly T[]): { readonly order: readonly T[] } | { readonly cycle: readonly string[] } {
  const byId = new Map(steps.map((step) => [step.id, step]));
  const state = new Map<string, 'open' | 'done'>();
  const order: T[] = [];

  for (const start of steps) {
    if (state.has(start.id)) continue;
    const path: { step: T; next: number }[] = [{ step: start, next: 0 }];
    state.set(start.id, 'open');
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const dependency = top.step.dependsOn[top.next++];
      if (dependency === undefined) {
        state.set(top.step.id, 'done');
        order.push(top.step);
        path.pop();
        continue;
      }
      const found = byId.get(dependency);
      if (found === undefined) throw new Error(`${top.step.id} depends on ${dependency}, which is not here`);
      if (state.get(dependency) === 'open')
        return { cycle: [...path.slice(path.findIndex((p) => p.step.id === dependency)).map((p) => p.step.id), dependency] };
      if (!state.has(dependency)) {
        state.set(dependency, 'open');
        path.push({ step: found, next: 0 });
      }
    }
  }
  return { order };
}
