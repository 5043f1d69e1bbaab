import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import { ensureKubectlAndHelm } from '../../../scripts/setup/kubectl-helm.mjs';
import { helmTools } from '../../../src/tools/helm/all.ts';
import { inCluster } from '../../../src/tools/kubernetes/in-cluster.ts';
import type { World } from '../../support/drive-tool.ts';
import { testHouse } from '../../support/house.ts';
import { type Cluster, startCluster } from '../../support/kube.ts';
import type { Registry } from '../../support/registry.ts';
import { tempFolder } from '../../support/temp.ts';
import { plant } from '../../support/tree.ts';

export type Program = 'helm3' | 'helm4';
export const programs: readonly Program[] = ['helm3', 'helm4'];

/** One cluster for a file; every test takes a namespace of its own. */
export function clusterForFile(): { readonly now: Cluster; readonly helm: Record<Program, string> } {
  let cluster: Cluster | undefined;
  let helm: Record<Program, string> | undefined;
  beforeAll(async () => {
    helm = await ensureKubectlAndHelm();
    cluster = await startCluster();
  });
  afterAll(async () => cluster?.stop());
  const there = <T>(value: T | undefined): T => {
    if (value === undefined) throw new Error('the cluster is started before the first test');
    return value;
  };
  return {
    get now() {
      return there(cluster);
    },
    get helm() {
      return there(helm);
    },
  };
}

let spaces = 0;
export const newNamespace = (program: string): string => `${program}-${++spaces}`;

/** A workspace with a chart in `web`, whose programs see this helm and this cluster. */
export function helmWorld(helm: string, kubeconfig: string, env: Readonly<Record<string, string>> = {}): World {
  const house = testHouse(helmTools(inCluster));
  plant(house.folder, chart);
  // Whatever a person's shell says, the cluster that is shown is the one.
  const whole = {
    PATH: process.env.PATH,
    HOME: house.data,
    KUBECONFIG: kubeconfig,
    NIMBUS_HELM: helm,
    HELM_NAMESPACE: 'elsewhere',
    HELM_KUBECONTEXT: 'nowhere',
    // It ends before what it collects would have been missed.
    GOGC: '400',
    ...env,
  };
  return {
    ...house,
    workplace: (folder, signal, progress) => {
      const at = house.workplace(folder, signal, progress);
      return { ...at, env: whole, exec: (program, args, options) => at.exec(program, args, { ...options, env: { ...whole, ...options?.env } }) };
    },
  };
}

/** A chart repository of this test's own: what is in it is published by `publish`. It shows the certificate of the registry. */
export async function startRepository(
  helm: string,
  { certificate }: Registry,
): Promise<{ readonly url: string; publish(files: Readonly<Record<string, string>>): void }> {
  const folder = tempFolder();
  mkdirSync(join(folder, 'offered'));
  const server = createServer({ cert: readFileSync(certificate), key: readFileSync(join(dirname(certificate), 'key.pem')) }, (asked, answer) => {
    const [, name = ''] = /^\/([\w.-]+)$/.exec(asked.url ?? '') ?? [];
    try {
      answer.end(readFileSync(join(folder, 'offered', name)));
    } catch {
      answer.writeHead(404).end();
    }
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const run = (...args: readonly string[]) => execFileSync(helm, args, { cwd: folder, env: { PATH: process.env.PATH, HOME: folder }, stdio: 'pipe' });
  run('repo', 'index', 'offered', `--url=${url}`);
  return {
    url,
    publish: (files) => {
      plant(folder, files);
      run('package', 'web', '--destination', 'offered');
      run('repo', 'index', 'offered', `--url=${url}`);
    },
  };
}

/** Pushes the chart to the registry with its values changed by `change`, as somebody else's pipeline would. */
export function pushChart(helm: string, charts: Registry, name: string, version: string, change: (text: string) => string = (text) => text): void {
  const folder = tempFolder();
  const files = Object.entries(chart).map(([path, text]) => [path, path.endsWith('values.yaml') ? change(text) : text] as const);
  plant(folder, { ...Object.fromEntries(files), 'web/Chart.yaml': `apiVersion: v2\nname: ${name}\nversion: ${version}\n` });
  mkdirSync(join(folder, 'packed'));
  const run = (...args: readonly string[]) =>
    execFileSync(helm, args, { cwd: folder, env: { PATH: process.env.PATH, HOME: folder, SSL_CERT_FILE: charts.certificate }, stdio: 'pipe' });
  run('package', 'web', '--destination', 'packed');
  run('push', join('packed', `${name}-${version}.tgz`), `oci://${charts.address}/charts`);
}

/** What makes a chart have notes, a hook and a test. */
export const withHooks: Readonly<Record<string, string>> = {
  'web/templates/NOTES.txt': 'Open https://{{ .Release.Name }}.example.com\n',
  'web/templates/hooks.yaml': `apiVersion: v1
kind: Secret
metadata: {name: "{{ .Release.Name }}-once", annotations: {helm.sh/hook: pre-install}}
stringData: {password: hunter2-hook}
---
apiVersion: batch/v1
kind: Job
metadata: {name: "{{ .Release.Name }}-test", annotations: {helm.sh/hook: test}}
spec:
  backoffLimit: 0
  template: {spec: {restartPolicy: Never, containers: [{name: test, image: "test:1"}]}}
`,
};

const deployment = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ .Release.Name }}
spec:
  replicas: {{ .Values.replicas }}
  selector:
    matchLabels: {app: {{ .Release.Name }}}
  template:
    metadata:
      labels: {app: {{ .Release.Name }}}
    spec:
      containers:
        - name: web
          image: {{ .Values.image.name }}:{{ .Values.image.tag }}
          resources:
            requests: {cpu: 1000m, memory: 1024Mi}
`;

export const chart: Readonly<Record<string, string>> = {
  'web/Chart.yaml': 'apiVersion: v2\nname: web\nversion: 1.0.0\nappVersion: "1.25"\n',
  'web/values.yaml': 'replicas: 1\nimage: {name: nginx, tag: "1.25"}\npassword: hunter2-first\nextra: false\n',
  'web/values.schema.json': '{"type": "object", "properties": {"replicas": {"type": "integer"}}}',
  'web/templates/deployment.yaml': deployment,
  'web/templates/secret.yaml':
    'apiVersion: v1\nkind: Secret\nmetadata:\n  name: {{ .Release.Name }}\nstringData:\n  password: {{ .Values.password | quote }}\n  random: {{ randAlphaNum 12 | quote }}\n',
  'web/templates/config.yaml':
    '{{- if .Values.extra }}\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {{ .Release.Name }}-extra\ndata: {a: b}\n{{- end }}\n{{- if .Values.broken }}\n{{ fail "broken is not to be set" }}\n{{- end }}\n',
};
