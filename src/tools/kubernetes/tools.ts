import type { Tool } from '../../domain/tool.ts';
import { apply } from './apply.ts';
import { canI } from './can-i.ts';
import { cordon } from './cordon.ts';
import { createJob } from './create-job.ts';
import { remove } from './delete.ts';
import { describe } from './describe.ts';
import { drain } from './drain.ts';
import { exec } from './exec.ts';
import { listForwards } from './forward/list-forwards.ts';
import { portForward } from './forward/port-forward.ts';
import { stopForward } from './forward/stop-forward.ts';
import { get } from './get.ts';
import { label } from './label.ts';
import { listKinds } from './list-kinds.ts';
import { logs } from './logs.ts';
import { restore } from './restore.ts';
import { rollout } from './rollout.ts';
import { scale } from './scale.ts';
import { setImage } from './set-image.ts';
import { top } from './top.ts';

export const kubernetesTools = [
  ...[get, describe, logs, top, apply, remove, scale, rollout, exec],
  ...[setImage, label, cordon, drain, createJob, canI, listKinds],
  ...[portForward, listForwards, stopForward],
  // What changes to a cluster are taken back with.
  restore,
] as unknown as readonly Tool[];
