export function hasKubectlAndHelm(): boolean;
export function ensureKubectlAndHelm(): Promise<{ kubectl: string; helm3: string; helm4: string }>;
