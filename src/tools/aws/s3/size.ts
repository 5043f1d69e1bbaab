import type { Workplace } from '../../../domain/workplace.ts';

/** `12 B`, `3.4 MB`. */
export function sizeOf(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let n = bytes;
  let unit = 0;
  for (; n >= 1000 && unit < units.length - 1; unit++) n /= 1000;
  return `${unit === 0 ? n : n.toFixed(n < 10 ? 1 : 0)} ${units[unit]}`;
}

const stepsTold = 200;

/** Tells the progress over so many bytes, not more often than a person can see. `what`: `3 of 9 files, `. */
export function bytesTold(total: number, at: Pick<Workplace, 'progress'>, what: () => string = () => ''): (bytes: number) => void {
  let done = 0;
  let told = -1;
  return (bytes) => {
    done += bytes;
    const step = total === 0 ? stepsTold : Math.floor((done / total) * stepsTold);
    if (step === told) return;
    told = step;
    at.progress(`${what()}${sizeOf(done)} of ${sizeOf(total)}`, total === 0 ? 1 : Math.min(1, done / total));
  };
}
