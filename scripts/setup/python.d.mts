export function hasPython(): boolean;
export function ensurePython(): Promise<{ checkov: string; moto: string }>;
