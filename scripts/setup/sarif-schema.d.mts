export function hasSarifSchema(): boolean;
export function ensureSarifSchema(): Promise<string>;
