import type { Tool } from '../../domain/tool.ts';
import { dependency } from './dependency.ts';
import { diff } from './diff.ts';
import { get } from './get.ts';
import { getValues } from './get-values.ts';
import { history } from './history.ts';
import { install } from './install.ts';
import { lint } from './lint.ts';
import { list } from './list.ts';
import { pull } from './pull.ts';
import { repo } from './repo.ts';
import { rollback } from './rollback.ts';
import type { LookAtPods } from './run/waiting.ts';
import { type ReadLog, runTests } from './run-tests.ts';
import { search } from './search.ts';
import { show } from './show.ts';
import { template } from './template.ts';
import { uninstall } from './uninstall.ts';
import { upgrade } from './upgrade.ts';

/** What these tools need of the toolset that talks to clusters itself. */
interface InCluster {
  readonly readLog: ReadLog;
  readonly lookAtPods: LookAtPods;
}

/** Every Helm tool. Undo needs none of its own: rollback and uninstall are it. */
export const helmTools = ({ readLog, lookAtPods }: InCluster) =>
  [
    ...[install(lookAtPods), upgrade(lookAtPods), uninstall, list, rollback(lookAtPods), getValues, history, diff, template, lint],
    ...[get, show, search, repo, dependency, pull, runTests(readLog)],
  ] as unknown as readonly Tool[];
