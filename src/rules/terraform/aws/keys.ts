import type { Folder } from '../../hcl/folder.ts';
import type { FolderIndex } from '../../hcl/folder-index.ts';

/** The ARN of the module's own KMS key, as Terraform text, when it has exactly one and there is nothing to choose. */
export const onlyKey = (folder: Folder): string | undefined => onlyKeyOf(folder.index);
export const onlyKeyOf = (index: FolderIndex): string | undefined => onlyOne(index, 'aws_kms_key', 'arn');

/** An attribute of the module's only resource of a type, as Terraform text; `undefined` where there is none, or something to choose. */
export function onlyOne(index: FolderIndex, type: string, attribute: string): string | undefined {
  if (index.unseen?.mayHold(type)) return undefined;
  const all = index.resources.filter((resource) => resource.labels[0] === type);
  const [one] = all;
  const plain = one && !one.attributes.has('for_each') && !one.attributes.has('count');
  return all.length === 1 && plain ? `${one.labels.join('.')}.${attribute}` : undefined;
}
