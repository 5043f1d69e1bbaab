import { buildProgram } from './program.ts';

/** `node:sqlite` and what else the runtime stands on came with this one. */
const nodeMin = [22, 13] as const;

/** The headless host. Reads no store and loads no runtime before a command needs them. */
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < nodeMin[0] || (major === nodeMin[0] && minor < nodeMin[1])) {
  process.stderr.write(
    `✗ Node ${process.versions.node} runs this; Nimbus needs ${nodeMin.join('.')} or newer.\n  Install a newer Node, or use the checkout's own: npm run --silent nimbus -- …\n`,
  );
  process.exitCode = 5;
} else {
  await buildProgram().parseAsync(process.argv);
}
