import { type Fields, isFields, records, text, texts } from './read.ts';

/** The state the plan was made from, as far as the plan carries it: neither lineage nor serial are in there. */
export interface PriorState {
  /** Managed resource instances; 0 where the state is new or empty. */
  readonly resources: number;
  /** Address of an instance → addresses, without keys, of what it was made after. */
  readonly dependsOn: ReadonlyMap<string, readonly string[]>;
}

export function readPriorState(value: unknown): PriorState {
  const dependsOn = new Map<string, readonly string[]>();
  let resources = 0;
  const visit = (module: Fields, depth: number): void => {
    if (depth > depthMax) return;
    for (const resource of records(module.resources)) {
      if (resource.mode !== 'managed') continue;
      resources += 1;
      const address = text(resource.address);
      if (address !== undefined) dependsOn.set(address, texts(resource.depends_on));
    }
    for (const child of records(module.child_modules)) visit(child, depth + 1);
  };
  const values = isFields(value) && isFields(value.values) ? value.values : {};
  if (isFields(values.root_module)) visit(values.root_module, 0);
  return { resources, dependsOn };
}

/** Modules in modules; more is no state that a program wrote. */
const depthMax = 100;
