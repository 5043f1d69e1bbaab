import type { Outcome } from '../../domain/failure/failure.ts';
import { dataFolder } from '../../machine/folders.ts';
import { findTerraform } from '../../tools/terraform/program.ts';
import { withHouse } from '../house.ts';
import type { Screen } from '../screen.ts';

interface Check {
  readonly name: string;
  readonly status: 'ok' | 'missing';
  readonly detail: string;
  readonly fix?: string;
}

/** Looks at what the tools need; ends with 0 whatever is missing: it is a report. */
export const doctor = (screen: Screen): Promise<number> =>
  withHouse(async (house) => {
    const at = house.workplace(screen.folder, new AbortController().signal, () => {});
    const check = <T>(name: string, outcome: Outcome<T>, say: (value: T) => string): Check =>
      outcome.ok ? { name, status: 'ok', detail: say(outcome.value) } : { name, status: 'missing', detail: outcome.failure.message, fix: outcome.failure.fix };
    const checks: Check[] = [
      { name: 'node', status: 'ok', detail: process.version },
      { name: 'store', status: 'ok', detail: dataFolder() },
      check('terraform', await findTerraform(at), (p) => `${p.product} ${p.version} (${p.command})`),
      check('git', await at.exec('git', ['--version'], { timeoutMs: 10_000 }), (done) => done.stdout.trim()),
    ];
    screen.result({ checks }, () =>
      checks
        .map(
          (c) =>
            `${c.status === 'ok' ? screen.paint('green', '✓') : screen.paint('yellow', '–')} ${c.name.padEnd(12)} ${c.detail}${c.fix ? `\n    ${c.fix}` : ''}`,
        )
        .join('\n'),
    );
    return 0;
  });
