import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { digestOf } from '../../../base/hash.ts';

/** Where a state is kept. */
export interface Backend {
  /** `local`, `s3`, `azurerm`… */
  readonly type: string;
  /** To a person: `s3 bucket example-state, key shop/terraform.tfstate`. */
  readonly label: string;
  /** The same for two folders that share a state. */
  readonly identity: string;
  /** For a local state: the absolute path of its file. */
  readonly file?: string;
  /** It is kept by a stand-in on this machine. */
  readonly isOnThisMachine?: true;
}

/** Settings that say where, and none that says who may. */
const places = new Set(
  'bucket key prefix path container_name storage_account_name resource_group_name hostname organization workspaces address schema_name name namespace secret_suffix region endpoint endpoints workspace_key_prefix workspace_dir'.split(
    ' ',
  ),
);

/** Reads what `init` wrote down of the backend; none written down means a local state in the folder. */
export async function readBackend(data: string, folder: string, workspace: string): Promise<Backend> {
  const text = await readFile(join(data, 'terraform.tfstate'), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  const backend = text === undefined ? undefined : backendIn(text);
  if (backend === undefined || backend.type === 'local') {
    const { path, workspace_dir: dir } = (backend?.config ?? {}) as { path?: string | null; workspace_dir?: string | null };
    const file =
      workspace === 'default' ? resolve(folder, path ?? 'terraform.tfstate') : resolve(folder, dir ?? 'terraform.tfstate.d', workspace, 'terraform.tfstate');
    return { type: 'local', label: `local state ${file}`, identity: `local:${file}`, file };
  }
  const where = Object.entries(backend.config).filter(([name, value]) => places.has(name) && value !== null && value !== '');
  const told = where.flatMap(([name, value]) => (typeof value === 'string' ? [`${name} ${value}`] : []));
  return {
    type: backend.type,
    label: `${backend.type} ${told.join(', ')}, workspace ${workspace}`,
    identity: `${backend.type}:${digestOf(Object.fromEntries(where)).slice(0, 24)}:${workspace}`,
    ...(where.some(([, value]) => isLoopback(value)) ? { isOnThisMachine: true } : {}),
  };
}

/** An endpoint, or several by service. */
const isLoopback = (value: unknown): boolean => /"https?:\/\/(localhost|127\.0\.0\.1|\[::1\])[:/"]/.test(JSON.stringify(value));

function backendIn(text: string): { readonly type: string; readonly config: Readonly<Record<string, unknown>> } | undefined {
  try {
    const { backend } = JSON.parse(text);
    return typeof backend?.type === 'string' ? { type: backend.type, config: backend.config ?? {} } : undefined;
  } catch {
    return undefined;
  }
}
