import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Workplace } from '../../../domain/workplace.ts';

/**
 * The setting that lets a call take providers from where they were put once: a folder of Nimbus's own, or the person's where they
 * have set one up, in their environment or in their configuration of the command line.
 */
export async function pluginCache(at: Workplace): Promise<Readonly<Record<string, string>>> {
  const own = at.env.TF_PLUGIN_CACHE_DIR;
  if (own) return { TF_PLUGIN_CACHE_DIR: own };
  for (const path of configurations(at.env)) {
    // One that can't be read Terraform complains of itself.
    const text = await readFile(path, 'utf8').catch(() => '');
    if (/^\s*plugin_cache_dir\s*=/m.test(text)) return {};
  }
  const cache = join(await at.scratch('terraform'), 'providers');
  await mkdir(cache, { recursive: true, mode: 0o700 });
  return { TF_PLUGIN_CACHE_DIR: cache };
}

/** Where a configuration of the command line may be. Sources: developer.hashicorp.com/terraform/cli/config/config-file, opentofu.org/docs/cli/config/config-file. */
function configurations({ TF_CLI_CONFIG_FILE: named, HOME: home, XDG_CONFIG_HOME: xdg, APPDATA: data }: Workplace['env']): readonly string[] {
  if (named) return [named];
  return [
    ...(home ? [join(home, '.terraformrc'), join(home, '.tofurc'), join(xdg || join(home, '.config'), 'opentofu', 'tofurc')] : []),
    ...(data ? [join(data, 'terraform.rc'), join(data, 'tofu.rc')] : []),
  ];
}
