import type { ToolSpec } from '../../../domain/tool.ts';
import { apply, exec, remove, rollout, scale } from './change.ts';
import { describe, get, logs, portForward } from './look.ts';

export const kubernetesSpecs: readonly ToolSpec[] = [get, apply, remove, logs, exec, describe, portForward, scale, rollout];
