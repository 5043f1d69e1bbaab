import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { Provider, Terraform } from '../../support/terraform.ts';

/** A root module to plan. */
export interface Root {
  /** A part of a file name; no two alike. */
  readonly id: string;
  readonly path: string;
  /** Relative to `path`, the file its variables come from. */
  readonly varFile: string;
  /** HCL, by the name of the variable. */
  readonly variables: Readonly<Record<string, string>>;
}

/**
 * Plans root modules one after the other in one Terraform, and resolves to what it said of each, by its id. To read the schema of
 * a large provider takes several times as long as a plan does; `terraform test`, in which a run is a plan of a module, reads it
 * once. A file of its own for each: within one, what comes after a failure is left out.
 */
export async function planTogether(
  terraform: Terraform,
  folder: string,
  roots: readonly Root[],
  env: Readonly<Record<string, string>>,
  provider: Provider,
): Promise<ReadonlyMap<string, string>> {
  await mkdir(join(folder, 'tests'), { recursive: true });
  // Without any file Terraform takes the folder for empty, and looks for no tests.
  await writeFile(join(folder, 'main.tf'), '');
  for (const root of roots) await writeFile(join(folder, 'tests', `${root.id}.tftest.hcl`), await planOf(root, folder));
  const options = { cwd: folder, env: { ...env, ...provider.env } };
  const ready = await terraform.run(['init', '-input=false'], options);
  if (ready.code !== 0) throw new Error(ready.output);
  const { output } = await terraform.run(['test', '-verbose'], options);
  return new Map(roots.map(({ id }) => [id, saidOf(id, output)]));
}

async function planOf({ path, varFile, variables }: Root, folder: string): Promise<string> {
  const more = Object.entries(variables).map(([name, value]) => `${name} = ${value}`);
  const given = [await readFile(join(path, varFile), 'utf8'), ...more].join('\n');
  return `run "plan" {\n  command = plan\n  module {\n    source = ${JSON.stringify(relative(folder, path))}\n  }\n  variables {\n${given}\n  }\n}\n`;
}

/**
 * From the line that begins a file to the one that begins the next. Errors come on another stream and may stand under the next
 * one; what they stopped has no line `Plan: …` of its own.
 */
function saidOf(id: string, output: string): string {
  const parts = output.split(/^(?=tests\/\S+\.tftest\.hcl\.\.\. in progress$)/m);
  return parts.find((part) => part.startsWith(`tests/${id}.tftest.hcl...`)) ?? `nothing was said of ${id}:\n${output}`;
}
