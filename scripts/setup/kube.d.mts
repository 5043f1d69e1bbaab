export function hasKube(): boolean;
export function ensureKube(): Promise<{
  version: string;
  etcd: string;
  apiserver: string;
  controllerManager: string;
  scheduler: string;
  kwok: string;
  stages: string;
}>;
