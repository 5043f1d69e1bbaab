export type GoProgram = 'tofu' | 'registry';
export function hasGoProgram(name: GoProgram): boolean;
export function ensureGoProgram(name: GoProgram): Promise<string>;
