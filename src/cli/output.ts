import fs from 'node:fs';

let isWatched = false;

/**
 * Output that can't be written never ends what is under way. Who read it may be gone (`| head`, a terminal that was closed):
 * nobody is left to tell, and the command ends as it would have. Any other reason, such as a full disk, is told and counts as
 * a failure.
 */
export function watchOutput(): void {
  if (isWatched) return;
  isWatched = true;
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (isReaderGone(error)) return;
    process.stderr.write(`✗ The output could not be written: ${error.message}.\n  What was done is in the history: nimbus runs list.\n`);
    process.once('exit', () => {
      if (!process.exitCode) process.exitCode = 1;
    });
  });
  process.stderr.on('error', () => {});
}

/**
 * For a program that says one thing and ends: a stream takes longer to make than most of what it would carry. What can't be
 * written without one, on a terminal or where something is in the way, is left to it. Answers whether all of it is written.
 */
export function writePlainly(text: string): boolean {
  const bytes = Buffer.from(text);
  let written = 0;
  try {
    if (!fs.fstatSync(1).isCharacterDevice()) while (written < bytes.length) written += fs.writeSync(1, bytes, written);
  } catch {
    // The stream comes upon it too, and what is to be said of it is said there.
  }
  if (written === bytes.length) return true;
  watchOutput();
  process.stdout.write(bytes.subarray(written));
  return false;
}

/** EIO is a terminal that was closed; the last is what streams say after the first such error. */
const isReaderGone = ({ code }: NodeJS.ErrnoException): boolean => code === 'EPIPE' || code === 'EIO' || code === 'ERR_STREAM_DESTROYED';

/** For a process that ends at once, when a pipe may not have taken all that a stream holds. */
export function writeNow(file: 1 | 2, text: string): void {
  try {
    fs.writeSync(file, text);
  } catch (error) {
    if (!isReaderGone(error as NodeJS.ErrnoException)) throw error;
  }
}
