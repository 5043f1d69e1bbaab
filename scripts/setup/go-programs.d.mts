export type GoProgram = 'tofu' | 'registry' | 'kube-score' | 's3';
export function hasGoProgram(name: GoProgram): boolean;
export function ensureGoProgram(name: GoProgram): Promise<string>;
