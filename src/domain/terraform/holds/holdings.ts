/** What a resource holds that its configuration can't bring back. */
export type Kind =
  | 'database'
  | 'table'
  | 'bucket'
  | 'file system'
  | 'volume'
  | 'backup'
  | 'queue'
  | 'stream'
  | 'key'
  | 'secret'
  | 'log'
  | 'registry'
  | 'directory'
  | 'zone'
  | 'workspace'
  | 'cluster'
  /** All that is in it goes with it. */
  | 'container';

/** Resource type → what it holds. */
export type Holdings = ReadonlyMap<string, Kind>;

/** A table from names that all start alike, separated by white space. */
export const named = (prefix: string, kinds: Partial<Record<Kind, string>>): Holdings =>
  new Map(
    Object.entries(kinds).flatMap(([kind, names]) =>
      names
        .trim()
        .split(/\s+/)
        .map((name) => [`${prefix}${name}`, kind as Kind] as const),
    ),
  );
