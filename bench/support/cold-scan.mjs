import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { processorMs } from './processor-time.mjs';

const exec = promisify(execFile);

/** `280 ms (720)`: processor time, and by the clock. */
export const told = ({ cpu, wall, isCutOff }) => `${isCutOff ? 'ended without an answer after ' : ''}${cpu.toFixed(0)} ms (${wall.toFixed(0)})`;

/** A process of its own, from its start to its end; exit code 1 says that there are findings. `isCutOff`: it was ended after `mostMs`. */
export async function time(program, args, cwd, env, mostMs = 0) {
  const started = performance.now();
  const before = processorMs();
  let isCutOff = false;
  await exec(program, args, { cwd, env, maxBuffer: 512 * 1024 * 1024, timeout: mostMs, killSignal: 'SIGKILL' }).catch((error) => {
    isCutOff = error.killed === true;
    if (!isCutOff && error.code !== 1) throw error;
  });
  return { wall: performance.now() - started, cpu: processorMs() - before, isCutOff };
}

/** Medians of three of ours and one of theirs a round, those of ours first, so that both have the machine alike. */
export async function inTurn(ours, theirs, rounds = 3) {
  const [mine, others] = [[], []];
  for (let round = 0; round < rounds; round++) {
    for (let n = 0; n < 3; n++) mine.push(await ours());
    others.push(await theirs());
  }
  return [medians(mine), medians(others)];
}

const medians = (all) => ({
  cpu: median(all.map(({ cpu }) => cpu)),
  wall: median(all.map(({ wall }) => wall)),
  isCutOff: all.some(({ isCutOff }) => isCutOff),
});
const median = (numbers) => numbers.toSorted((x, y) => x - y)[Math.floor(numbers.length / 2)];
