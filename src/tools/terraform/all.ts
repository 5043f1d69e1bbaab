import type { Tool } from '../../domain/tool.ts';
import { apply } from './apply.ts';
import { destroy } from './destroy.ts';
import { fmt } from './fmt.ts';
import { plan } from './plan.ts';
import { revert } from './undo/revert.ts';
import { validate } from './validate.ts';

/** Every Terraform tool; the last is what the others are taken back with. */
export const terraformTools = [fmt, validate, plan, apply, destroy, revert] as unknown as readonly Tool[];
