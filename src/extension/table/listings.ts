import { z } from 'zod';
import { isLookOnly } from '../../domain/effect.ts';
import { effectOfCall, type Tool } from '../../domain/tool.ts';
import { listsOf } from './lists.ts';

/** Tools that tell about one thing, or whose list is beside the point. */
const noList = /\.(show[A-Z]?\w*|describe|logs|validate|restore|simulatePolicy)$/;

export interface Listing {
  readonly tool: Tool;
  readonly title: string;
  /** What makes it list, where it can do more. */
  readonly input: Readonly<Record<string, unknown>>;
}

/** A tool that gives a list and only looks; `undefined`: it is none. */
export function listing(tool: Tool): Listing | undefined {
  const [list] = listsOf(tool);
  if (list === undefined || noList.test(tool.name) || /(^|\.)restore/.test(tool.name)) return undefined;
  if (isLookOnly(tool.effect)) return tool.effect === 'read' ? { tool, title: titleOfList(tool, list.title), input: {} } : undefined;
  const shape = z.toJSONSchema(tool.input, { io: 'input', unrepresentable: 'any', reused: 'inline' }) as {
    properties?: Record<string, { enum?: readonly unknown[] }>;
  };
  const action = shape.properties?.action?.enum?.find((one) => one === 'list' || one === 'history');
  // Other inputs may still be asked for: whether this one only looks is said by the action alone.
  const isLook = action !== undefined && isLookOnly(effectOfCall(tool, { action }));
  return isLook ? { tool, title: titleOfList(tool, list.title), input: { action } } : undefined;
}

/** Lists of the same name are told apart by whose they are: "Instances (RDS)". */
const titleOfList = ({ name }: Tool, title: string): string => {
  const [toolset = '', service = ''] = name.split('.');
  const named = {
    git: 'Git',
    github: 'GitHub',
    files: 'workspace',
    helm: 'Helm',
    terraform: 'Terraform',
    kubernetes: 'Kubernetes',
    rules: 'best practices',
    templates: 'workspace',
  }[toolset];
  return `${title} (${toolset === 'aws' ? service.toUpperCase() : (named ?? toolset)})`;
};
