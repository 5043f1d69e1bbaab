import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Preview } from '../../../src/domain/tool.ts';
import { noteRevision } from '../../../src/tools/helm/run/note.ts';
import { type Called, call, inspect, preview, rollBack, type World, workplace } from '../../support/drive-tool.ts';
import type { Cluster } from '../../support/kube.ts';
import { secureServer } from '../../support/secure-server.ts';
import { plant } from '../../support/tree.ts';
import { nimbus } from '../cli/nimbus.ts';
import { chart, clusterForFile, helmWorld, newNamespace, programs } from './support.ts';

const file = clusterForFile();

interface Case {
  readonly world: World;
  readonly namespace: string;
  readonly cluster: Cluster;
  call(verb: string, input: object): Promise<Called>;
  preview(verb: string, input: object): Promise<Preview>;
  /** Replicas, image, and whether the config map is there; `gone` without the deployment. */
  state(): Promise<string>;
}

async function begin(program: 'helm3' | 'helm4'): Promise<Case> {
  const cluster = file.now;
  const namespace = newNamespace(program);
  await cluster.call('POST', '/api/v1/namespaces', { metadata: { name: namespace } });
  const world = helmWorld(file.helm[program], cluster.kubeconfig);
  const here = (input: object) => Object.fromEntries(Object.entries({ release: 'web', namespace, ...input }).filter(([, value]) => value !== undefined));
  return {
    world,
    namespace,
    cluster,
    call: (verb, input) => call(world, `helm.${verb}`, here(input)),
    preview: async (verb, input) => {
      const seen = await preview(world, `helm.${verb}`, here(input));
      if ('code' in seen) throw new Error(JSON.stringify(seen));
      return seen;
    },
    state: async () => {
      const deployment = await cluster.call('GET', `/apis/apps/v1/namespaces/${namespace}/deployments/web`).catch(() => undefined);
      if (deployment === undefined) return 'gone';
      const extra = await cluster.call('GET', `/api/v1/namespaces/${namespace}/configmaps/web-extra`).catch(() => undefined);
      return `${deployment.spec.replicas} ${deployment.spec.template.spec.containers[0].image}${extra === undefined ? '' : ' extra'}`;
    },
  };
}

