import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { Document, parse } from 'yaml';
import type { Tool } from '../../../src/domain/tool.ts';
import { apply } from '../../../src/tools/kubernetes/apply.ts';
import { canI } from '../../../src/tools/kubernetes/can-i.ts';
import { essence } from '../../../src/tools/kubernetes/client/object.ts';
import type { cordon } from '../../../src/tools/kubernetes/cordon.ts';
import { remove } from '../../../src/tools/kubernetes/delete.ts';
import { label } from '../../../src/tools/kubernetes/label.ts';
import { rollout } from '../../../src/tools/kubernetes/rollout.ts';
import { setImage } from '../../../src/tools/kubernetes/set-image.ts';
import { clusterForFile, configMap, deployment, does, kubeconfigThrough, namespaceOn, placeOn, refuses, thereAndBack, write } from './support.ts';

const kube = clusterForFile();

const withTier = (name: string) => {
  const made = deployment(name, { replicas: 1 });
  return { ...made, metadata: { ...made.metadata, labels: { ...made.metadata.labels, tier: name === 'db' ? 'back' : 'front' } } };
};

/** A node of a test's own, that no pod comes to. */
async function nodeOn(): Promise<string> {
  const name = `node-${Math.floor(performance.now() * 1000)}`;
  await kube.now.call('POST', '/api/v1/nodes', { metadata: { name }, spec: { taints: [{ key: 'example.com/of-a-test', effect: 'NoSchedule' }] } });
  onTestFinished(() => kube.now.call('DELETE', `/api/v1/nodes/${name}`).then(() => {}));
  return name;
}

describe('an image, labels, a node, a rollout that is held', () => {
  test('what would change is said before, by the cluster; what is so already changes nothing', async () => {
    const namespace = await namespaceOn(kube.now);
    const at = placeOn(kube.now.kubeconfig);
    await kube.now.call('POST', `/apis/apps/v1/namespaces/${namespace}/deployments`, deployment('web', { replicas: 1 }));
    const look = async (tool: typeof setImage | typeof label | typeof cordon | typeof rollout, input: object) => {
      const seen = await (tool as unknown as Tool).preview?.(tool.input.parse({ namespace, ...input }), at);
      if (seen?.ok !== true) return seen?.failure.message.replaceAll(namespace, 'ns');
      const { summary, impacts = [], warnings, changesNothing } = seen.value;
      return [summary, ...impacts.map((i) => `${i.marks.join(' ')}: ${i.detail}`), ...warnings, ...(changesNothing ? ['nothing'] : [])]
        .join(' | ')
        .replaceAll(namespace, 'ns');
    };
    expect(await look(setImage, { name: 'web', image: 'web:2' })).toBe(
      'Run web:2 in Deployment/ns/web, no longer web:1, in admin | restarts: container web: web:1 → web:2',
    );
    expect(await look(setImage, { name: 'web', image: 'web' })).toMatch(/the image has no fixed tag/);
    expect(await look(setImage, { name: 'web', image: 'web:1' })).toBe('Nothing to set: Deployment/ns/web runs web:1 already | nothing');
    expect(await look(setImage, { name: 'web', image: 'web:2', container: 'side' })).toBe('Deployment/ns/web has no container side. Nothing was changed.');
    expect(await look(label, { kind: 'deployment', name: 'web', labels: { team: 'shop' } })).toBe(
      'Label Deployment/ns/web in admin: team=shop | : team=shop | what selects by labels follows at once: services, network policies, workloads, schedulers',
    );
    expect(await look(label, { kind: 'deployment', name: 'web', labels: { app: 'web' } })).toBe('Nothing to change: Deployment/ns/web is like that | nothing');
    expect(await look(label, { kind: 'deployment', name: 'web' })).toBe('No label and no annotation was named. Nothing was changed.');
    expect(await look(rollout, { name: 'web', action: 'resume' })).toBe('Nothing to resume: Deployment/ns/web is not paused | nothing');
    expect(await look(rollout, { kind: 'daemonset', name: 'web', action: 'pause' })).toMatch(/paused/);
  });

  test('an image comes to the pods, also where the rollout was held until then', async () => {
    const namespace = await namespaceOn(kube.now);
    const at = placeOn(kube.now.kubeconfig);
    await kube.now.call('POST', `/apis/apps/v1/namespaces/${namespace}/deployments`, deployment('web', { replicas: 1 }));
    expect((await does(rollout, { name: 'web', action: 'pause', namespace }, at)).summary).toBe(
      `Deployment/${namespace}/web is paused: changes of its pods wait.`,
    );
    expect((await does(setImage, { name: 'web', image: 'web:2', namespace }, at)).summary).toBe(`Deployment/${namespace}/web is to run web:2.`);
    expect((await does(rollout, { name: 'web', action: 'resume', namespace }, at)).summary).toMatch(/goes on: /);
    const { items } = await kube.now.call('GET', `/api/v1/namespaces/${namespace}/pods`);
    expect(items.flatMap((pod: { spec: { containers: { image: string }[] } }) => pod.spec.containers.map((c) => c.image))).toContain('web:2');
  });

  test('what this account may do is the cluster’s answer', async () => {
    const namespace = await namespaceOn(kube.now);
    const at = placeOn(kube.now.kubeconfig);
    const { output, summary } = await does(canI, { verb: 'delete', kind: 'pod', namespace }, at);
    expect([output.allowed, summary]).toEqual([true, `Yes: this account may delete pods in namespace ${namespace} (context admin).`]);
    expect((await does(canI, { verb: 'list', kind: 'node' }, at)).summary).toBe('Yes: this account may list nodes in the whole cluster (context admin).');
  });
});

