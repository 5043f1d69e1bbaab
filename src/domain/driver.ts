/** The process that drives a run. */
export interface Driver {
  readonly host: 'window' | 'command line';
  readonly pid: number;
}

/** Where that is, seen from another process; `undefined`: a run of before this was kept. */
export const driverWords = (driver: Driver | undefined): string => {
  if (driver === undefined) return 'in another window or on a command line';
  return driver.host === 'window' ? `in another VS Code window (process ${driver.pid})` : `on a command line (process ${driver.pid})`;
};

/** `14:05`; with the day when it is another one. */
export function sinceWords(at: number, now: number): string {
  const time = new Date(at).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
  const isToday = new Date(at).toDateString() === new Date(now).toDateString();
  return isToday ? time : `${time} on ${new Date(at).toLocaleDateString('en-GB', { day: 'numeric', month: 'long' })}`;
}

/** What is said of a plan that waits for its yes in another process. */
export const waitsElsewhere = (driver: Driver | undefined, askedAt: number | undefined, now: number): string =>
  `This plan waits ${driverWords(driver)}${askedAt === undefined ? '' : ` since ${sinceWords(askedAt, now)}`}, and takes its yes only there.`;
