import { type ChildProcess, spawn } from 'node:child_process';
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { closeSync, openSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { ensureKube, hasKube } from '../../scripts/setup/kube.mjs';
import { freePorts } from './ports.ts';

/** A whole Kubernetes on this machine: its control plane is the real one, its machines are kwok's. */
export interface Cluster {
  /** Path of the kubeconfig: contexts `admin` (current) and `limited`, who may do nothing at first. */
  readonly kubeconfig: string;
  readonly contexts: { readonly admin: 'admin'; readonly limited: 'limited' };
  /** Its own folder: logs of the programs (`*.log`), data. */
  readonly dir: string;
  readonly server: string;
  /** PEM. */
  readonly ca: string;
  /** Signs the tokens of service accounts. */
  readonly signingKey: KeyObject;
  /** What every container of the cluster has printed, as the container runtime writes it: `2026-01-01T00:00:00.000000000Z stdout F text`. */
  readonly containerLog: string;
  /** An API call as admin; JSON in, JSON out. Rejects for statuses of 400 and above. */
  call(method: string, path: string, body?: unknown, contentType?: string): Promise<Fields>;
  stopApiServer(): Promise<void>;
  startApiServer(): Promise<void>;
  stop(): Promise<void>;
}

// biome-ignore lint/suspicious/noExplicitAny: what a test reads of an answer is checked by what it expects.
type Fields = any;

export interface ClusterOptions {
  /** Also controllers, scheduler and a node that runs pods. Default: true. Without: API server and etcd alone. */
  readonly controllers?: boolean;
  /** Where a port-forward to this port of any pod leads: a port of this machine. */
  readonly forwards?: Readonly<Record<number, number>>;
}

/** Whether a cluster can be started here without building it first. */
export const hasCluster = hasKube;

const startMsMax = 180_000;
const startsMax = 3;
const adminToken = 'admin-token';
const limitedToken = 'limited-token';

/** Starts one on ports the system picks, ready in about six seconds. End it with `stop()`. */
export async function startCluster(options: ClusterOptions = {}): Promise<Cluster> {
  for (let tries = 1; ; tries++) {
    try {
      return await startOnce(options);
    } catch (error) {
      // A port that was free a moment ago may have gone to another test's server.
      if (tries === startsMax || !(error instanceof Error && /address already in use/.test(error.message))) throw error;
    }
  }
}

async function startOnce({ controllers = true, forwards = {} }: ClusterOptions): Promise<Cluster> {
  const programs = await ensureKube();
  const dir = await realpath(await mkdtemp(join(tmpdir(), 'nimbus-kube-')));
  const [etcdPort, etcdPeerPort, apiPort, kwokPort] = (await freePorts(4)) as [number, number, number, number];
  const server = `https://127.0.0.1:${apiPort}`;
  const etcdUrl = `http://127.0.0.1:${etcdPort}`;
  const peerUrl = `http://127.0.0.1:${etcdPeerPort}`;
  const running: Program[] = [];
  const start = (name: string, path: string, args: readonly string[]): Program => {
    const program = run(path, args, join(dir, `${name}.log`));
    running.push(program);
    return program;
  };

  const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
  await mkdir(join(dir, 'certificates'));
  await writeFile(join(dir, 'sa.key'), keys.privateKey.export({ type: 'pkcs1', format: 'pem' }));
  await writeFile(join(dir, 'sa.pub'), keys.publicKey.export({ type: 'spki', format: 'pem' }));
  await writeFile(join(dir, 'tokens.csv'), `${adminToken},admin,admin,"system:masters"\n${limitedToken},limited,limited,"limited"\n`);

  // The API server makes a certificate of its own: a different one for every cluster.
  const apiArgs = [
    ...[`--etcd-servers=${etcdUrl}`, '--bind-address=127.0.0.1', '--advertise-address=127.0.0.1', `--secure-port=${apiPort}`],
    ...[`--cert-dir=${join(dir, 'certificates')}`, `--token-auth-file=${join(dir, 'tokens.csv')}`, '--authorization-mode=RBAC'],
    ...['--service-account-issuer=https://kubernetes.default.svc', `--service-account-key-file=${join(dir, 'sa.pub')}`],
    ...[`--service-account-signing-key-file=${join(dir, 'sa.key')}`, '--service-cluster-ip-range=10.0.0.0/24', '--profiling=false'],
    // Without controllers no namespace has the service account that every pod needs.
    ...(controllers ? [] : ['--disable-admission-plugins=ServiceAccount']),
  ];
  const etcd = start('etcd', programs.etcd, [
    ...['--data-dir', join(dir, 'etcd'), '--unsafe-no-fsync', '--log-level', 'warn'],
    ...['--listen-client-urls', etcdUrl, '--advertise-client-urls', etcdUrl, '--listen-peer-urls', peerUrl],
    ...['--initial-advertise-peer-urls', peerUrl, '--initial-cluster', `default=${peerUrl}`],
  ]);
  let api: Program | undefined;
  let ca = '';
  const startApiServer = async (): Promise<void> => {
    const started = start('apiserver', programs.apiserver, apiArgs);
    api = started;
    const certificate = join(dir, 'certificates', 'apiserver.crt');
    await until([etcd, started], async () => {
      ca = await readFile(certificate, 'utf8').catch(() => '');
      return ca !== '' && (await isReady(server, ca));
    });
  };
  const stop = async (): Promise<void> => {
    for (const program of running.toReversed()) await program.end();
    await rm(dir, { recursive: true, force: true });
  };

  try {
    await startApiServer();
    const kubeconfig = join(dir, 'kubeconfig');
    await writeFile(kubeconfig, kubeconfigText(server, ca), { mode: 0o600 });
    const cluster: Cluster = {
      kubeconfig,
      contexts: { admin: 'admin', limited: 'limited' },
      dir,
      server,
      ca,
      signingKey: keys.privateKey,
      containerLog: join(dir, 'container.log'),
      call: (method, path, body, contentType) => call(server, ca, method, path, body, contentType),
      startApiServer,
      stopApiServer: async () => api?.end(),
      stop,
    };
    if (controllers) await addMachines(cluster, programs, kwokPort, forwards, start);
    return cluster;
  } catch (error) {
    await stop();
    throw error;
  }
}

type Programs = Awaited<ReturnType<typeof ensureKube>>;
type Start = (name: string, path: string, args: readonly string[]) => Program;

/** Controllers, scheduler, and one node big enough for everything. */
async function addMachines(cluster: Cluster, programs: Programs, port: number, forwards: Readonly<Record<number, number>>, start: Start): Promise<void> {
  const { dir, kubeconfig } = cluster;
  await writeFile(cluster.containerLog, '2026-01-01T00:00:00.000000000Z stdout F started\n');
  await mkdir(join(dir, 'container'));
  const fakes = [
    { kind: 'ClusterLogs', spec: { logs: [{ logsFile: cluster.containerLog, follow: true }] } },
    { kind: 'ClusterExec', spec: { execs: [{ local: { workDir: join(dir, 'container') } }] } },
    {
      kind: 'ClusterPortForward',
      spec: { forwards: Object.entries(forwards).map(([from, to]) => ({ ports: [Number(from)], target: { address: '127.0.0.1', port: to } })) },
    },
  ];
  const texts = fakes.map((fake) => JSON.stringify({ apiVersion: 'kwok.x-k8s.io/v1alpha1', ...fake, metadata: { name: 'all' } }));
  await writeFile(join(dir, 'fakes.yaml'), texts.join('\n---\n'));

  const quiet = ['--leader-elect=false', '--secure-port=0'];
  const serviceAccounts = [`--service-account-private-key-file=${join(dir, 'sa.key')}`, `--root-ca-file=${join(dir, 'certificates', 'apiserver.crt')}`];
  // Its machine reports every 55 s, later on a busy one, and is taken for dead after 50: then no pod gets ready any more.
  const patient = '--node-monitor-grace-period=1h';
  const manager = start('controller-manager', programs.controllerManager, [`--kubeconfig=${kubeconfig}`, patient, ...quiet, ...serviceAccounts]);
  start('scheduler', programs.scheduler, [`--kubeconfig=${kubeconfig}`, ...quiet]);
  const kwok = start('kwok', programs.kwok, [
    ...[`--kubeconfig=${kubeconfig}`, `--config=${join(dir, 'fakes.yaml')}`, `--config=${programs.stages}`, '--manage-all-nodes'],
    ...['--cidr=10.244.0.0/16', '--node-ip=127.0.0.1', `--node-port=${port}`, `--server-address=127.0.0.1:${port}`],
  ]);
  const size = { cpu: '10000', memory: '64Ti', pods: '20000' };
  await cluster.call('POST', '/api/v1/nodes', { metadata: { name: 'node-0' }, status: { allocatable: size, capacity: size } });
  await until([kwok], async () => {
    const node = await cluster.call('GET', '/api/v1/nodes/node-0');
    return node.status?.conditions?.some((c: Fields) => c.type === 'Ready' && c.status === 'True');
  });
  // Pods can be made once their namespace has a service account.
  await until([manager], () => cluster.call('GET', '/api/v1/namespaces/default/serviceaccounts/default').then(Boolean, () => false));
}

const kubeconfigText = (server: string, ca: string): string =>
  JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'admin',
    clusters: [{ name: 'test', cluster: { server, 'certificate-authority-data': Buffer.from(ca).toString('base64') } }],
    users: [
      { name: 'admin', user: { token: adminToken } },
      { name: 'limited', user: { token: limitedToken } },
    ],
    contexts: ['admin', 'limited'].map((name) => ({ name, context: { cluster: 'test', user: name } })),
  });

