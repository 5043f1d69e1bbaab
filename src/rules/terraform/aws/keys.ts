import type { Folder } from '../../hcl/folder.ts';

/** The ARN of the module's own KMS key, as Terraform text, when it has exactly one and there is nothing to choose. */
export function onlyKey(folder: Folder): string | undefined {
  const keys = folder.index.resources.filter((resource) => resource.labels[0] === 'aws_kms_key');
  const [key] = keys;
  const plain = key && !key.attributes.has('for_each') && !key.attributes.has('count');
  return keys.length === 1 && plain ? `${key.labels.join('.')}.arn` : undefined;
}
