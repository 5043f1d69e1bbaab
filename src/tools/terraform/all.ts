import type { Tool } from '../../domain/tool.ts';
import { apply } from './apply.ts';
import { destroy } from './destroy.ts';
import { drift } from './drift.ts';
import { fmt } from './fmt.ts';
import { importing } from './import.ts';
import { init } from './init.ts';
import { output } from './output.ts';
import { plan } from './plan.ts';
import { show } from './show.ts';
import { stateMove } from './state/move.ts';
import { stateList } from './state-list.ts';
import { test } from './test.ts';
import { forget } from './undo/forget.ts';
import { restoreState } from './undo/restore-state.ts';
import { revert } from './undo/revert.ts';
import { uninit } from './undo/uninit.ts';
import { unlock } from './unlock.ts';
import { validate } from './validate.ts';
import { workspaces } from './workspaces.ts';

/** Every Terraform tool; the last ones are what the others are taken back with. */
export const terraformTools = [
  init,
  fmt,
  validate,
  plan,
  apply,
  destroy,
  output,
  show,
  stateList,
  drift,
  importing,
  test,
  ...[stateMove, workspaces, unlock],
  ...[revert, uninit, forget, restoreState],
] as unknown as readonly Tool[];
