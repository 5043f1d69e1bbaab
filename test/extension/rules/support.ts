import { type ClientOptions, RulesClient } from '../../../src/extension/rules/client.ts';
import type { FileFindings, FromWorker, RuleCard } from '../../../src/extension/rules/worker/messages.ts';

export const workerFile = new URL('../../../src/extension/rules/worker/worker.ts', import.meta.url);

/** A worker on a real thread, with what it said. Disposing ends it. */
export interface TestWorker extends AsyncDisposable {
  readonly client: RulesClient;
  readonly said: FromWorker[];
  readonly broke: string[];
  readonly starts: number;
  /** It is this day now, `YYYY-MM-DD`. */
  day(today: string): void;
  /** Resolves once nothing is left to do. */
  idle(): Promise<void>;
  /** What it said of one folder. */
  of(root: string): OfFolder;
}

export interface OfFolder {
  /** The last word on each file, one finding a line: `main.tf:1 aws-kms-rotation`. */
  findings(only?: (rule: string) => boolean): string[];
  last(path: string): FileFindings | undefined;
}

/** `begin` is called each time it starts, as the extension would hand it what it has to know. */
export function startWorker(more: Partial<ClientOptions> = {}, begin: (client: RulesClient, start: number) => void = () => {}): TestWorker {
  const said: FromWorker[] = [];
  const broke: string[] = [];
  let starts = 0;
  let now = Date.UTC(2026, 0, 15);
  const client: RulesClient = new RulesClient({
    file: workerFile,
    take: (message) => said.push(message),
    started: (crashedOn) => {
      starts += 1;
      begin(client, starts);
      more.started?.(crashedOn);
    },
    broke: (why) => broke.push(why),
    now: () => now,
    ...(more.file ? { file: more.file } : {}),
    ...(more.stuckAfterMs ? { stuckAfterMs: more.stuckAfterMs } : {}),
  });
  client.start();
  return {
    client,
    said,
    broke,
    get starts() {
      return starts;
    },
    day: (today) => {
      now = Date.parse(today);
    },
    idle: async () => void (await client.ask('idle', {})),
    of: (root) => ofFolder(root, said),
    [Symbol.asyncDispose]: async () => client[Symbol.dispose](),
  };
}

function ofFolder(root: string, said: readonly FromWorker[]): OfFolder {
  const files = (): Map<string, FileFindings> =>
    new Map(said.flatMap((message) => (message.type === 'findings' && message.root === root ? message.files.map((file) => [file.path, file] as const) : [])));
  return {
    findings: (only = () => true) =>
      [...files()]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .flatMap(([path, { found }]) =>
          found.filter(({ rule }) => only(rule)).map(({ line, rule, quiet }) => `${path}:${line} ${rule}${quiet === undefined ? '' : ` (quiet: ${quiet})`}`),
        ),
    last: (path) => files().get(path),
  };
}

export const rulesSaid = (said: readonly FromWorker[]): readonly RuleCard[] => said.flatMap((message) => (message.type === 'rules' ? message.rules : []));
