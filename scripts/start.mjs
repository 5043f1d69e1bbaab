import { nimbus } from './nimbus.mjs';

/** `npm start`: the whole job on the sample answers, without an account, a key or a question. */
try {
  process.exitCode = await nimbus(['demo', ...process.argv.slice(2)]);
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
