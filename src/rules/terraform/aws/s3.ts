import type { Block } from '../../hcl/block.ts';
import type { Folder } from '../../hcl/folder.ts';

/** A resource that belongs to a bucket, one for each where the bucket has `for_each` or `count`. */
export function s3Companion(bucket: Block, folder: Folder, type: string, body: string): string {
  const forEach = bucket.attribute('for_each') !== undefined;
  const count = bucket.attribute('count') !== undefined;
  const head = forEach ? `  for_each = ${bucket.address}\n\n` : count ? `  count = length(${bucket.address})\n\n` : '';
  const key = forEach ? '[each.key]' : count ? '[count.index]' : '';
  const name = freeName(folder, type, bucket.name);
  return `resource "${type}" "${name}" {\n${head}  bucket = ${bucket.address}${key}.id\n${body}\n}`;
}

/** The name, or with a number after it when the module already has a resource so called. */
export function freeName(folder: Folder, type: string, name: string): string {
  const plain = name.toLowerCase().replace(/[^a-z0-9_]+/g, '_');
  const taken = (candidate: string): boolean => folder.index.byAddress.has(`${type}.${candidate}`);
  if (!taken(plain)) return plain;
  let number = 2;
  while (taken(`${plain}_${number}`)) number += 1;
  return `${plain}_${number}`;
}