describe('apply', () => {
  test('a new object, a changed one and an unchanged one are told apart, and shown before', async () => {
    const namespace = await namespaceOn(kube.now);
    const at = placeOn(kube.now.kubeconfig);
    write(at, 'k8s/app.yaml', configMap('settings', { mode: 'slow' }), configMap('same'));
    await does(apply, { path: 'k8s', namespace }, at);
    write(at, 'k8s/app.yaml', configMap('settings', { mode: 'fast' }), configMap('same'), deployment('web'));
    const { preview, output, summary } = await does(apply, { path: 'k8s', namespace }, at);
    expect(preview?.files.map((f) => `${f.action} ${f.path} +${f.added} -${f.removed}`)).toEqual([
      `update ConfigMap/${namespace}/settings.yaml +1 -1`,
      `unchanged ConfigMap/${namespace}/same.yaml +0 -0`,
      expect.stringMatching(`create Deployment/${namespace}/web.yaml \\+\\d+ -0`),
    ]);
    expect(preview?.target).toMatchObject({ label: `context admin, namespace ${namespace}`, facts: { context: 'admin', server: kube.now.server, namespace } });
    expect(preview?.impacts?.map((i) => `${i.operation} ${i.address}`)).toEqual([
      `update ConfigMap/${namespace}/settings`,
      `create Deployment/${namespace}/web`,
    ]);
    expect(output).toMatchObject({ objects: [{ action: 'configured' }, { action: 'unchanged' }, { action: 'created' }] });
    expect(summary).toBe('Applied 1 new object, 1 changed object and 1 unchanged in admin.');
  });

  test('a field that somebody else owns is named with its owner and both values, and taken only when asked for', async () => {
    const namespace = await namespaceOn(kube.now);
    const at = placeOn(kube.now.kubeconfig);
    const path = `/apis/apps/v1/namespaces/${namespace}/deployments/web`;
    await kube.now.call('PATCH', `${path}?fieldManager=colleague`, deployment('web', { replicas: 3 }), 'application/apply-patch+yaml');
    write(at, 'web.yaml', deployment('web', { replicas: 5 }));
    expect(await refuses(apply, { path: 'web.yaml', namespace }, at)).toMatchObject({
      code: 'kubernetes/field-conflict',
      problems: [{ path: `Deployment/${namespace}/web .spec.replicas`, message: 'colleague owns it; it is 3, and 5 was written' }],
    });
    expect((await kube.now.call('GET', path)).spec.replicas).toBe(3);
    const { preview } = await does(apply, { path: 'web.yaml', namespace, force: true }, at);
    expect(preview?.warnings).toEqual([`takes over Deployment/${namespace}/web .spec.replicas: colleague owns it; it is 3, and 5 was written`]);
    expect((await kube.now.call('GET', path)).spec.replicas).toBe(5);
  });

  test('what many objects would be like is written in parts, between which everything else has its turn', async () => {
    const namespace = await namespaceOn(kube.now);
    const at = placeOn(kube.now.kubeconfig);
    const path = write(at, 'all.yaml', ...Array.from({ length: 45 }, (_, n) => configMap(`map-${n}`)));
    const writing = vi.spyOn(Document.prototype, 'toString');
    const told: number[] = [];
    let goes = true;
    const turn = () => {
      told.push(writing.mock.calls.length);
      if (goes) setImmediate(turn);
    };
    onTestFinished(() => {
      goes = false;
      writing.mockRestore();
    });
    turn();
    const seen = await (apply as unknown as Tool).preview?.(apply.input.parse({ path, namespace }), at);
    goes = false;
    expect(seen?.ok && seen.value.files.map((file) => file.path)).toEqual(Array.from({ length: 45 }, (_, n) => `ConfigMap/${namespace}/map-${n}.yaml`));
    expect([writing.mock.calls.length, Math.max(...told.map((all, n) => all - (told[n - 1] ?? 0)))]).toEqual([45, 10]);
  });

  test('one bad object among 5,000: every problem is told and nothing is applied', async () => {
    const namespace = await namespaceOn(kube.now);
    const at = placeOn(kube.now.kubeconfig);
    const bad = { ...deployment('bad'), spec: { ...deployment('bad').spec, replicas: 'many', colour: 'red' } };
    const many = Array.from({ length: 4_999 }, (_, n) => configMap(`config-${n}`));
    write(at, 'all.yaml', ...many, bad, { apiVersion: 'example.com/v1', kind: 'Widget', metadata: { name: 'w' } });
    expect(await refuses(apply, { path: 'all.yaml', namespace }, at, 'run')).toMatchObject({
      code: 'kubernetes/refused',
      problems: [{ path: 'all.yaml (document 5001)', message: 'the cluster has no kind Widget in example.com/v1' }],
    });
    write(at, 'all.yaml', ...many, bad);
    const failure = await refuses(apply, { path: 'all.yaml', namespace }, at, 'run');
    expect(failure).toMatchObject({ code: 'kubernetes/refused', problems: [{ path: `Deployment/${namespace}/bad` }] });
    expect(failure.message).toMatch(/replicas|colour/);
    expect(
      (await kube.now.call('GET', `/api/v1/namespaces/${namespace}/configmaps`)).items.map((c: { metadata: { name: string } }) => c.metadata.name),
    ).toEqual(['kube-root-ca.crt']);
  });

  test('a custom kind, its first object and their namespace come in one file', async () => {
    const at = placeOn(kube.now.kubeconfig);
    const properties = { spec: { type: 'object', properties: { size: { type: 'integer' } } } };
    const definition = {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: 'gadgets.example.com' },
      spec: {
        group: 'example.com',
        scope: 'Namespaced',
        names: { kind: 'Gadget', plural: 'gadgets', singular: 'gadget' },
        versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: { type: 'object', properties } } }],
      },
    };
    const gadget = { apiVersion: 'example.com/v1', kind: 'Gadget', metadata: { name: 'one', namespace: 'gadgets' }, spec: { size: 3 } };
    write(at, 'all.yaml', gadget, { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'gadgets' } }, definition);
    const { preview } = await does(apply, { path: 'all.yaml' }, at);
    expect(preview?.impacts?.map((i) => `${i.address} ${i.marks.join(' ')}`)).toEqual(
      expect.arrayContaining([
        'Gadget/gadgets/one deferred',
        'Namespace/gadgets cluster-scoped',
        'CustomResourceDefinition/gadgets.example.com cluster-scoped',
      ]),
    );
    const gone = await does(remove, { kind: 'customresourcedefinition', name: 'gadgets.example.com' }, at);
    expect(gone.preview?.undo).toEqual({ impossible: expect.stringContaining('is gone with it') });
    expect(gone.preview?.impacts?.map((i) => i.address)).toEqual(['CustomResourceDefinition/gadgets.example.com', 'Gadget/gadgets/one']);
  });

  test('manifests for a namespace that is not there say that, and which one was probably meant', async () => {
    const namespace = await namespaceOn(kube.now, 'payments');
    const at = placeOn(kube.now.kubeconfig);
    write(at, 'lost.yaml', { ...configMap('a'), metadata: { name: 'a', namespace: namespace.replace('payments', 'paymets') } });
    expect(await refuses(apply, { path: 'lost.yaml' }, at)).toMatchObject({
      code: 'kubernetes/refused',
      problems: [{ message: `There is no namespace ${namespace.replace('payments', 'paymets')} in context admin. Did you mean ${namespace}?` }],
    });
  });

  test('where it acts is told by the manifests and not by the context: every namespace, and the cluster as a whole', async () => {
    const [own, other] = [await namespaceOn(kube.now), await namespaceOn(kube.now, 'prod')];
    const at = placeOn(kube.now.kubeconfig);
    const inOther = (name: string) => ({ ...configMap(name), metadata: { name, namespace: other } });
    const reader = `reader-${own}`;
    write(at, 'other.yaml', inOther('a'));
    write(at, 'both.yaml', inOther('b'), { ...configMap('b'), metadata: { name: 'b', namespace: own } });
    write(at, 'role.yaml', { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', metadata: { name: reader }, rules: [] });
    write(at, 'space.yaml', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'live-new' } });
    const acts = async (tool: Parameters<typeof does>[0], input: object) => {
      const { preview } = await does(tool, input, at);
      const { label, facts, exclusive = [] } = preview?.target ?? {};
      return [label, facts?.namespace, ...[exclusive].flat().map((key) => key.replace(kube.now.server, ''))].join(' | ');
    };
    const story = [
      await acts(apply, { path: 'other.yaml' }),
      await acts(apply, { path: 'both.yaml' }),
      await acts(apply, { path: 'role.yaml' }),
      await acts(apply, { path: 'space.yaml' }),
      await acts(remove, { path: 'both.yaml' }),
      await acts(remove, { kind: 'clusterrole', name: reader }),
      await acts(remove, { kind: 'namespace', name: other }),
    ];
    expect(story.join('\n')).toBe(
      `
context admin, namespace ${other} | ${other} | kubernetes:/${other}
context admin, namespaces ${other} and ${own} | ${other}, ${own} | kubernetes:/${other} | kubernetes:/${own}
context admin, the whole cluster |  | kubernetes:/*
context admin, namespace live-new and the whole cluster | live-new | kubernetes:/live-new | kubernetes:/*
context admin, namespaces ${other} and ${own} | ${other}, ${own} | kubernetes:/${other} | kubernetes:/${own}
context admin, the whole cluster |  | kubernetes:/*
context admin, namespace ${other} and the whole cluster | ${other} | kubernetes:/${other} | kubernetes:/*
`.trim(),
    );
  });

  test('a secret is never shown, not in a diff and not in what the server complains about', async () => {
    const namespace = await namespaceOn(kube.now);
    const at = placeOn(kube.now.kubeconfig);
    const secret = (password: string) => ({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'db' }, stringData: { password } });
    write(at, 'db.yaml', secret('correct-horse'));
    await does(apply, { path: 'db.yaml', namespace }, at);
    write(at, 'db.yaml', secret('battery-staple'));
    const { preview, output } = await does(apply, { path: 'db.yaml', namespace }, at);
    const all = JSON.stringify([preview, output]);
    for (const text of ['correct-horse', 'battery-staple', btoa('correct-horse'), btoa('battery-staple')]) expect(all).not.toContain(text);
    expect(parse(preview?.files[0]?.after ?? '').data.password).toMatch(/^<secret:[0-9a-f]{8}>$/);
    expect(preview?.files[0]).toMatchObject({ added: 1, removed: 1 });
    write(at, 'db.yaml', { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'db' }, data: { password: 'not base64 at all' } });
    expect(JSON.stringify(await refuses(apply, { path: 'db.yaml', namespace }, at))).not.toContain('not base64 at all');
  });

  test('who may not is told before anything is tried', async () => {
    const namespace = await namespaceOn(kube.now);
    const at = placeOn(kube.now.kubeconfig);
    write(at, 'settings.yaml', configMap('settings'));
    expect(await refuses(apply, { path: 'settings.yaml', namespace, context: 'limited' }, at)).toMatchObject({ code: 'kubernetes/forbidden' });
    // May look and try, and not make.
    const rules = [{ apiGroups: ['apps'], resources: ['deployments', 'deployments/scale'], verbs: ['get', 'list'] }];
    await kube.now.call('POST', `/apis/rbac.authorization.k8s.io/v1/namespaces/${namespace}/roles`, { metadata: { name: 'look' }, rules });
    await kube.now.call('POST', `/apis/rbac.authorization.k8s.io/v1/namespaces/${namespace}/rolebindings`, {
      metadata: { name: 'look' },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'look' },
      subjects: [{ kind: 'User', name: 'limited' }],
    });
    write(at, 'web.yaml', deployment('web'));
    await does(apply, { path: 'web.yaml', namespace }, at);
    expect(await refuses(remove, { kind: 'deployment', name: 'web', namespace, context: 'limited' }, at)).toMatchObject({
      code: 'kubernetes/not-allowed',
      message: `The account of context limited may not delete deployments in namespace ${namespace}. Nothing was tried.`,
    });
  });
});

