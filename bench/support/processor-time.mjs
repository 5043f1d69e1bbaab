import { readFileSync } from 'node:fs';

const ticksInSecond = 100;

/** Processor time, in ms, of all processes this one started and has seen the end of, theirs included. Source: proc(5), `cutime` and `cstime`. */
export function processorMs() {
  const text = readFileSync('/proc/self/stat', 'utf8');
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return ((Number(fields[13]) + Number(fields[14])) / ticksInSecond) * 1000;
}
