import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import type { Tool } from '../../../src/domain/tool.ts';
import { kubernetesTools } from '../../../src/tools/kubernetes/tools.ts';
import { escapedFile, hostileInputs, isLikeBody, marked, spread } from '../../support/fuzz-input.ts';
import { placeOn } from './support.ts';

/** One input a tool with every text it takes. */
const samples: Readonly<Record<string, object>> = {
  'kubernetes.get': { kind: 'pod', name: 'web', namespace: 'shop', selector: 'app=web', fieldSelector: 'status.phase=Running', context: 'one' },
  'kubernetes.describe': { kind: 'pod', name: 'web', namespace: 'shop', context: 'one' },
  'kubernetes.logs': { kind: 'pod', name: 'web', namespace: 'shop', container: 'web', since: '5m', context: 'one' },
  'kubernetes.apply': { path: 'web.yaml', namespace: 'shop', context: 'one' },
  'kubernetes.delete': { kind: 'pod', name: 'web', namespace: 'shop', selector: 'app=web', context: 'one' },
  'kubernetes.scale': { kind: 'deployment', name: 'web', replicas: 2, namespace: 'shop', context: 'one' },
  'kubernetes.rollout': { action: 'restart', kind: 'deployment', name: 'web', namespace: 'shop', context: 'one' },
  'kubernetes.setImage': { kind: 'deployment', name: 'web', image: 'web:1', container: 'web', namespace: 'shop', context: 'one' },
  'kubernetes.label': {
    kind: 'pod',
    name: 'web',
    labels: { team: 'shop' },
    removeLabels: ['old'],
    annotations: { note: 'text' },
    removeAnnotations: ['gone'],
    namespace: 'shop',
    context: 'one',
  },
  'kubernetes.cordon': { name: 'web', context: 'one' },
  'kubernetes.drain': { name: 'web', selector: 'app=web', force: true, context: 'one' },
  'kubernetes.createJob': { name: 'web', jobName: 'by-hand', namespace: 'shop', context: 'one' },
  'kubernetes.top': { kind: 'pod', name: 'web', namespace: 'shop', selector: 'app=web', context: 'one' },
  'kubernetes.listKinds': { apiGroup: 'apps', context: 'one' },
  'kubernetes.canI': { verb: 'get', kind: 'pod', name: 'web', namespace: 'shop', context: 'one' },
  'kubernetes.exec': { name: 'web', command: ['ls'], container: 'web', namespace: 'shop', context: 'one' },
  'kubernetes.portForward': { kind: 'pod', name: 'web', remotePort: 80, namespace: 'shop', context: 'one' },
  'kubernetes.stopForward': { id: 'forward-1' },
  'kubernetes.restore': {
    objects: [{ apiVersion: 'v1', kind: 'Pod', name: 'web', namespace: 'shop', to: 'a'.repeat(64), left: 'b'.repeat(64) }],
    namespace: 'shop',
    context: 'one',
  },
};
/** Takes texts that no one tool takes together. */
const others: readonly (readonly [string, object])[] = [
  ['kubernetes.logs', { kind: 'pod', selector: 'app=web', namespace: 'shop', container: 'web', since: '5m', context: 'one' }],
  ['kubernetes.delete', { path: 'web.yaml', namespace: 'shop', context: 'one' }],
];

const verbs = ['get', 'list', 'watch', 'delete', 'create', 'patch', 'update'];
const kindOf = (resource: string, responseKind: string, subresources: readonly string[]) => ({
  ...{ resource, responseKind: { kind: responseKind }, scope: 'Namespaced', verbs, singularResource: responseKind.toLowerCase() },
  subresources: subresources.map((subresource) => ({ subresource })),
});
const core = {
  items: [
    {
      versions: [
        {
          version: 'v1',
          resources: [
            kindOf('pods', 'Pod', ['log', 'exec', 'portforward', 'eviction']),
            kindOf('events', 'Event', []),
            kindOf('services', 'Service', []),
            kindOf('nodes', 'Node', []),
          ],
        },
      ],
    },
  ],
};
const apps = {
  metadata: { name: 'apps' },
  versions: [{ version: 'v1', resources: [kindOf('deployments', 'Deployment', ['scale']), kindOf('replicasets', 'ReplicaSet', [])] }],
};

