export function asksAnew(): boolean;
export function passKeys(files: readonly string[], at?: string): Promise<Readonly<Record<string, string>>>;
export function passedBefore(project: string, keys: Readonly<Record<string, string>>): Readonly<Record<string, number>>;
export function keepPasses(project: string, keys: Readonly<Record<string, string>>, clean: readonly { readonly file: string; readonly tests: number }[]): void;
