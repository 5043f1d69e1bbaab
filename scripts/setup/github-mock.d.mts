export function hasGithubMock(): boolean;
export function ensureGithubMock(): Promise<{ document: string; packages: string }>;
