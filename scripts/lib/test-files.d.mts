export const slowFiles: { readonly real: string[]; readonly vscode: string[] };
export const inBoth: readonly string[];
export function filesOf(project: string): readonly string[];
export function longestFirst(a: string, b: string): number;
