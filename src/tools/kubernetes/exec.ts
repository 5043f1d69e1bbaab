import { z } from 'zod';
import { digestOf } from '../../base/hash.ts';
import { type Failure, failed, type Outcome, ok } from '../../domain/failure/failure.ts';
import { commandFailed, execTimedOut, noTerminal, streamFailed } from '../../domain/failure/kubernetes.ts';
import { type Observation, tool } from '../../domain/tool.ts';
import type { Workplace } from '../../domain/workplace.ts';
import { isPrivileged, podSpecOf } from './change/impact.ts';
import type { Cluster, Ref } from './client/cluster.ts';
import { findNamed } from './client/named.ts';
import { addressOf } from './client/object.ts';
import { openStream } from './client/socket.ts';
import { container, context, name, namespace, wellFormed } from './fields.ts';
import { isShell } from './terminal/shell-command.ts';
import { openShell } from './terminal/shell-session.ts';
import { endIn } from './terminal/stream-end.ts';
import { containerOf } from './workload/pods.ts';
import type { Pod } from './workload/why.ts';

const input = z.strictObject({
  name: name.describe('Name of the pod.'),
  command: z
    .array(
      z
        .string()
        .min(1)
        .max(100_000)
        .regex(/^[^\0]*$/, 'without NUL')
        .regex(wellFormed, 'well-formed text'),
    )
    .min(1)
    .max(1_000)
    .describe('The command as an argument vector; no shell takes it apart.'),
  container,
  namespace,
  terminal: z.boolean().default(false).describe('Hand it over to a terminal of the editor, to type into, until it ends or that is closed: for a shell.'),
  timeoutSeconds: z.int().min(1).max(3_600).default(60).describe('End the call after so many seconds; not in a terminal.'),
  context,
});
type Input = z.output<typeof input>;

const output = z.object({
  name: z.string(),
  code: z.int().optional().describe('Exit code; absent while it goes on in a terminal.'),
  stdout: z.string(),
  stderr: z.string(),
  truncated: z.boolean(),
  container: z.string(),
  namespace: z.string().optional(),
  context: z.string(),
});

const outputBytesMax = 1024 * 1024;

export const exec = tool({
  name: 'kubernetes.exec',
  effect: 'change',
  summary: 'Run a command inside a container of a pod.',
  input,
  output,
  commands: ['kubectl exec {name}', 'kubectl exec pod|po|pods/{name}'],
  says: [
    'run "ls /tmp" in pod web-0',
    'exec into the pod api-0 and run "env"',
    'execute `date` inside the web container of pod web-0',
    'kubectl exec web-0 -- cat /etc/hosts',
    'run `ls` in pod api-0',
    'exec into pod web-0 and run `ps`',
    'run `cat /etc/hosts` inside the container app of api-0',
    'execute `env` inside web-0',
    'run `df -h` on pod db-0',
    'open pod web-0 and run `ls`',
    'what does `date` say in pod web-0',
    'run date inside web-0',
    'get into web-0 and run ls',
    'env in pod web-0',
    'what does `df -h` say in web-0?',
    'call `ps` in container app of web-0',
    'execute "whoami" on web-0',
    'check the disk with df -h on pod kafka-0',
    'in pod web-0 execute nslookup api',
    'do a ps aux within pod api-0',
    'what does whoami say in pod web-0',
    'try curl localhost in pod web-0',
    'get the environment variables of pod web-0 with env',
    'look into /etc/hosts of pod web-0 with cat',
    'call nginx -t in pod proxy-0',
    'start redis-cli ping in cache-0',
    'exec web-0: env',
    'launch the command redis-cli ping in pod cache-0',
    'call nginx -t in the pod proxy-0 of edge',
    'try ls /data inside pod worker-0',
    'let pod web-0 run env',
    'see what ps aux says in pod api-0',
    'curl localhost:8080/health from inside pod web-0',
    'run "env" in pod checkout-6c5d on context staging-eu with a timeout of 15 seconds, I doubt that it got the new settings',
    'Please run `nginx -t` in container proxy of pod gateway-0.',
    'open a shell (sh) in the pod kiosk-api-1 in a terminal',
    'I need a bash inside the orders-7d8 pod, namespace shop, in the terminal',
    'in the billing pod billing-worker-x2k run rake db:version, timeout 60 seconds',
    'redis-cli ping within pod cache-0 ns cache',
    'Requesting execution of "python manage.py check" in pod portal-9c, container app.',
    'let me into pod fleet-db-0, psql -U admin, I need it in a terminal',
    'get inside pod reports-1 and run something there for me, I want to know what its file system looks like since the upgrade',
    'curl localhost:8080/healthz from inside pod cart-84',
    'is the file there? ls -l /config in container sidecar, pod edge-77',
    'i want execute java -version in pod batch-5 on the namespace batch',
    'pod mail-0: run "postqueue -p"',
    'ran out of ideas, print the hosts file of the pod web-0 for me with cat /etc/hosts, inside contaner main, i think the dns entry is wrong there',
  ],
  examples: [{ title: 'Look at a file in a container', input: { name: 'web-0', command: ['cat', 'settings.yaml'], namespace: 'shop' } }],
  guessMs: 2_000,
  timeoutMs: 3_700_000,

  async preview(what, at) {
    if (what.terminal && at.terminals === undefined) return failed(noTerminal());
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { cluster, ref, pod, container } = seen.value;
    // Streams are asked for by GET, and newer clusters ask for both.
    const allowed = await cluster.allowed('create', ref, 'exec');
    if (!allowed.ok) return allowed;
    const target = cluster.target([ref]);
    const privileged = isPrivileged(podSpecOf({ ...pod, kind: 'Pod' }));
    const shown = what.command.map((arg) => (/^[\w@%+=:,./-]+$/.test(arg) ? arg : JSON.stringify(arg))).join(' ');
    const doing = !what.terminal
      ? `Run ${shown.slice(0, 300)}`
      : isShell(what.command)
        ? 'Open a shell (bash, else sh)'
        : `Open a terminal with ${shown.slice(0, 300)}`;
    return ok({
      digest: digestOf({ what, target: target.facts, uid: pod.metadata.uid, container }),
      summary: `${doing} in ${addressOf(ref)}, container ${container}, in ${cluster.context}`,
      files: [],
      undo: { impossible: 'what a command does inside a container is not known here' },
      warnings: [...cluster.warnings(), ...(what.terminal ? ['what is typed in the terminal is neither asked about nor recorded'] : [])],
      target,
      impacts: [
        {
          address: addressOf(ref),
          type: 'Pod',
          operation: 'update',
          marks: ['runs-code', ...(privileged ? (['privileged'] as const) : [])],
          detail: `runs ${what.command[0]} in container ${container}`,
        },
      ],
    });
  },

  async run(what, at) {
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { cluster, ref, container } = seen.value;
    if (what.terminal) return inTerminal(what, seen.value, at);
    const done = await execute(what, seen.value, at);
    if (!done.ok) return done;
    const { code, stdout, stderr, truncated } = done.value;
    if (code !== 0) return failed(commandFailed(addressOf(ref), code, stderr || stdout));
    const output = {
      name: what.name,
      code,
      stdout,
      stderr,
      truncated,
      container,
      ...(ref.namespace === undefined ? {} : { namespace: ref.namespace }),
      context: cluster.context,
    };
    return {
      ok: true,
      output,
      summary: `${what.command[0]} ended well in ${addressOf(ref)}, container ${container}.`,
      undo: { impossible: 'what a command does inside a container is not known here' },
    };
  },
});

