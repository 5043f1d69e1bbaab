export interface CodeServer {
  readonly folder: string;
  readonly node: string;
  readonly entry: string;
  readonly server: string;
}
export function ensureCodeServer(): Promise<CodeServer>;
export function hasCodeServer(): boolean;
