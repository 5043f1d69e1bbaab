/** What a step would really touch, as the world says it and not as its input does. */
export interface Target {
  readonly system: 'aws' | 'files' | 'git' | 'github' | 'helm' | 'kubernetes' | 'shell' | 'terraform';
  /** To a person, always shown: `AWS account 123456789012, eu-central-1`, `context prod, namespace web`. */
  readonly label: string;
  /**
   * What policies and the environment are decided on, and what must still hold when the step runs: `account`, `region`,
   * `context`, `server`, `namespace`, `workspace`, `directory`, `folder`, `lineage`, `serial`, `remote`, `branch`, `repository`, `environment`.
   * They belong into the digest of the preview. Of a step that acts in several namespaces, `namespace` names all of them:
   * `namespacesOf` in `cluster-target.ts`.
   */
  readonly facts: Readonly<Record<string, string>>;
  /** Two runs whose steps share one of these are never at work at once, on any folder: `terraform:<state>`, `kubernetes:<server>/<namespace>`. */
  readonly exclusive?: string | readonly string[];
}

export type Operation = 'read' | 'create' | 'update' | 'replace' | 'delete' | 'forget' | 'import';

/** Facts about one change that safety weighs; a tool states them, and never how grave they are. */
export type Mark =
  /** It holds data: a database, a bucket, a volume, a claim, a table, a queue. */
  | 'stateful'
  | 'deletes-data'
  | 'deletes-key'
  /** A guard against deletion is switched off by this very change. */
  | 'protection-off'
  | 'widens-access'
  | 'exposes-publicly'
  /** Code of the folder, a chart or a module runs: a provisioner, a hook, an `external` data source. */
  | 'runs-code'
  | 'force-push'
  | 'protected-branch'
  | 'rewrites-history'
  | 'secret-in-content'
  | 'cluster-scoped'
  | 'system-namespace'
  | 'scales-to-zero'
  /** More goes with it than is named. */
  | 'cascades'
  | 'privileged'
  | 'restarts'
  /** What is there is not what was last seen: changed by hand, an older state. */
  | 'drift'
  | 'stale-state'
  /** Much is made on a state that knows nothing: a first time, or the wrong state. */
  | 'empty-state'
  | 'deferred'
  | 'incomplete'
  | 'errored'
  /** Something the configuration says must hold does not. */
  | 'check-failed'
  /** Its address in a state changes and nothing else. */
  | 'moved'
  /** Part of it was not understood: never taken for harmless. */
  | 'unknown';

/** One thing that would change. */
export interface Impact {
  /** `aws_s3_bucket.logs`, `Deployment/web/api`, `s3://logs/a.txt`, `refs/heads/main`. */
  readonly address: string;
  /** `aws_s3_bucket`, `Deployment`, `s3-object`, `branch`. */
  readonly type: string;
  readonly operation: Operation;
  readonly marks: readonly Mark[];
  /** One sentence: why it is replaced, what goes with it. */
  readonly detail?: string;
}

/** What something adds to the bill a month, without where the prices are from; in US dollars. */
export type Bill = Pick<Cost, 'monthlyDelta' | 'priced' | 'unpriced'>;

/** Monthly money, never rounded up from nothing: what has no price is counted, not guessed. */
export interface Cost {
  /** Per month, in `currency`; absent when nothing could be priced. */
  readonly monthlyDelta?: number;
  readonly currency: 'USD';
  readonly priced: number;
  readonly unpriced: number;
  /** The day of the prices: `2026-11-01`. */
  readonly asOf: string;
}
