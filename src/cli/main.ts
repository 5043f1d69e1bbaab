import { createRequire } from 'node:module';

/** `node:sqlite` and what else the runtime stands on came with this one. */
const nodeMin = [22, 13] as const;

/** The headless host. Reads no store and loads no runtime before a command needs them. */
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < nodeMin[0] || (major === nodeMin[0] && minor < nodeMin[1])) {
  process.stderr.write(
    `✗ Node ${process.versions.node} runs this; Nimbus needs ${nodeMin.join('.')} or newer.\n  Install a newer Node, or use the checkout's own: npm run --silent nimbus -- …\n`,
  );
  process.exitCode = 5;
} else if (!(await wasScan())) {
  const [{ buildProgram, groupsOf }, { inOrder }] = await Promise.all([import('./program.ts'), import('./arguments.ts')]);
  const program = buildProgram();
  await program.parseAsync(inOrder(process.argv.slice(2), groupsOf(program)), { from: 'user' });
}

/** `nimbus scan` in its plain form is a program of its own beside this one, where there is a build: see `scan/at-once.ts`. */
async function wasScan(): Promise<boolean> {
  if (process.argv[2] !== 'scan') return false;
  // An import of it would make all of its parts, streams included, before the first is asked for.
  const { existsSync } = process.getBuiltinModule('node:fs');
  const file = `${import.meta.dirname}/scan.cjs`;
  if (!existsSync(file)) return false;
  const { startScan } = createRequire(import.meta.url)(file) as typeof import('./scan/start.ts');
  const exitCode = await startScan(process.argv.slice(3));
  if (exitCode === undefined) return false;
  process.exitCode = exitCode;
  return true;
}
