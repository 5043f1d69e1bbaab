import { buildProgram } from './program.ts';

/** The headless host. Reads no store and loads no runtime before a command needs them. */
const program = buildProgram();
await program.parseAsync(process.argv);