const batch = {
  metadata: { name: 'batch' },
  versions: [{ version: 'v1', resources: [kindOf('cronjobs', 'CronJob', []), kindOf('jobs', 'Job', [])] }],
};

/** All that may be asked for. `N` is one name. */
const roads = [
  '/api',
  '/apis',
  '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
  '/api/v1/(?:namespaces/N/)?(?:pods|events|services|nodes)(?:/N(?:/(?:log|exec|portforward|eviction))?)?',
  '/apis/batch/v1/(?:namespaces/N/)?(?:cronjobs|jobs)(?:/N)?',
  '/apis/metrics.k8s.io/v1beta1/(?:namespaces/N/)?(?:pods|nodes)',
  '/apis/apps/v1/(?:namespaces/N/)?(?:deployments|replicasets)(?:/N(?:/scale)?)?',
].map((road) => new RegExp(`^${road.replaceAll('N', '[a-zA-Z0-9](?:[-a-zA-Z0-9.:_]|%3A)*')}$`));
const queries = new Set(
  'limit continue labelSelector fieldSelector includeObject watch resourceVersion allowWatchBookmarks timeoutSeconds container timestamps follow previous tailLines sinceSeconds sinceTime fieldManager fieldValidation force dryRun stdout stderr command ports'.split(
    ' ',
  ),
);

function strays(method: string, url: string): readonly string[] {
  const [path = '', query = '', ...more] = url.split('?');
  const fits = roads.some((road) => road.test(path)) && !path.split('/').some((segment) => /^(?:\.|%2e){1,2}$/i.test(segment));
  const unknown = [...new URLSearchParams(query).keys()].filter((key) => !queries.has(key));
  return fits && unknown.length === 0 && more.length === 0 && !/\s/.test(url) ? [] : [`${method} ${url}`];
}

/** What a request says besides its address. */
interface Sent {
  readonly method: string;
  readonly parts: { readonly query: readonly (readonly [string, string])[]; readonly body: unknown };
}

const sentAs = (method: string, url: string, text: string): Sent => ({
  method,
  parts: { query: [...new URLSearchParams(url.split('?')[1] ?? '')], body: text === '' ? undefined : JSON.parse(text) },
});