describe.each(programs)('%s on a real cluster', (program) => {
  test('install, upgrade, a failed upgrade, rollback, uninstall: each shown first, verified, taken back', async () => {
    const { call, preview, state, world, namespace } = await begin(program);
    const install = { chart: 'web', timeoutMinutes: 2 };

    const seen = await preview('install', install);
    expect(seen).toMatchObject({
      summary: `Install web as web into ${namespace} of admin (2 objects: 2 created)`,
      target: { system: 'helm', label: `context admin, namespace ${namespace}`, facts: { context: 'admin', namespace } },
      undo: { steps: [{ tool: 'helm.uninstall', input: { release: 'web', namespace, context: 'admin' } }] },
      warnings: ['helm waits up to 2 min until everything is ready; if that fails it takes all of it back (hooks that ran excepted)'],
    });
    expect(seen.impacts?.map((one) => `${one.operation} ${one.address} ${one.marks.join()}`).sort()).toEqual([
      `create Deployment/${namespace}/web `,
      `create Secret/${namespace}/web `,
    ]);
    expect(await state()).toBe('gone');
    // What the chart makes at random is no reason to refuse.
    expect((await preview('install', install)).digest).toBe(seen.digest);

    const installed = await call('install', install);
    expect([installed.failure, installed.output, installed.verdict]).toEqual([
      undefined,
      { release: 'web', namespace, revision: 1, status: 'deployed' },
      { met: true },
    ]);
    expect(await state()).toBe('1 nginx:1.25');
    expect((await call('install', install)).failure?.code).toBe('helm/release-exists');

    const upgrade = { chart: 'web', set: { replicas: 2, 'image.tag': '1.26', extra: true }, values: { password: 'hunter2-second' }, timeoutMinutes: 2 };
    const upgraded = await call('upgrade', upgrade);
    expect([upgraded.failure, upgraded.asked, upgraded.verdict]).toEqual([
      undefined,
      `Upgrade web in ${namespace} of admin from revision 1 to web (3 objects: 1 created and 2 changed)`,
      { met: true },
    ]);
    expect(await state()).toBe('2 nginx:1.26 extra');
    expect(upgraded.undo).toEqual({ steps: [{ tool: 'helm.rollback', input: { release: 'web', namespace, context: 'admin', revision: 1 } }] });

    const back = await call('rollback', { revision: 1 });
    expect([back.failure, back.verdict, await state()]).toEqual([undefined, { met: true }, '1 nginx:1.25']);
    expect(await rollBack(world, back)).toBe('succeeded');
    expect(await state()).toBe('2 nginx:1.26 extra');

    // The cluster refuses it, and helm takes it back by itself.
    const failed = await call('upgrade', { chart: 'web', set: { replicas: -1, extra: true }, values: { password: 'hunter2-third' }, timeoutMinutes: 1 });
    expect(failed.failure?.message).toMatch(
      /^helm upgrade failed: .*must be greater than or equal to 0.* It was taken back: web is at revision 6, which is revision 4 again\.$/s,
    );
    expect(failed.undo).toBe('nothing-changed');
    expect(await state()).toBe('2 nginx:1.26 extra');

    expect(await rollBack(world, upgraded)).toBe('succeeded');
    expect(await state()).toBe('1 nginx:1.25');

    const uninstalled = await call('uninstall', { keepHistory: true });
    expect([uninstalled.failure, uninstalled.verdict]).toEqual([undefined, { met: true }]);
    expect(await state()).toBe('gone');
    expect(await rollBack(world, uninstalled)).toBe('succeeded');
    expect(await state()).toBe('1 nginx:1.25');

    expect(await rollBack(world, installed)).toBe('succeeded');
    expect(await state()).toBe('gone');
    expect((await call('history', {})).failure?.code).toBe('helm/release-unknown');
    expect(JSON.stringify([installed, upgraded, failed].map((one) => one.events))).not.toMatch(/hunter2-first|aHVudGVyMi/);
  });

  test('a difference is three-way: by hand in the cluster, in the values, and secrets only as such', async () => {
    const { call, cluster, namespace, preview } = await begin(program);
    expect((await call('install', { chart: 'web' })).failure).toBeUndefined();
    const still = await call('diff', { chart: 'web' });
    // The secret holds random text, so it always differs; nothing else does, whatever the server writes in.
    expect((still.output as { objects: unknown[] }).objects).toEqual([{ address: `Secret/${namespace}/web`, operation: 'update', drift: false }]);

    const path = `/apis/apps/v1/namespaces/${namespace}/deployments/web`;
    await cluster.call('PATCH', path, { spec: { replicas: 4 } }, 'application/merge-patch+json');
    const done = await call('diff', { chart: 'web', values: { password: 'hunter2-other', image: { tag: '1.27' } } });
    const { diff, objects } = done.output as { diff: string; objects: { address: string; drift: boolean }[] };
    expect(objects.find((one) => one.address === `Deployment/${namespace}/web`)).toMatchObject({ drift: true });
    expect(
      diff
        .split('\n')
        .filter((line) => /^[-+] /.test(line))
        .map((line) => line.replaceAll(/\s+/g, ' '))
        .sort(),
    ).toEqual(
      [
        '+ password: <secret, after>',
        '+ random: <secret, after>',
        '+ replicas: 1',
        '+ - image: nginx:1.27',
        '- - image: nginx:1.25',
        '- password: <secret, before>',
        '- random: <secret, before>',
        '- replicas: 4',
      ].sort(),
    );
    expect(diff).not.toMatch(/hunter2|aHVudGVyMi/);
    expect((await preview('upgrade', { chart: 'web' })).warnings).toContainEqual(
      expect.stringContaining(`changed in the cluster by hand or by a controller, and put back: Deployment/${namespace}/web`),
    );
  });

  test('an upgrade that never gets ready is left, or taken back', async () => {
    const { call, state, world } = await begin(program);
    expect((await call('install', { chart: 'web' })).failure).toBeUndefined();
    plant(world.folder, {
      'web/templates/hook.yaml':
        'apiVersion: v1\nkind: Pod\nmetadata:\n  name: never\n  annotations: {"helm.sh/hook": pre-upgrade}\nspec:\n  restartPolicy: Never\n  containers: [{name: "BAD NAME", image: nginx}]\n',
    });
    const hooked = await call('upgrade', { chart: 'web', set: { replicas: 3 }, atomic: false, timeoutMinutes: 1 });
    expect(hooked.failure?.message).toMatch(/^helm upgrade failed: .*web is failed at revision 2; what was made stays\.$/s);
    expect(hooked.warnings).toContainEqual('hooks of the chart run code in the cluster, which a roll back does not undo: Pod never (pre-upgrade)');
    expect(await rollBack(world, hooked)).toBe('succeeded');
    expect(await state()).toBe('1 nginx:1.25');
    const history = await call('history', {});
    expect((history.output as { revisions: { status: string }[] }).revisions.map((one) => one.status)).toEqual(['superseded', 'failed', 'deployed']);
  });

  test('a rollout that never gets ready: why, what became of it and what to do, whether it is left or taken back', async () => {
    const begun = await begin(program);
    const world = impatient(begun.world);
    const { namespace, state } = begun;
    plant(world.folder, { 'web/templates/deployment.yaml': (chart['web/templates/deployment.yaml'] ?? '').replace('      containers:', nodeWanted) });
    const place = { release: 'web', namespace, chart: 'web', timeoutMinutes: 1 };
    expect((await call(world, 'helm.install', place)).failure).toBeUndefined();
    const before = await state();

    const left = await call(world, 'helm.upgrade', { ...place, set: { node: 'ssd' }, atomic: false });
    expect(left.failure).toMatchObject({ code: 'helm/not-ready', fix: expect.stringContaining('helm.rollback goes back to revision 1.') });
    expect(left.failure?.message).toMatch(
      new RegExp(
        `^helm upgrade failed: Deployment/${namespace}/web is not ready within 1 min \\(.+\\): pod web-\\S+ finds no node: 0/1 nodes are available: .*\\. web is failed at revision 2; what was made stays\\.$`,
      ),
    );
    expect(left.progress).toContainEqual(expect.stringMatching(`^Deployment/${namespace}/web: `));
    expect(await rollBack(world, left)).toBe('succeeded');
    expect(await state()).toBe(before);

    const back = await call(world, 'helm.upgrade', { ...place, set: { node: 'ssd' } });
    expect(back.failure).toMatchObject({ code: 'helm/not-ready', fix: expect.stringMatching(/^Correct what it names .*, and try again\.$/) });
    expect(back.failure?.message).toMatch(/finds no node: .* It was taken back: web is at revision 5, which is revision 3 again\.$/);
    expect([back.undo, await state()]).toEqual(['nothing-changed', before]);

    const never = await call(world, 'helm.install', { ...place, release: 'never', set: { node: 'ssd' } });
    expect(never.failure?.message).toMatch(
      /^helm install failed: Deployment\/\S+\/never is not ready .* finds no node: .* It was taken back: nothing is left of it\.$/,
    );
  });

  test('a chart that writes into other namespaces says so, hooks included', async () => {
    const { preview, world, namespace } = await begin(program);
    const map = (name: string, where: string, more = '') =>
      `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n  namespace: ${where}\n${more}data: {a: b}\n`;
    plant(world.folder, {
      'web/templates/far.yaml': map('far', 'kube-system'),
      'web/templates/hook.yaml': map('before', 'kube-public', '  annotations: {"helm.sh/hook": pre-install}\n'),
      'web/templates/role.yaml': `apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata:\n  name: ${namespace}\nrules: []\n`,
    });
    const { target, impacts } = await preview('install', { chart: 'web' });
    expect(target).toMatchObject({
      label: `context admin, namespaces ${namespace}, kube-public, kube-system and the whole cluster`,
      facts: { namespace: `${namespace}, kube-public, kube-system` },
    });
    expect(impacts?.map((one) => one.address)).toEqual(expect.arrayContaining(['ConfigMap/kube-system/far', 'ConfigMap/kube-public/before']));
  });

  test('a chart that does not render, values that do not fit, and no such chart: said before anything happens', async () => {
    const { call, world } = await begin(program);
    const bad: readonly (readonly [object, string])[] = [
      [{ chart: 'web', set: { broken: true } }, 'helm/does-not-render: The chart web does not render: web/templates/config.yaml'],
      [{ chart: 'web', values: { replicas: 'many' } }, 'helm/values-refused: The values do not fit the schema of '],
      [{ chart: 'charts/web' }, 'helm/chart-unknown'],
      [{ chart: './nowhere' }, 'helm/chart-unknown'],
      [{ chart: '../outside' }, 'files/outside-workspace'],
      [{ chart: 'web', set: { 'list[0]': 'x' } }, 'helm/value-unclear'],
      [{ chart: 'web', valuesFiles: ['nowhere.yaml'] }, 'files/not-found'],
    ];
    for (const [input, says] of bad) {
      const done = await call('install', input);
      expect(`${done.failure?.code}: ${done.failure?.message}`).toContain(says);
    }
    writeFileSync(join(world.folder, 'web', 'templates', 'bad.yaml'), 'kind: {{ .Values.nothing.here }}\n');
    const nil = await call('install', { chart: 'web' });
    expect(`${nil.failure?.code} ${nil.failure?.problems?.[0]?.path} ${nil.failure?.message}`).toContain('helm/does-not-render web/templates/bad.yaml:1');
    const template = await call('template', { chart: 'web', release: undefined, namespace: undefined });
    expect(template.failure?.code).toBe('helm/does-not-render');
    expect((await call('list', { release: undefined })).summary).toMatch(/^0 releases in namespace/);
  });

  test('template, lint, values: without the secrets', async () => {
    const { call, namespace, world } = await begin(program);
    const template = await call('template', { chart: 'web', values: { password: 'hunter2-inline' } });
    const { manifests } = template.output as { manifests: string };
    expect(template.summary).toBe('web makes 2 objects: Secret, Deployment.');
    expect(manifests).toContain('image: nginx:1.25');
    expect(manifests).toContain('password: <secret>');
    expect(manifests).not.toContain('hunter2');
    expect((await call('lint', { chart: 'web', release: undefined, namespace: undefined })).summary).toBe(
      'web passes, with 1 remark: Chart.yaml icon is recommended.',
    );
    plant(world.folder, { 'bad/Chart.yaml': 'apiVersion: v2\nname: bad\n' });
    expect((await call('lint', { chart: 'bad', release: undefined, namespace: undefined })).failure).toMatchObject({ code: 'helm/chart-invalid' });
    await call('install', { chart: 'web', values: { password: 'hunter2-inline', image: { tag: '1.26' } } });
    expect((await call('getValues', {})).output).toEqual({ release: 'web', values: { password: '<secret>', image: { tag: '1.26' } } });
    expect((await call('list', { release: undefined, status: 'deployed' })).output).toMatchObject({
      releases: [{ name: 'web', namespace, revision: 1, chart: 'web-1.0.0', appVersion: '1.25' }],
    });
    const lost = await preview(world, 'helm.upgrade', { release: 'web', namespace, chart: 'web', set: { replicas: 2 } });
    expect((lost as Preview).warnings).toContain("values that were set and go back to the chart's own: image and password; `reuseValues` keeps them");
  });

  test('the options of every day reach helm: a namespace of its own, definitions left out, why, how long, how much history', async () => {
    const { call, cluster, namespace, world, state } = await begin(program);
    plant(world.folder, {
      'web/crds/thing.yaml':
        'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: things.example.com}\nspec:\n  group: example.com\n  names: {kind: Thing, plural: things}\n  scope: Namespaced\n  versions: [{name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object}}}]\n',
    });
    const made = `${namespace}-new`;
    const there = (path: string) =>
      cluster.call('GET', path).then(
        () => true,
        () => false,
      );
    const upsert = { namespace: made, chart: 'web', skipCrds: true, timeoutMinutes: 2 };
    const early = await call('upgrade', { ...upsert, install: true });
    expect(early.failure?.message).toContain(`namespaces "${made}" not found`);
    const first = await call('upgrade', { ...upsert, install: true, createNamespace: true, description: 'first try', waitForJobs: true });
    expect([first.failure, first.verdict]).toEqual([undefined, { met: true }]);
    expect(first.warnings).toContain('a namespace that is created for it stays when it is taken back');
    expect(await there(`/api/v1/namespaces/${made}`)).toBe(true);
    expect(await there('/apis/apiextensions.k8s.io/v1/customresourcedefinitions/things.example.com')).toBe(false);
    for (const replicas of [2, 3]) {
      const again = await call('upgrade', { ...upsert, set: { replicas }, description: `to ${replicas}, -not --an=option`, historyMax: 2 });
      expect([again.failure, again.verdict]).toEqual([undefined, { met: true }]);
    }
    const revisions = async () =>
      ((await call('history', { namespace: made })).output as { revisions: { revision: number; description: string }[] }).revisions.map(
        (one) => `${one.revision} ${one.description}`,
      );
    expect(await revisions()).toEqual(['2 to 2, -not --an=option', '3 to 3, -not --an=option']);
    const back = await call('rollback', { namespace: made, timeoutMinutes: 1, waitForJobs: true });
    expect([back.failure, back.verdict]).toEqual([undefined, { met: true }]);
    const gone = await call('uninstall', { namespace: made, timeoutMinutes: 1, keepHistory: true, description: 'no longer wanted' });
    expect([gone.failure, gone.verdict]).toEqual([undefined, { met: true }]);
    expect((await revisions()).at(-1)).toContain('no longer wanted');
    expect(await state()).toBe('gone');

    const only = (input: object) => call('template', { chart: 'web', ...input });
    expect((await only({ showOnly: ['templates/secret.yaml'] })).summary).toBe('web makes 1 object: Secret.');
    expect((await only({ showOnly: ['templates/nowhere.yaml'] })).failure?.message).toContain('could not find template templates/nowhere.yaml in chart');
    plant(world.folder, {
      'web/templates/version.yaml': 'kind: ConfigMap\napiVersion: v1\nmetadata: {name: v}\ndata: {for: {{ .Capabilities.KubeVersion.Version }}}\n',
    });
    const versioned = await only({ kubeVersion: '1.29.3', showOnly: ['templates/version.yaml'] });
    expect((versioned.output as { manifests: string }).manifests).toContain('for: v1.29.3');
  });

  test('values that stay text, values from files, hooks left out, and what becomes of the values of the last release', async () => {
    const { call, preview, cluster, namespace, world } = await begin(program);
    const only = { chart: 'web', showOnly: ['templates/text.yaml'] };
    plant(world.folder, {
      'web/values.yaml':
        'replicas: 1\nimage: {name: nginx, tag: "1.25"}\npassword: hunter2-first\nextra: false\nbroken: false\ntext: {}\nadded: of-the-chart\n',
      'web/templates/text.yaml':
        'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: {{ .Release.Name }}-text}\ndata:\n{{- range $key, $value := .Values.text }}\n  {{ $key }}: {{ printf "%T %v" $value $value | quote }}\n{{- end }}\n  added: {{ .Values.added }}\n',
      'web/templates/hook.yaml':
        'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: "{{ .Release.Name }}-hook", annotations: {helm.sh/hook: "pre-install,pre-upgrade,pre-rollback,pre-delete"}}\n',
      'files/start.sh': '#!/bin/sh\nexec web --name "a, b=c" {{ .Values.password }}\n',
    });
    const text = async (): Promise<Record<string, string>> => (await cluster.call('GET', `/api/v1/namespaces/${namespace}/configmaps/web-text`)).data;
    const hooks = async (): Promise<number> =>
      (await cluster.call('GET', `/api/v1/namespaces/${namespace}/configmaps`)).items.filter((one: { metadata: { name: string } }) =>
        one.metadata.name.endsWith('-hook'),
      ).length;
    const given = {
      set: { 'text.build': 1.5, 'text.name': 'set' },
      setString: { 'text.build': '1.10', 'text.flag': true },
      setFile: { 'text.name': 'files/start.sh' },
    };

    const shown = await call('template', { ...only, ...given });
    expect((shown.output as { manifests: string }).manifests).toContain('build: "string 1.10"');
    expect((await call('template', { ...only, setFile: { 'text.name': '../secret.txt' } })).failure?.code).toBe('files/outside-workspace');
    expect((await call('template', { ...only, setFile: { 'text.name': 'files/nowhere' } })).failure?.code).toBe('files/not-found');

    const install = { chart: 'web', ...given, withoutHooks: true, timeoutMinutes: 1 };
    const seen = await preview('install', install);
    expect([seen.warnings.filter((one) => one.includes('hooks of the chart')), seen.impacts?.filter((one) => one.marks.includes('runs-code'))]).toEqual([
      [],
      [],
    ]);
    writeFileSync(join(world.folder, 'files', 'start.sh'), '#!/bin/sh\nexec web --name "a, b=c" {{ .Values.password }} again\n');
    expect((await preview('install', install)).digest).not.toBe(seen.digest);
    const installed = await call('install', install);
    expect([installed.failure, await hooks()]).toEqual([undefined, 0]);
    expect(installed.undo).toMatchObject({ steps: [{ tool: 'helm.uninstall', input: { withoutHooks: true } }] });
    // The file's text as it is, with what looks like an option, a list or a template in it.
    expect(await text()).toEqual({
      build: 'string 1.10',
      flag: 'string true',
      name: 'string #!/bin/sh\nexec web --name "a, b=c" {{ .Values.password }} again\n',
      added: 'of-the-chart',
    });

    // A newer chart with another value of its own.
    const values = join(world.folder, 'web', 'values.yaml');
    writeFileSync(
      values,
      'replicas: 1\nimage: {name: nginx, tag: "1.25"}\npassword: hunter2-first\nextra: false\nbroken: false\ntext: {}\nadded: of-the-newer-chart\n',
    );
    const upgrade = async (how: object): Promise<string> => {
      const done = await call('upgrade', { chart: 'web', withoutHooks: true, timeoutMinutes: 1, ...how });
      expect(done.failure).toBeUndefined();
      const { build, added } = await text();
      return `${build ?? 'none'}, ${added}`;
    };
    expect(await upgrade({ reuseValues: true })).toBe('string 1.10, of-the-chart');
    expect(await upgrade({ resetThenReuseValues: true })).toBe('string 1.10, of-the-newer-chart');
    const lost = await preview('upgrade', { chart: 'web', resetValues: true });
    expect(lost.warnings.find((one) => one.startsWith('values that were set'))).toContain('text');
    const diff = await call('diff', { chart: 'web', resetValues: true });
    expect((diff.output as { diff: string }).diff).toContain('-  build: string 1.10');
    expect(await upgrade({ resetValues: true })).toBe('none, of-the-newer-chart');
    expect((await call('rollback', { withoutHooks: true, timeoutMinutes: 1 })).failure).toBeUndefined();
    expect([(await text()).build, await hooks()]).toEqual(['string 1.10', 0]);
    expect(await rollBack(world, installed)).toBe('succeeded');
    expect(await hooks()).toBe(0);

    await expect(call('upgrade', { chart: 'web', reuseValues: true, resetValues: true })).rejects.toThrow('one of the three');
    // With hooks it runs them: what was left out above is there to be left out.
    expect([(await call('install', { chart: 'web', timeoutMinutes: 1 })).failure, await hooks()]).toEqual([undefined, 1]);
  });

  test('cut off: a lock that was left is explained, told from what was never begun, and released by a roll back', async () => {
    const { call, cluster, namespace, world, state } = await begin(program);
    await call('install', { chart: 'web' });
    const input = { release: 'web', namespace, chart: 'web', set: { replicas: 2 } };
    expect(await inspect(world, 'helm.upgrade', input)).toBe('not-started');
    const what = world.tools.get('helm.upgrade')?.input.parse(input);
    await noteRevision(workplace(world), { name: 'helm.upgrade', what }, 1);
    expect(await inspect(world, 'helm.upgrade', input)).toBe('not-started');
    await call('upgrade', { chart: 'web', set: { replicas: 2 } });
    expect(await inspect(world, 'helm.upgrade', input)).toBe('done');
    // As a helm that was killed in the middle leaves it.
    const labels = { metadata: { labels: { status: 'pending-upgrade' } } };
    const secret = `/api/v1/namespaces/${namespace}/secrets/sh.helm.release.v1.web.v2`;
    await cluster.call('PATCH', secret, { ...labels, data: { release: await pending(await cluster.call('GET', secret)) } }, 'application/merge-patch+json');
    expect(await inspect(world, 'helm.upgrade', input)).toBe('unknown');
    expect((await call('upgrade', { chart: 'web' })).failure).toMatchObject({
      code: 'helm/release-locked',
      fix: 'If nobody is at work on it (look when it began: helm.history), helm.rollback to revision 1: that releases it.',
    });
    const history = await call('history', {});
    expect(history.summary).toContain('the newest is 2, pending-upgrade: revision 2 is pending-upgrade since');
    const back = await call('rollback', {});
    expect([back.failure, back.verdict]).toEqual([undefined, { met: true }]);
    expect(await state()).toBe('1 nginx:1.25');
  });

  test('no such release, revision, context; no cluster; no right', async () => {
    const { call, world, namespace, cluster } = await begin(program);
    expect((await call('upgrade', { chart: 'web' })).failure?.code).toBe('helm/release-unknown');
    expect((await call('getValues', {})).failure?.code).toBe('helm/release-unknown');
    expect((await call('uninstall', {})).failure?.code).toBe('helm/release-unknown');
    await call('install', { chart: 'web' });
    expect((await call('rollback', {})).failure?.message).toBe('web has no earlier revision to go back to.');
    expect((await call('rollback', { revision: 9 })).failure?.message).toBe('web has no revision 9.');
    expect((await call('list', { release: undefined, context: 'admn' })).failure).toMatchObject({
      code: 'kubernetes/context-unknown',
      fix: 'Did you mean admin?',
    });
    expect((await call('list', { release: undefined, context: 'limited' })).failure?.code).toBe('kubernetes/forbidden');
    const listedAt = (server: string, user: object = {}, ca?: string): Promise<string> => {
      const clusters = [{ name: 'd', cluster: { server, ...(ca === undefined ? {} : { 'certificate-authority': ca }) } }];
      const contexts = [{ name: 'dead', context: { cluster: 'd', user: 'd', namespace: 'far' } }];
      const path = join(world.folder, 'dead.yaml');
      writeFileSync(path, JSON.stringify({ apiVersion: 'v1', kind: 'Config', 'current-context': 'dead', clusters, users: [{ name: 'd', user }], contexts }));
      return globalCall(helmWorld(file.helm[program], path), namespace);
    };
    expect(await listedAt('https://127.0.0.1:1')).toMatch(
      /^kubernetes\/unreachable: The cluster of context dead \(https:\/\/127\.0\.0\.1:1\) can’t be reached/,
    );
    expect(await listedAt('https://cluster.nowhere.invalid')).toMatch(/^kubernetes\/unreachable: /);
    const [unknown, expired] = [await secureServer((_, answer) => answer.end()), await secureServer((_, answer) => answer.end(), { expired: true })];
    expect(await listedAt(`https://127.0.0.1:${unknown.port}`)).toMatch(/^kubernetes\/wrong-ca: .*Nothing was sent to it\.$/);
    expect(await listedAt(`https://127.0.0.1:${expired.port}`, {}, expired.certificate)).toMatch(/^kubernetes\/certificate-expired: /);
    const caFile = join(world.folder, 'ca.pem');
    writeFileSync(caFile, cluster.ca);
    expect(await listedAt(cluster.server, { token: 'no-longer-good' }, caFile)).toMatch(
      /^kubernetes\/unauthorized: The cluster of context dead does not know who this is/,
    );
  });
});

