import { isOfTerraform } from '../../../rules/engine/source.ts';
import { folderOf, unitsOf } from '../../../rules/engine/units.ts';
import type { Entry } from './disk-index.ts';
import { foldersFor } from './lent.ts';

/** The name of the group all manifests of a folder make: any of them may name any other. */
export const yamlUnit = '*.yaml';

/**
 * Files that have to be looked at together, by group, with what is lent to them; and files of Terraform and YAML that are
 * there and can't be read, by the group they stand beside. `isOfChart`: whether YAML belongs to a chart that was rendered.
 */
export function groupsOf(
  asked: ReadonlyMap<string, Entry>,
  lent: ReadonlyMap<string, Entry>,
  isOfChart: (path: string) => boolean,
): { readonly units: ReadonlyMap<string, readonly string[]>; readonly unread: ReadonlyMap<string, readonly string[]> } {
  const everything = [...asked.values(), ...lent.values()];
  const members = everything.filter(({ why }) => why === undefined);
  const units = new Map(unitsOf(members.flatMap(({ path, kind, calls }) => (kind === 'terraform' || kind === 'tfvars' ? [{ path, kind, calls }] : []))));
  for (const [unit, paths] of units) if (!paths.some((path) => asked.has(path))) units.delete(unit);
  const unread = putBeside(units, everything);
  const yaml = members.filter(({ path, manifest }) => manifest || isOfChart(path)).map(({ path }) => path);
  if (yaml.length > 0) {
    units.set(yamlUnit, yaml);
    const closed = everything.filter(({ kind, why }) => kind === 'yaml' && why !== undefined).map(({ path }) => path);
    if (closed.length > 0) unread.set(yamlUnit, closed);
  }
  for (const { path, kind } of members) if (kind === 'docker') units.set(path, [path]);
  return { units, unread };
}

/**
 * Puts what is no member of a group and counts for it: texts in JSON beside its files, into `units`; what can't be read is
 * the answer, by group.
 */
function putBeside(units: Map<string, readonly string[]>, entries: readonly Entry[]): Map<string, readonly string[]> {
  const unread = new Map<string, readonly string[]>();
  const beside = entries.filter(({ path, kind, why }) => kind === 'json' || (why !== undefined && isOfTerraform(path)));
  if (beside.length === 0) return unread;
  const byFolder = new Map([...units].flatMap(([unit, paths]) => paths.map((path) => [folderOf(path), unit] as const)));
  for (const { path, why } of beside) {
    const unit = foldersFor(path).flatMap((folder) => byFolder.get(folder) ?? [])[0];
    if (unit === undefined) continue;
    const to = why === undefined ? units : unread;
    to.set(unit, [...(to.get(unit) ?? []), path]);
  }
  return unread;
}
