/**
 * Runs a plan in a process of its own that can be killed. Arguments: a JSON document {@link Task}. Prints a line when the run
 * begins and one when it has ended.
 */
import { carryOut } from './task.ts';

await carryOut(JSON.parse(process.argv[2] ?? '{}'), (answer) => void process.stdout.write(`${JSON.stringify(answer)}\n`));
