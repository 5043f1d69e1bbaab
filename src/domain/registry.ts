import type { Tool } from './tool.ts';

/** Every tool by name. */
export type Registry = ReadonlyMap<string, Tool>;

/** Throws when two tools share a name or a name is not `toolset.verb`: a bug in a composition root. */
export function registry(tools: Iterable<Tool>): Registry {
  const all = new Map<string, Tool>();
  for (const tool of tools) {
    if (!/^[a-z][a-zA-Z0-9]*(\.[a-z][a-zA-Z0-9]*)+$/.test(tool.name) || tool.name.length > 48) throw new Error(`not a tool name: ${tool.name}`);
    if (all.has(tool.name)) throw new Error(`two tools are called ${tool.name}`);
    all.set(tool.name, tool);
  }
  return all;
}
