import type { Outcome } from '../../../domain/failure/failure.ts';
import type { LiveSession } from '../../../domain/terminal.ts';
import type { Cluster } from '../client/cluster.ts';
import { followLogs, type LogOptions } from '../workload/follow.ts';
import type { PodSource } from '../workload/pods.ts';
import { Paint } from './paint.ts';

export interface LogSession {
  readonly title: string;
  /** What is read, in a line above it. */
  readonly head: string;
  /** Lines of several pods may come. */
  readonly many: boolean;
  readonly timestamps: boolean;
  readonly options: LogOptions;
  /** Reached anew, for as long as `signal` does not fire. */
  open(signal: AbortSignal): Promise<Outcome<{ readonly cluster: Cluster; readonly source: PodSource }>>;
}

/** Ctrl+C, Ctrl+D. */
const stopping: ReadonlySet<string> = new Set(['\u0003', '\u0004', 'q']);

/** A log in a terminal until it ends or the terminal is closed. The terminal sets the pace; `t` switches timestamps, Ctrl+C stops it. */
export const logSession = ({ title, head, many, timestamps, options, open }: LogSession): LiveSession => ({
  kind: 'log',
  title,
  async run(at) {
    const paint = new Paint(many, timestamps, (text) => at.clean(text));
    const stop = new AbortController();
    const signal = AbortSignal.any([at.signal, stop.signal]);
    at.onKeys((keys) => {
      if (stopping.has(keys)) stop.abort();
      else if (keys === 't') {
        paint.timestamps = !paint.timestamps;
        void at.write(paint.note(`timestamps ${paint.timestamps ? 'on' : 'off'} from here`));
      }
    });
    await at.write(paint.note(`${head} · t: timestamps · Ctrl+C: stop`));
    try {
      const opened = await open(signal);
      if (!opened.ok) return `${opened.failure.message} ${opened.failure.fix}`;
      const reading = followLogs(opened.value.cluster, opened.value.source, options, signal);
      let next = await reading.next();
      for (; !next.done; next = await reading.next()) await at.write(next.value.type === 'line' ? paint.line(next.value.line) : paint.event(next.value));
      if (!next.value.ok) return `${next.value.failure.message} ${next.value.failure.fix}`;
    } catch (error) {
      if (!signal.aborted) throw error;
    }
    return signal.aborted ? 'Stopped.' : 'The log has ended.';
  },
});
