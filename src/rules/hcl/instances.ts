import { bind, evaluate, type Scope } from './evaluate.ts';
import type { BlockSyntax } from './syntax.ts';
import { asNumber, isList, isObject, isUnknown, nothingKnown, unknownOf, type Value } from './value.ts';

export interface Instance {
  readonly scope: Scope;
  readonly key: string | number | undefined;
  /** Whether there is one at all depends on what is not known. */
  readonly uncertain: boolean;
}

/** More keys than this say nothing new about the one block they share. */
const instancesMax = 32;

/** What `for_each` and `count` make of a block. */
export function instancesOf(block: BlockSyntax, scope: Scope): readonly Instance[] {
  const forEach = block.attributes.get('for_each');
  const count = block.attributes.get('count');
  if (forEach) {
    const over = evaluate(forEach.value, scope);
    const pairs = keysAndValues(over);
    if (pairs === undefined) {
      const any = unknownOf(over);
      return [{ scope: bind(scope, { each: { key: any, value: any } }), key: undefined, uncertain: true }];
    }
    return pairs.slice(0, instancesMax).map(([key, value]) => ({
      scope: bind(scope, { each: { key, value } }),
      key: isUnknown(key) ? undefined : key,
      uncertain: false,
    }));
  }
  if (count) {
    const size = asNumber(evaluate(count.value, scope));
    if (typeof size !== 'number') return [{ scope: bind(scope, { count: { index: nothingKnown } }), key: undefined, uncertain: true }];
    return Array.from({ length: Math.min(size, instancesMax) }, (_, index) => ({ scope: bind(scope, { count: { index } }), key: index, uncertain: false }));
  }
  return [{ scope, key: undefined, uncertain: false }];
}

/** What a `for_each` goes over: keys with their values; a set's members are both. */
export function keysAndValues(over: Value): readonly (readonly [string | ReturnType<typeof unknownOf>, Value])[] | undefined {
  if (isObject(over)) return Object.entries(over);
  if (isList(over)) return over.map((item) => [typeof item === 'string' ? item : unknownOf(item), item]);
  return undefined;
}
