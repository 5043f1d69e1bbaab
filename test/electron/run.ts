import { writeFileSync } from 'node:fs';
import Mocha from 'mocha';
import { kubernetesSuite } from './kubernetes.ts';
import { measure, suites } from './suite.ts';

/** What the host is asked to write into the file NIMBUS_HOST_REPORT names, for whoever started it. */
export interface HostReport {
  readonly passed: readonly string[];
  readonly failed: readonly { readonly name: string; readonly message: string }[];
  readonly measured?: Awaited<ReturnType<typeof measure>>;
}

/** VS Code calls this inside the extension host; it rejects when a test fails. */
export async function run(): Promise<void> {
  // Before anything else touches the extension: activation is measured once, as it happens.
  const measured = await measure().catch((error: unknown) => error);
  const mocha = new Mocha({ ui: 'tdd', timeout: 30_000, reporter: 'min' });
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  suites(measured);
  const cluster = process.env.NIMBUS_HOST_CLUSTER;
  if (cluster) kubernetesSuite(JSON.parse(cluster));

  const passed: string[] = [];
  const failed: { name: string; message: string }[] = [];
  await new Promise<void>((resolve) => {
    mocha
      .run(() => resolve())
      .on('pass', (test) => passed.push(test.fullTitle()))
      .on('fail', (test, error: Error) => failed.push({ name: test.fullTitle(), message: error.stack ?? error.message }));
  });
  const report: HostReport = { passed, failed, ...(measured instanceof Error ? {} : { measured: measured as Awaited<ReturnType<typeof measure>> }) };
  if (process.env.NIMBUS_HOST_REPORT) writeFileSync(process.env.NIMBUS_HOST_REPORT, JSON.stringify(report));
  if (failed.length > 0) throw new Error(`${failed.length} failed: ${failed.map(({ name, message }) => `${name}\n${message}`).join('\n')}`);
}
