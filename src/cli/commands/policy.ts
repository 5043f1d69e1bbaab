import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { count } from '../../base/say.ts';
import { FailureError } from '../../domain/failure/failure.ts';
import { notFound } from '../../domain/failure/files.ts';
import { policyLabels, policyPath, userPolicyPath } from '../../host/circumstances.ts';
import { dataFolder } from '../../machine/folders.ts';
import { defaultPolicy } from '../../safety/policy/default.ts';
import { inForce, inForceText } from '../../safety/policy/in-force.ts';
import { readPolicy } from '../../safety/policy/read.ts';
import { shippedPolicies } from '../../safety/review.ts';
import { withHouse } from '../house.ts';
import type { Screen } from '../screen.ts';
import { circumstances } from './run.ts';

/** Whether policy files can be used, with all that is wrong; without a name, the user's and the workspace's. */
export async function checkPolicy(file: string | undefined, screen: Screen): Promise<number> {
  const paths = file === undefined ? [userPolicyPath(dataFolder()), join(screen.folder, policyPath)] : [file];
  const found: {
    readonly path: string;
    readonly ok: boolean;
    readonly rules: number;
    readonly examples: number;
    readonly problems: readonly { path: string; message: string }[];
  }[] = [];
  for (const path of paths) {
    const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT' && file === undefined) return undefined;
      throw new FailureError(notFound(path));
    });
    if (text === undefined) continue;
    const read = readPolicy(text, path);
    found.push(
      read.ok
        ? { path, ok: true, rules: read.value.rules.length, examples: read.value.examples.length, problems: [] }
        : { path, ok: false, rules: 0, examples: 0, problems: [...(read.failure.problems ?? [])] },
    );
  }
  screen.result({ policies: found, shipped: { rules: defaultPolicy.rules.length, examples: defaultPolicy.examples.length } }, () =>
    [
      ...found.flatMap((one) =>
        one.ok
          ? [`✓ ${one.path}: ${count(one.rules, 'rule')}, ${count(one.examples, 'example')} as expected`]
          : [`✗ ${one.path} is not used:`, ...one.problems.map((p) => `    ${[p.path, p.message].filter(Boolean).join(': ')}`)],
      ),
      ...(found.length === 0 ? ['There is no policy of your own; what ships holds (nimbus policy show).'] : []),
    ].join('\n'),
  );
  return found.every((one) => one.ok) ? 0 : 2;
}

/** What holds in this folder, and where each part of it comes from. */
export const showInForce = (screen: Screen): Promise<number> =>
  withHouse(async (house) => {
    const { folder } = screen;
    const at = house.workplace(folder, screen.stop, () => {});
    const { policies = shippedPolicies } = await house.circumstances(at, circumstances);
    const profile = house.profiles.inUse(folder);
    const here = inForce(policies, policyLabels(dataFolder(), profile?.ok ? profile.value.name : undefined));
    screen.result({ ...here }, () => inForceText(here, folder).trimEnd());
    return here.broken.length === 0 ? 0 : 2;
  });

/** What ships, as a file to start from. */
export async function showPolicy(screen: Screen): Promise<number> {
  const { stringify } = await import('yaml');
  screen.result({ policy: defaultPolicy }, () => stringify(defaultPolicy, { lineWidth: 0 }).trimEnd());
  return 0;
}
