import { type Registry, registry } from '../domain/registry.ts';
import type { Tool } from '../domain/tool.ts';
import { generateTerraform } from '../generators/terraform/tool.ts';
import { fixTool } from '../rules/tools/fix.ts';
import { scanTool } from '../rules/tools/scan.ts';
import { restore } from '../tools/files/restore.ts';
import { fmt } from '../tools/terraform/fmt.ts';
import { plan } from '../tools/terraform/plan.ts';
import { validate } from '../tools/terraform/validate.ts';

/** Every tool there is, for every host: one list. */
export const allTools = (): Registry => registry([generateTerraform, restore, scanTool, fixTool, fmt, validate, plan] as unknown as readonly Tool[]);
