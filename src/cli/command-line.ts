import type { Tool } from '../domain/tool.ts';
import { toolsets } from './program.ts';
import { kebab, writeInputs } from './tool-options.ts';

/** The command that calls this tool: `nimbus git commit`; `undefined` where its toolset has no group of its own. */
export function commandOf(name: string): string | undefined {
  const group = toolsets.find(([, prefix]) => name.startsWith(`${prefix}.`));
  return group === undefined ? undefined : `nimbus ${group[0]} ${kebab(name.slice(group[1].length + 1))}`;
}

/** A call as a person types it in a shell. */
export function commandLine(tool: Pick<Tool, 'name' | 'input'>, input: Readonly<Record<string, unknown>>): string {
  const command = commandOf(tool.name);
  const words = command === undefined ? undefined : writeInputs(tool, input);
  if (command === undefined || words === undefined) return `nimbus tools call ${tool.name} --input ${quoted(JSON.stringify(input))}`;
  return [command, ...words.map(quoted)].join(' ');
}

/** One word of a POSIX shell. */
const quoted = (word: string): string => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);
