import type { ScanReport } from '../../domain/finding.ts';
import { listedFiles } from '../../machine/listed-files.ts';
import { scanFolder } from '../../rules/engine/scan-folder.ts';
import type { Renderer } from '../../rules/kubernetes/render.ts';
import { Redactor } from '../../safety/redact.ts';
import { Screen } from '../screen.ts';
import { countedFiles, noWork, type Work } from './compilers.ts';
import { type Place, placeOf } from './place.ts';
import { type PlainArguments, plainArguments } from './plain-arguments.ts';
import { tell } from './tell.ts';

/**
 * `nimbus scan` where it asks for nothing but a look, in a file of its own that holds only what that takes: start-up is most
 * of a small scan. Resolves to the exit code; `undefined`, before a word was said, when the whole command line has to do it:
 * for options that are not plain, for Helm charts to render, and for all that goes wrong, which it says in full. `work` tells in
 * the end what there was to read; `out`: see {@link Screen}.
 *
 * **Invariant:** it reads files and starts nothing. What does more goes through the gate, in `scan-run.ts`.
 */
export async function scanAtOnce(args: readonly string[], work: Work = noWork(), out?: (text: string) => void): Promise<number | undefined> {
  const asked = plainArguments(args);
  if (asked === undefined) return undefined;
  const screen = new Screen({ ...(asked.cwd === undefined ? {} : { cwd: asked.cwd }), json: asked.json, events: false, verbose: false, color: true }, out);
  const seen = await scanned(screen, asked, work);
  return seen && tell(seen.report, asked.format, asked.failOn, seen.place, screen);
}

class NeedsAll extends Error {}

const needsAll = (): never => {
  throw new NeedsAll();
};
/** What it takes to render a chart is not here. */
const renderer: Renderer = { exec: needsAll, locate: needsAll, scratch: needsAll };

async function scanned(
  screen: Screen,
  { path, format, render, json }: PlainArguments,
  work: Work,
): Promise<{ readonly report: ScanReport; readonly place: Place } | undefined> {
  const started = Date.now();
  try {
    const place = placeOf(path, screen);
    const outcome = await scanFolder(countedFiles(listedFiles(place.folder), work), {
      path: place.path,
      replacements: format === 'sarif',
      ...(render ? { renderer } : {}),
      now: Date.now,
      signal: new AbortController().signal,
    });
    if (!outcome.ok) return undefined;
    // A document is redacted by the screen, as it is told; of a text only that can be known which is still a value.
    const redacted = format === 'json' || json ? outcome.value : new Redactor(process.env).value(outcome.value);
    return { place, report: { ...redacted, elapsedMs: Date.now() - started } };
  } catch {
    // Whatever it is: the whole command line comes upon it too, and says it.
    return undefined;
  }
}
