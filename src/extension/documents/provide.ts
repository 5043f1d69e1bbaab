import type { Uri } from 'vscode';
import { schemes } from '../manifest/views.ts';
import type { Shell } from '../shell.ts';
import { readLeftAddress, readOutputAddress, readPreviewAddress } from './addresses.ts';
import { outputOf, sidesOf } from './texts.ts';

/** The text behind an address of ours. A file that is not there is an empty side. */
export async function provideText(shell: Shell, uri: Uri): Promise<string> {
  const runtime = await shell.runtime();
  if (uri.scheme === schemes.output) {
    const address = readOutputAddress(uri.path);
    return address === undefined ? '' : outputOf(runtime, address.runId, address.stepId);
  }
  const left = readLeftAddress(uri.path);
  if (left !== undefined) {
    const { textOf } = await import('../views/files.ts');
    return (await textOf(runtime, left)) ?? 'What the run left is no longer kept.\n';
  }
  const address = readPreviewAddress(uri.path);
  if (address === undefined) return '';
  const sides = await sidesOf(runtime, address.runId, address.stepId, address.path);
  if (!sides.ok) throw new Error(sides.failure.message);
  return sides.value[address.side] ?? '';
}