const globalCall = async (world: World, namespace: string): Promise<string> => {
  const done = await call(world, 'helm.list', { namespace });
  return `${done.failure?.code}: ${done.failure?.message}`;
};

/** Pods that only a node with such a disk takes; there is none. */
const nodeWanted = `      {{- with .Values.node }}
      nodeSelector: {disk: {{ . | quote }}}
      {{- end }}
      containers:`;

/** As the world it is made of, but for how long helm waits: what is a minute to a person is six seconds to it. */
function impatient(world: World): World {
  const short = (arg: string): string => (arg === '--timeout=1m0s' ? '--timeout=6s' : arg);
  return {
    ...world,
    workplace: (...given) => {
      const at = world.workplace(...given);
      return { ...at, exec: (command, args, options) => at.exec(command, args.map(short), options) };
    },
  };
}

/** The release in a secret, as pending: helm keeps it as JSON, compressed, in base64 twice. */
async function pending(secret: { data: { release: string } }): Promise<string> {
  const { gunzipSync, gzipSync } = await import('node:zlib');
  const text = gunzipSync(Buffer.from(Buffer.from(secret.data.release, 'base64').toString(), 'base64')).toString();
  const release = JSON.parse(text);
  release.info.status = 'pending-upgrade';
  return Buffer.from(gzipSync(JSON.stringify(release)).toString('base64')).toString('base64');
}