test('no text of any input gets out of its place in a request', { timeout: 300_000 }, async () => {
  let asked: string[] = [];
  let sent: Sent[] = [];
  const server = createServer(async (request, answer) => {
    const url = request.url ?? '';
    asked.push(...strays(request.method ?? '', url));
    let text = '';
    for await (const chunk of request.setEncoding('utf8')) text += chunk;
    sent.push(sentAs(request.method ?? '', url, text));
    const path = url.split('?')[0] ?? '';
    const name = decodeURIComponent(path.split('/').at(-1) ?? '');
    const object = {
      metadata: { name, namespace: 'shop', uid: 'u', generation: 1 },
      spec: {
        replicas: 1,
        selector: { matchLabels: { app: 'web' } },
        containers: [{ name: 'web' }],
        template: { spec: { containers: [{ name: 'web', image: 'web:0' }] } },
      },
      status: { observedGeneration: 1 },
    };
    const isOne = /\/(?:pods|services|nodes|deployments|replicasets|cronjobs|jobs)\/[^/]+/.test(path);
    const body =
      path === '/api'
        ? core
        : path === '/apis'
          ? { items: [apps, batch] }
          : path.endsWith('accessreviews')
            ? { status: { allowed: true } }
            : isOne
              ? object
              : { metadata: {}, items: [object], rows: [] };
    answer.end(JSON.stringify(body));
  });
  // A stream into a pod is asked for by an upgrade: its address is looked at, and it is refused.
  server.on('upgrade', (request, socket) => {
    asked.push(...strays('UPGRADE', request.url ?? ''));
    sent.push(sentAs('UPGRADE', request.url ?? '', ''));
    socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });

  const at = placeOn('');
  const kubeconfig = join(at.folder, '..', `${at.folder.split('/').at(-1)}-kubeconfig`);
  const cluster = { server: `http://127.0.0.1:${(server.address() as { port: number }).port}`, 'insecure-skip-tls-verify': true };
  const parts = { clusters: [{ name: 'c', cluster }], users: [{ name: 'u', user: {} }], contexts: [{ name: 'one', context: { cluster: 'c', user: 'u' } }] };
  writeFileSync(kubeconfig, JSON.stringify({ 'current-context': 'one', ...parts }));
  mkdirSync(join(at.folder, 'sub'));
  writeFileSync(join(at.folder, 'web.yaml'), JSON.stringify({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec: {} }));
  const place = { ...at, env: { ...at.env, KUBECONFIG: kubeconfig } };

  const problems: string[] = [];
  const leftOut = new Set<string>();
  const seen = { refused: 0, known: 0, tried: 0, bodies: 0, parameters: 0 };
  // A preview goes everywhere a run would first go; what it answers does not matter. What runs a program in a pod is sent by the run.
  const start = async (tool: Tool, input: unknown): Promise<readonly Sent[]> => {
    asked = [];
    sent = [];
    if (tool.preview === undefined) await tool.run(input, place);
    else await tool.preview(input, place);
    if (tool.name === 'kubernetes.exec') await tool.run(input, place);
    return sent;
  };
  const cases = [...Object.entries(samples), ...others];
  for (const tool of kubernetesTools as readonly Tool[]) {
    for (const [, sample] of cases.filter(([name]) => name === tool.name)) {
      const isGiven = spread();
      const meant = new Map<string, { readonly sent: readonly Sent[]; readonly benign: string }>();
      for (const hostile of hostileInputs(tool.input, withAll(tool.name, sample), { seed: tool.name })) {
        const { input, value, place: where } = hostile;
        const checked = tool.input.safeParse(without(tool.name, sample, input));
        if (!checked.success) {
          seen.refused++;
          continue;
        }
        if (!isGiven(hostile)) {
          seen.known++;
          continue;
        }
        seen.tried++;
        if (!meant.has(where.name)) {
          const { input: harmless, benign } = marked(tool.input, withAll(tool.name, sample), where);
          meant.set(where.name, { sent: await start(tool, tool.input.parse(without(tool.name, sample, harmless))), benign });
        }
        // What a schema makes the harmless text of, or leaves out, is judged as what it then is.
        const isBenign = isDeepStrictEqual(checked.data, tool.input.parse(without(tool.name, sample, withAll(tool.name, sample))));
        if (isBenign) continue;
        if (!JSON.stringify(checked.data).includes(JSON.stringify(value).slice(1, -1))) {
          leftOut.add(value);
          continue;
        }
        const { sent: before, benign } = meant.get(where.name) ?? { sent: [], benign: '' };
        const now = await start(tool, checked.data);
        const odd = now.filter((one) => !before.some((like) => like.method === one.method && isLikeBody(like.parts, one.parts, benign, value)));
        seen.bodies += now.filter((one) => one.parts.body !== undefined).length;
        seen.parameters += now.reduce((sum, one) => sum + one.parts.query.length, 0);
        const strange = [...asked, ...odd.map((one) => `${one.method} ${JSON.stringify(one.parts)}`)];
        problems.push(...strange.map((stray) => `${tool.name} ${where.name} ${JSON.stringify(value)}: ${stray}`));
      }
    }
  }
  expect(problems.slice(0, 20)).toEqual([]);
  // Not a name a label can have; zod takes no such key into a record.
  expect([...leftOut]).toEqual(['__proto__']);
  expect(existsSync(join(place.folder, escapedFile))).toBe(false);
  console.log(
    `hostile inputs of Kubernetes' tools: ${seen.refused} refused by a schema, ${seen.tried} given to a tool, ${seen.known} more not; ${seen.bodies} bodies and ${seen.parameters} parameters judged`,
  );
  expect(seen.refused + seen.known + seen.tried).toBeGreaterThan(5_000);
  expect(seen.tried).toBeGreaterThan(500);
  expect(seen.bodies).toBeGreaterThan(200);
});

/** What can't all be said at once: every text must stand in a sample, and one sample says only a part. */
const alternatives: Readonly<Record<string, object>> = {
  'kubernetes.delete': { kind: 'pod', name: 'web', selector: 'app=web', path: 'web.yaml' },
  'kubernetes.logs': { name: 'web', selector: 'app=web' },
};
const withAll = (name: string, sample: object): object => ({ ...alternatives[name], ...sample });
function without(name: string, sample: object, input: unknown): unknown {
  if (!(name in alternatives)) return input;
  return Object.fromEntries(Object.entries(input as object).filter(([key]) => key in sample));
}
