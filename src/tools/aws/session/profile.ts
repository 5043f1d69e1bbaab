import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { configUnreadable } from '../../../domain/failure/aws.ts';
import { FailureError } from '../../../domain/failure/failure.ts';
import type { Workplace } from '../../../domain/workplace.ts';

/** The AWS configuration of this user: settings by profile, from both files, and where they are. */
export interface AwsConfig {
  readonly configPath: string;
  readonly credentialsPath: string;
  readonly profiles: ReadonlyMap<string, Readonly<Record<string, string>>>;
  /** Changes when a file does. */
  readonly version: string;
}

/** Throws {@link FailureError} when a file is there and can't be read. Source: docs.aws.amazon.com/sdkref/latest/guide/file-format.html. */
export async function readAwsConfig(env: Workplace['env']): Promise<AwsConfig> {
  const home = env.HOME ?? env.USERPROFILE ?? homedir();
  const configPath = env.AWS_CONFIG_FILE || join(home, '.aws', 'config');
  const credentialsPath = env.AWS_SHARED_CREDENTIALS_FILE || join(home, '.aws', 'credentials');
  const [config, credentials] = await Promise.all([textAt(configPath), textAt(credentialsPath)]);
  const profiles = new Map<string, Record<string, string>>();
  const add = (name: string, settings: Record<string, string>) => profiles.set(name, { ...profiles.get(name), ...settings });
  for (const [section, settings] of sectionsOf(config)) {
    if (section === 'default') add('default', settings);
    else if (/^profile\s/.test(section)) add(section.replace(/^profile\s+/, '').replace(/^(["'])(.*)\1$/, '$2'), settings);
  }
  for (const [section, settings] of sectionsOf(credentials)) add(section, settings);
  return { configPath, credentialsPath, profiles, version: `${config}\0${credentials}` };
}

async function textAt(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ENOTDIR') return '';
    throw new FailureError(configUnreadable(path, code ?? String(error)));
  }
}

/** Sections with their settings; indented lines are settings of a setting and left out. */
function sectionsOf(text: string): ReadonlyMap<string, Record<string, string>> {
  const sections = new Map<string, Record<string, string>>();
  let current: Record<string, string> | undefined;
  for (const line of text.split(/\r?\n/)) {
    const header = /^\s*\[\s*([^\]]+?)\s*\]/.exec(line)?.[1];
    if (header !== undefined) {
      current = sections.get(header) ?? {};
      sections.set(header, current);
      continue;
    }
    const setting = /^([\w.-]+)\s*=\s*(.*?)\s*$/.exec(line);
    if (current !== undefined && setting?.[1] !== undefined) current[setting[1].toLowerCase()] = (setting[2] ?? '').replace(/\s[#;].*$/, '');
  }
  return sections;
}

/** Whether signing in to this profile, or to the one it takes its role from, is `aws sso login`. */
export function usesSso(config: AwsConfig, profile: string | undefined): boolean {
  const seen = new Set<string>();
  for (let name: string | undefined = profile ?? 'default'; name !== undefined && !seen.has(name); name = config.profiles.get(name)?.source_profile) {
    seen.add(name);
    const settings = config.profiles.get(name);
    if (settings?.sso_session !== undefined || settings?.sso_start_url !== undefined) return true;
  }
  return false;
}
