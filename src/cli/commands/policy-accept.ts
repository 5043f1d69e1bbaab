import { FailureError } from '../../domain/failure/failure.ts';
import { notFound } from '../../domain/failure/files.ts';
import { acceptedPoliciesIn } from '../../host/accepted-policies.ts';
import { policyPath, workspacePolicyText } from '../../host/circumstances.ts';
import { workspaceFiles } from '../../machine/files.ts';
import { dataFolder } from '../../machine/folders.ts';
import { readPolicy } from '../../safety/policy/read.ts';
import type { Screen } from '../screen.ts';

/** Takes the folder's policy as it is written now for one that may be milder; any change to it has to be accepted anew. */
export async function acceptPolicy(screen: Screen): Promise<number> {
  const text = await workspacePolicyText({ files: workspaceFiles(screen.folder) });
  if (text === undefined) throw new FailureError(notFound(policyPath));
  if (!text.ok) throw new FailureError(text.failure);
  const read = readPolicy(text.value, policyPath);
  if (!read.ok) throw new FailureError(read.failure);
  await acceptedPoliciesIn(dataFolder()).accept(screen.folder, text.value);
  screen.result({ accepted: policyPath, folder: screen.folder }, () =>
    [
      `✓ ${policyPath} is accepted as it is written now: it may be milder than what ships.`,
      ...read.value.rules.map((rule) => `  ${rule.answer.padEnd(8)} ${rule.id}: ${rule.because}`),
      'After any change to it, it only makes things stricter until you accept it again.',
    ].join('\n'),
  );
  return 0;
}