test('the built command line lists releases, and installs none without a yes', async () => {
  const namespace = newNamespace('cli');
  await file.now.call('POST', '/api/v1/namespaces', { metadata: { name: namespace } });
  const { run, workspace } = await nimbus();
  // What a large chart makes is read on a thread of its own.
  const large =
    '{{- range until 60 }}\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: "map-{{ . }}"}\ndata: {text: {{ repeat 800 "x" }}}\n{{- end }}\n';
  plant(workspace, { ...chart, 'web/templates/large.yaml': large });
  const env = { KUBECONFIG: file.now.kubeconfig, NIMBUS_HELM: file.helm.helm3 };
  const here = ['--namespace', namespace, '--json'];
  const list = await run(['helm', 'list', ...here], { env });
  expect([list.code, list.stderr]).toEqual([0, '']);
  expect(JSON.stringify(list.document)).toContain('"releases":[]');
  const made = await run(['helm', 'template', '--chart', 'web', '--json'], { env });
  expect([made.code, made.document.objects]).toEqual([0, 62]);
  const refused = await run(['helm', 'install', '--release', 'web', '--chart', 'web', ...here], { env });
  expect([refused.code, refused.document.failure?.code]).toEqual([4, 'safety/needs-approval']);
  expect((await file.now.call('GET', `/api/v1/namespaces/${namespace}/secrets`)).items).toEqual([]);
});
