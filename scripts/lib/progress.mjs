import { Missing } from '../setup/apt.mjs';
import { outcome } from './parts.mjs';
import { say } from './place.mjs';

const silentMs = 30_000;

/** Runs a part with its name before every line, a sign of life when it is silent, and a line at the end. */
export async function follow(part) {
  const started = Date.now();
  let rest = '';
  const line = (text) => say(`[${part.name}] ${text}`);
  const beat = setInterval(() => line(`still running, ${seconds(started)}`), silentMs);
  const tell = (chunk) => {
    beat.refresh();
    const lines = (rest + chunk).split('\n');
    rest = lines.pop();
    for (const text of lines) if (text.trim()) line(text);
  };
  line('started');
  try {
    const result = await part.run(tell);
    if (rest.trim()) line(rest);
    line(`${result.failures.length > 0 ? 'failed' : 'done'} in ${seconds(started)}${result.note ? `, ${result.note}` : ''}`);
    return result;
  } catch (error) {
    line(`${error instanceof Missing ? 'skipped' : 'failed'} after ${seconds(started)}: ${error.message.split('\n')[0]}`);
    if (error instanceof Missing) return outcome({ skipped: [{ name: part.name, reason: error.message }] });
    return outcome({ failures: [{ name: part.name, output: error.stack ?? String(error) }] });
  } finally {
    clearInterval(beat);
  }
}

const seconds = (since) => `${((Date.now() - since) / 1000).toFixed(1)} s`;

/** At most `count` of the jobs handed in run at once; the others wait in order. */
export function slots(count) {
  let free = count;
  const waiting = [];
  const leave = () => {
    const next = waiting.shift();
    if (next) next();
    else free += 1;
  };
  return async (job) => {
    if (free === 0) await new Promise((go) => waiting.push(go));
    else free -= 1;
    try {
      return await job();
    } finally {
      leave();
    }
  };
}

/**
 * The closing summary: what failed with the end of its output, what passed at its second try only, what was skipped and why, and the totals as the last line, alone.
 * Answers the exit code.
 */
export function summarize(results, { noSkips = false } = {}) {
  const all = (field) => results.flatMap((result) => result[field]);
  const skipped = all('skipped');
  const second = all('second');
  const failures = [...all('failures'), ...tooMany(second)];
  const passed = results.reduce((sum, result) => sum + result.passed, 0);

  const lines = [''];
  for (const { name, output } of failures) lines.push(`FAILED ${name}`, ...tail(output));
  for (const { name, output } of second) lines.push(`SECOND TRY ${name}`, ...tail(output));
  for (const { name, reason } of skipped) lines.push(`${noSkips ? 'FAILED (skipped, and --no-skips is on)' : 'SKIPPED'} ${name}: ${reason}`);
  const failed = failures.length + (noSkips ? skipped.length : 0);
  const totals = [`${passed} passed`, `${failed} failed`];
  if (skipped.length > 0 && !noSkips) totals.push(`${skipped.length} skipped`);
  process.stdout.write(`${[...lines, totals.join(', ')].join('\n')}\n`);
  return failed > 0 ? 1 : 0;
}

/** A few second tries are a busy machine, more are a race. */
const secondTriesMax = 3;
const tooMany = (second) =>
  second.length > secondTriesMax ? [{ name: `${second.length} tests passed at their second try only`, output: `At most ${secondTriesMax} may.` }] : [];

const tail = (output) =>
  output
    .trim()
    .split('\n')
    .slice(-60)
    .filter(Boolean)
    .map((line) => `    ${line}`);
