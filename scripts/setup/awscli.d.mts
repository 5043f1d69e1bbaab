/** Path of `aws`. */
export function ensureAwsCli(): Promise<string>;