interface Seen {
  readonly cluster: Cluster;
  readonly ref: Ref;
  readonly pod: Pod;
  readonly container: string;
}

async function look(what: Input, at: Workplace): Promise<Outcome<Seen>> {
  const found = await findNamed<Pod>({ ...what, kind: 'pod' }, at);
  if (!found.ok) return found;
  const { cluster, ref, object: pod } = found.value;
  const container = containerOf(pod, what.container);
  return container.ok ? ok({ cluster, ref, pod, container: container.value }) : container;
}

/** Hands the command over once it runs: what keeps it from that is this call's own failure. */
async function inTerminal(what: Input, { cluster, ref, container }: Seen, at: Workplace): Promise<Observation<z.output<typeof output>>> {
  const { terminals } = at;
  if (terminals === undefined) return failed(noTerminal());
  const shell = await openShell({ cluster, pod: ref, container, command: what.command });
  if (!shell.ok) return shell;
  terminals.show(shell.value);
  return {
    ok: true,
    output: {
      name: what.name,
      stdout: '',
      stderr: '',
      truncated: false,
      container,
      ...(ref.namespace === undefined ? {} : { namespace: ref.namespace }),
      context: cluster.context,
    },
    summary: `${what.command[0]} runs in a terminal, in ${addressOf(ref)}, container ${container} (context ${cluster.context}); what is typed there is not recorded.`,
    undo: { impossible: 'what is done inside a container is not known here' },
  };
}

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly truncated: boolean;
}

/** Channels: 1 standard output, 2 standard error, 3 how it ended. Source: k8s.io/apimachinery/pkg/util/remotecommand. */
async function execute({ command, timeoutSeconds }: Input, { cluster, ref, container }: Seen, at: Workplace): Promise<Outcome<Ended>> {
  const streams = { 1: new Collected(), 2: new Collected() };
  let status = '';
  const query: readonly (readonly [string, string])[] = [
    ['container', container],
    ['stdout', 'true'],
    ['stderr', 'true'],
    ...command.map((arg) => ['command', arg] as const),
  ];
  const opened = await openStream(cluster, ref, 'exec', query, (channel, bytes) => {
    if (channel === 3) status += bytes.toString('utf8');
    else if (channel === 1 || channel === 2) {
      streams[channel].add(bytes);
      at.progress(bytes.toString('utf8').slice(0, 300).trimEnd());
    }
  });
  if (!opened.ok) return opened;
  const socket = opened.value;
  let failure: Failure | undefined;
  try {
    await new Promise<void>((done, fail) => {
      socket.onclose = () => done();
      const timer = setTimeout(() => {
        failure = execTimedOut(addressOf(ref), timeoutSeconds * 1000);
        done();
      }, timeoutSeconds * 1000);
      const abort = () => fail(at.signal.reason);
      at.signal.addEventListener('abort', abort, { once: true });
      socket.addEventListener('close', () => {
        clearTimeout(timer);
        at.signal.removeEventListener('abort', abort);
      });
      if (at.signal.aborted) abort();
    });
  } finally {
    socket.close();
  }
  if (failure !== undefined) return failed(failure);
  const code = endIn(status);
  if (!code.ok) return failed(streamFailed(addressOf(ref), code.why));
  return ok({ code: code.code, stdout: streams[1].text(), stderr: streams[2].text(), truncated: streams[1].truncated || streams[2].truncated });
}

/** The first part of a stream; what is over the bound is counted and dropped. */
class Collected {
  readonly #chunks: Buffer[] = [];
  #size = 0;
  truncated = false;

  add(bytes: Buffer): void {
    const room = outputBytesMax - this.#size;
    if (bytes.byteLength > room) this.truncated = true;
    if (room > 0) this.#chunks.push(bytes.subarray(0, room));
    this.#size += Math.min(room, bytes.byteLength);
  }

  text(): string {
    return Buffer.concat(this.#chunks).toString('utf8');
  }
}