describe('rolled back, the world is as before', () => {
  const objects =
    (namespace: string, path = `/apis/apps/v1/namespaces/${namespace}/deployments`) =>
    async () => {
      const { items } = await kube.now.call('GET', path);
      return items.map((o: never) => {
        const { metadata } = o as {
          metadata: { name: string; managedFields: { manager: string; operation: string; subresource?: string; fieldsV1: unknown }[] };
        };
        const owners = metadata.managedFields.filter((m) => m.subresource === undefined && m.manager !== 'kube-controller-manager');
        return { ...essence(o), owners: owners.map(({ manager, operation, fieldsV1 }) => ({ manager, operation, fieldsV1 })) };
      });
    };

  test('apply of a new object', async () => {
    const namespace = await namespaceOn(kube.now);
    const { before, between, after } = await thereAndBack(
      kube.now,
      { tool: 'kubernetes.apply', input: { path: 'web.yaml', namespace } },
      objects(namespace),
      (at) => write(at, 'web.yaml', deployment('web')),
    );
    expect(before).toEqual([]);
    expect(between).toMatchObject([{ metadata: { name: 'web' } }]);
    expect(after).toEqual([]);
  });

  test('apply over a colleague’s object, whose fields are theirs again', async () => {
    const namespace = await namespaceOn(kube.now);
    const path = `/apis/apps/v1/namespaces/${namespace}/deployments/web?fieldManager=colleague`;
    await kube.now.call('PATCH', path, deployment('web', { replicas: 3 }), 'application/apply-patch+yaml');
    const input = { path: 'web.yaml', namespace, force: true };
    const { before, between, after } = await thereAndBack(kube.now, { tool: 'kubernetes.apply', input }, objects(namespace), (at) =>
      write(at, 'web.yaml', deployment('web', { replicas: 1, image: 'web:2' })),
    );
    expect(between).toMatchObject([{ spec: { replicas: 1 } }]);
    expect(after).toEqual(before);
    // The colleague’s next apply meets no conflict.
    await kube.now.call('PATCH', path, deployment('web', { replicas: 4 }), 'application/apply-patch+yaml');
  });

  test('delete of a deployment, with what it owned', async () => {
    const namespace = await namespaceOn(kube.now);
    await kube.now.call(
      'PATCH',
      `/apis/apps/v1/namespaces/${namespace}/deployments/web?fieldManager=colleague`,
      deployment('web'),
      'application/apply-patch+yaml',
    );
    const pods = async () =>
      (await kube.now.call('GET', `/api/v1/namespaces/${namespace}/pods`)).items.filter((p: { status: { phase: string } }) => p.status.phase === 'Running')
        .length;
    await expect.poll(pods).toBe(2);
    const at = placeOn(kube.now.kubeconfig);
    const plain = await remove.preview?.(remove.input.parse({ kind: 'deployment', name: 'web', namespace }), at);
    expect(plain).toMatchObject({ ok: true, value: { summary: `Delete Deployment/${namespace}/web and 3 objects that go along in admin` } });
    const { before, between, after } = await thereAndBack(
      kube.now,
      { tool: 'kubernetes.delete', input: { kind: 'deployment', name: 'web', namespace } },
      objects(namespace),
    );
    expect(between).toEqual([]);
    expect(after).toEqual(before);
    await expect.poll(pods).toBe(2);
  });

  test('delete of a deployment whose pods stay, which are its own again afterwards', async () => {
    const namespace = await namespaceOn(kube.now);
    await kube.now.call(
      'PATCH',
      `/apis/apps/v1/namespaces/${namespace}/deployments/web?fieldManager=colleague`,
      deployment('web'),
      'application/apply-patch+yaml',
    );
    const pods = async (): Promise<readonly string[]> =>
      (await kube.now.call('GET', `/api/v1/namespaces/${namespace}/pods`)).items
        .filter((pod: { status: { phase: string } }) => pod.status.phase === 'Running')
        .map((pod: { metadata: { name: string } }) => pod.metadata.name)
        .sort();
    const owners = async () =>
      (await kube.now.call('GET', `/apis/apps/v1/namespaces/${namespace}/replicasets`)).items.map(
        (set: { metadata: { ownerReferences?: { name: string }[] } }) => set.metadata.ownerReferences?.map(({ name }) => name) ?? [],
      );
    await expect.poll(async () => (await pods()).length, { timeout: 60_000 }).toBe(2);
    const had = await pods();
    const input = { kind: 'deployment', name: 'web', propagation: 'orphan', namespace };
    const seen: unknown[] = [];
    const look = async () => {
      seen.push([await pods(), await owners()]);
      return objects(namespace)();
    };
    const { before, between, after } = await thereAndBack(kube.now, { tool: 'kubernetes.delete', input }, look);
    expect([between, after]).toEqual([[], before]);
    expect(seen.slice(0, 2)).toEqual([
      [had, [['web']]],
      [had, [[]]],
    ]);
    await expect.poll(owners, { timeout: 60_000 }).toEqual([['web']]);
    expect(await pods()).toEqual(had);
  });

  test('delete by labels', async () => {
    const namespace = await namespaceOn(kube.now);
    for (const name of ['web', 'api', 'db'])
      await kube.now.call(
        'PATCH',
        `/apis/apps/v1/namespaces/${namespace}/deployments/${name}?fieldManager=colleague`,
        withTier(name),
        'application/apply-patch+yaml',
      );
    const input = { kind: 'deployment', selector: 'tier=front', namespace };
    const { before, between, after } = await thereAndBack(kube.now, { tool: 'kubernetes.delete', input }, objects(namespace));
    expect([between, after]).toMatchObject([[{ metadata: { name: 'db' } }], before as object]);
  });

  test('scale', async () => {
    const namespace = await namespaceOn(kube.now);
    await kube.now.call('POST', `/apis/apps/v1/namespaces/${namespace}/deployments`, deployment('web'));
    const read = () => kube.now.call('GET', `/apis/apps/v1/namespaces/${namespace}/deployments/web`);
    const ready = async () => (await read()).status.readyReplicas ?? 0;
    await expect.poll(ready).toBe(2);
    const story = await thereAndBack(kube.now, { tool: 'kubernetes.scale', input: { name: 'web', replicas: 5, namespace } }, async () => ({
      wanted: (await read()).spec.replicas,
      ready: await ready(),
    }));
    // Scaling waits until the pods are there; putting the number back leaves them to the controller.
    expect(story).toMatchObject({ before: { wanted: 2, ready: 2 }, between: { wanted: 5, ready: 5 }, after: { wanted: 2 } });
    await expect.poll(ready).toBe(2);
  });

  test.each(['restart', 'undo'])('rollout %s', async (action) => {
    const namespace = await namespaceOn(kube.now);
    const path = `/apis/apps/v1/namespaces/${namespace}/deployments/web?fieldManager=colleague`;
    const done = async () => {
      const { status, metadata } = await kube.now.call('GET', path);
      return status.observedGeneration === metadata.generation && status.updatedReplicas === 2 && status.availableReplicas === 2 && status.replicas === 2;
    };
    for (const image of ['web:1', 'web:2']) {
      await kube.now.call('PATCH', path, deployment('web', { image }), 'application/apply-patch+yaml');
      await expect.poll(done).toBe(true);
    }
    const { before, between, after } = await thereAndBack(
      kube.now,
      { tool: 'kubernetes.rollout', input: { action, name: 'web', namespace } },
      objects(namespace),
    );
    if (action === 'undo') expect(between).toMatchObject([{ spec: { template: { spec: { containers: [{ image: 'web:1' }] } } } }]);
    expect(between).not.toEqual(before);
    expect(after).toEqual(before);
  });

  interface Row {
    readonly what: string;
    readonly tool: string;
    readonly input: object;
    /** Of the deployment, before. */
    readonly begins?: object;
    /** As it was left. */
    readonly left: object;
  }
  const rows: readonly Row[] = [
    {
      what: 'another image',
      tool: 'kubernetes.setImage',
      input: { name: 'web', image: `registry.example.com:5000/shop/web:2@sha256:${'a'.repeat(64)}`, wait: false },
      left: { spec: { template: { spec: { containers: [{ image: expect.stringContaining('/shop/web:2@') }] } } } },
    },
    {
      what: 'a rollout resumed',
      tool: 'kubernetes.rollout',
      input: { name: 'web', action: 'resume' },
      begins: { paused: true },
      left: { spec: { replicas: 2 } },
    },
    { what: 'a rollout paused', tool: 'kubernetes.rollout', input: { name: 'web', action: 'pause' }, left: { spec: { paused: true } } },
    {
      what: 'labels and notes set and taken off',
      tool: 'kubernetes.label',
      input: { kind: 'deployment', name: 'web', labels: { 'example.com/team': 'shop' }, removeLabels: ['app'], annotations: { note: 'call Kim: 7 pm' } },
      left: { metadata: { labels: { 'example.com/team': 'shop' }, annotations: { note: 'call Kim: 7 pm' } } },
    },
  ];
  test.each(rows)('$what', async ({ tool, input, begins, left }) => {
    const namespace = await namespaceOn(kube.now);
    const path = `/apis/apps/v1/namespaces/${namespace}/deployments/web`;
    await kube.now.call('PATCH', `${path}?fieldManager=colleague`, deployment('web'), 'application/apply-patch+yaml');
    const done = async () => {
      const { status, metadata } = await kube.now.call('GET', path);
      return status.observedGeneration === metadata.generation && status.availableReplicas === 2 && status.conditions?.length === 2;
    };
    await expect.poll(done, { timeout: 60_000 }).toBe(true);
    if (begins !== undefined) await kube.now.call('PATCH', `${path}?fieldManager=colleague`, { spec: begins }, 'application/merge-patch+json');
    const { before, between, after } = await thereAndBack(kube.now, { tool, input: { ...input, namespace } }, objects(namespace));
    expect(between).toMatchObject([left]);
    expect(between).not.toEqual(before);
    expect(after).toEqual(before);
  });

  test('a node closed to new pods, and one opened again', async () => {
    const name = await nodeOn();
    const read = async () => (await kube.now.call('GET', `/api/v1/nodes/${name}`)).spec.unschedulable ?? false;
    expect(await thereAndBack(kube.now, { tool: 'kubernetes.cordon', input: { name } }, read)).toEqual({ before: false, between: true, after: false });
    await kube.now.call('PATCH', `/api/v1/nodes/${name}`, { spec: { unschedulable: true } }, 'application/merge-patch+json');
    expect(await thereAndBack(kube.now, { tool: 'kubernetes.cordon', input: { name, action: 'uncordon' } }, read)).toEqual({
      before: true,
      between: false,
      after: true,
    });
  });

  test('a controller that writes in the same moments stops nothing, and every owner gets their fields back', async () => {
    const namespace = await namespaceOn(kube.now);
    const path = `/apis/apps/v1/namespaces/${namespace}/deployments/web`;
    await kube.now.call('PATCH', `${path}?fieldManager=colleague`, deployment('web', { replicas: 3 }), 'application/apply-patch+yaml');
    const written = { looked: 0, put: 0 };
    let looks = 0;
    const kubeconfig = await kubeconfigThrough(kube.now, async (method, url) => {
      // As fast as a controller can be: the object has changed again before we hear of it, at every other look and whenever it was put back.
      const what = method === 'PUT' ? 'put' : method === 'GET' && url.startsWith(path) && ++looks % 2 === 1 ? 'looked' : undefined;
      if (what === undefined) return;
      written[what]++;
      const count = { status: { collisionCount: written.looked + written.put } };
      await kube.now.call('PATCH', `${path}/status?fieldManager=controller`, count, 'application/merge-patch+json');
    });
    const { before, after } = await thereAndBack(
      { ...kube.now, kubeconfig },
      { tool: 'kubernetes.apply', input: { path: 'web.yaml', namespace, force: true } },
      objects(namespace),
      (at) => write(at, 'web.yaml', deployment('web', { replicas: 1 })),
    );
    // The first PUT met what was written between looking and it.
    expect(written.put).toBe(2);
    expect(after).toEqual(before);
  });
});
