export function hasGithubMock(): boolean;
export function ensureGithubMock(): Promise<{ document: string; schema: string; packages: string }>;