interface Program {
  readonly failed: () => Promise<string | undefined>;
  end(): Promise<void>;
}

/** Runs until `end()`, at the latest until the test process ends. */
function run(path: string, args: readonly string[], log: string): Program {
  const out = openSync(log, 'a');
  const child: ChildProcess = spawn(path, args, { stdio: ['ignore', out, out] });
  closeSync(out);
  let problem: string | undefined;
  child.on('error', (error) => (problem = error.message));
  const gone = new Promise<void>((done) => child.once('close', () => done()));
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  return {
    failed: async () => {
      if (problem === undefined && child.exitCode === null && child.signalCode === null) return undefined;
      return `${path} ended with ${problem ?? child.exitCode ?? child.signalCode}: ${(await readFile(log, 'utf8')).slice(-2_000)}`;
    },
    async end() {
      process.removeListener('exit', kill);
      if (problem !== undefined || child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGTERM');
      // The API server waits for every open watch; nothing of a test's cluster is worth waiting for.
      const late = setTimeout(kill, 2_000);
      await gone;
      clearTimeout(late);
    },
  };
}

async function until(programs: readonly Program[], isSo: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + startMsMax;
  for (;;) {
    if (await isSo()) return;
    for (const program of programs) {
      const problem = await program.failed();
      if (problem !== undefined) throw new Error(problem);
    }
    if (Date.now() > end) throw new Error(`the test cluster was not ready after ${startMsMax / 1000} s`);
    await pause(50);
  }
}

const isReady = (server: string, ca: string): Promise<boolean> => call(server, ca, 'GET', '/readyz').then(Boolean, () => false);

function call(server: string, ca: string, method: string, path: string, body?: unknown, contentType = 'application/json'): Promise<Fields> {
  return new Promise((done, fail) => {
    const headers = { authorization: `Bearer ${adminToken}`, accept: 'application/json', 'content-type': contentType };
    const asked = request(`${server}${path}`, { method, ca, headers, agent: false }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('error', fail);
      answer.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        if ((answer.statusCode ?? 500) >= 400) return fail(new Error(`${method} ${path}: ${answer.statusCode} ${text}`));
        done(text.startsWith('{') ? JSON.parse(text) : text);
      });
    });
    asked.on('error', fail);
    asked.end(body === undefined ? undefined : JSON.stringify(body));
  });
}
