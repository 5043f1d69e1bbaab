import type { ToolSpec } from '../domain/tool.ts';

import { generateSpecs } from '../tools/generate/spec/all.ts';
import { allTools } from './tools.ts';

const ahead = [...generateSpecs];

/**
 * All that can be planned, by name: every tool there is, and the specs of those that nothing runs yet. A tool with an
 * adapter hides its spec, so that a toolset can land verb by verb.
 */
export const allSpecs = (tools: ReadonlyMap<string, ToolSpec> = allTools()): ReadonlyMap<string, ToolSpec> =>
  new Map([...ahead.map((s) => [s.name, s] as const), ...tools]);
