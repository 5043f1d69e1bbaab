import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { workspaceFiles } from '../../src/machine/files.ts';
import { fix } from '../../src/rules/engine/fix.ts';
import { look } from '../../src/rules/engine/look.ts';
import { scanFolder } from '../../src/rules/engine/scan-folder.ts';
import { tempFolder } from '../support/temp.ts';
import { plant } from '../support/tree.ts';
import { linesOf, options, sourcesOf } from './support.ts';

const head = 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n';
const deployment = (more = ''): string => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 1
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
    spec:
      hostNetwork: true
      containers:
        - name: web
          image: example.com/web:latest
${more}`;
const patch = (spec: string): string => `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n${spec}`;
const base = { 'base/kustomization.yaml': `${head}resources:\n  - web.yaml\n`, 'base/web.yaml': deployment() };
const over = (name: string, text: string): Readonly<Record<string, string>> => ({ [`${name}/kustomization.yaml`]: `${head}resources:\n  - ../base\n${text}` });
const watched = ['k8s-replicas', 'k8s-image-tag', 'k8s-host-network', 'k8s-service-finds-pods', 'k8s-default-namespace'];
const ruled = { ...options, rules: options.rules.filter((rule) => watched.includes(rule.id) || rule.id.startsWith('kustomize-')) };

interface Case {
  readonly what: string;
  readonly files: Readonly<Record<string, string>>;
  /** Findings one a line, then notes. */
  readonly says: readonly string[];
}

const service = 'apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  selector:\n    app: web\n  ports:\n    - port: 80\n';

const cases: readonly Case[] = [
  {
    what: 'a base alone is judged as it is',
    files: base,
    says: [
      'base/web.yaml:6 Deployment/default/web k8s-replicas',
      'base/web.yaml:15 Deployment/default/web k8s-host-network',
      'base/web.yaml:18 Deployment/default/web k8s-image-tag',
    ],
  },
  {
    what: 'what the overlay sets counts, and what is left is told in the base',
    files: { ...base, ...over('prod', 'replicas:\n  - name: web\n    count: 3\nimages:\n  - name: example.com/web\n    newTag: 1.4.2\n') },
    says: ['base/web.yaml:15 Deployment/default/web k8s-host-network'],
  },
  {
    what: 'what an overlay brings is told in its patch',
    files: {
      'base/kustomization.yaml': base['base/kustomization.yaml'],
      'base/web.yaml': deployment().replace('replicas: 1', 'replicas: 3').replace('      hostNetwork: true\n', '').replace('latest', '1.4.2'),
      ...over('dev', 'patches:\n  - path: dev.yaml\nimages:\n  - name: example.com/web\n    newTag: latest\n'),
      'dev/dev.yaml': patch('  # One is enough here.\n  replicas: 1\n  template:\n    spec:\n      hostNetwork: true\n'),
    },
    says: [
      'dev/dev.yaml:7 Deployment/default/web k8s-replicas',
      'dev/dev.yaml:10 Deployment/default/web k8s-host-network',
      'dev/kustomization.yaml:9 Deployment/default/web k8s-image-tag',
    ],
  },
  {
    what: 'two overlays of one base: what both make is told once, what one makes is told with its name',
    files: {
      ...base,
      ...over('prod', 'namePrefix: prod-\nreplicas:\n  - name: web\n    count: 3\n'),
      ...over('dev', 'namePrefix: dev-\n'),
    },
    says: [
      'base/web.yaml:6 Deployment/default/web k8s-replicas',
      'base/web.yaml:15 Deployment/default/web k8s-host-network',
      'base/web.yaml:18 Deployment/default/web k8s-image-tag',
    ],
  },
  {
    what: 'a patch written in place is told at its own line, by operation and by merge',
    files: {
      'base/kustomization.yaml': base['base/kustomization.yaml'],
      'base/web.yaml': deployment().replace('replicas: 1', 'replicas: 3').replace('      hostNetwork: true\n', '').replace('latest', '1.4.2'),
      ...over(
        'dev',
        'patches:\n  - target:\n      kind: Deployment\n    patch: |-\n      - op: replace\n        path: /spec/replicas\n        value: 1\n  - patch: |\n      apiVersion: apps/v1\n      kind: Deployment\n      metadata:\n        name: web\n      spec:\n        template:\n          spec:\n            hostNetwork: true\n',
      ),
    },
    says: ['dev/kustomization.yaml:11 Deployment/default/web k8s-replicas', 'dev/kustomization.yaml:20 Deployment/default/web k8s-host-network'],
  },
  {
    what: 'a comment in the patch, and one at the base’s object, keep quiet',
    files: {
      'base/kustomization.yaml': base['base/kustomization.yaml'],
      'base/web.yaml': `# nimbus:ignore k8s-host-network it watches the network\n${deployment().replace('latest', '1.4.2').replace('replicas: 1', 'replicas: 3').replace('      hostNetwork: true\n', '')}`,
      ...over('dev', 'patches:\n  - path: dev.yaml\n'),
      'dev/dev.yaml': patch('  replicas: 1 # nimbus:ignore k8s-replicas dev only\n  template:\n    spec:\n      hostNetwork: true\n'),
    },
    says: [
      'dev/dev.yaml:6 Deployment/default/web k8s-replicas (quiet: dev only)',
      'dev/dev.yaml:9 Deployment/default/web k8s-host-network (quiet: it watches the network)',
    ],
  },
  {
    what: 'labels that kustomize writes are followed by selectors',
    files: {
      'app/kustomization.yaml': `${head}resources: [web.yaml, service.yaml]\nlabels:\n  - pairs: {team: shop}\n    includeSelectors: true\n`,
      'app/web.yaml': deployment().replace('replicas: 1', 'replicas: 3').replace('      hostNetwork: true\n', '').replace('latest', '1.4.2'),
      'app/service.yaml': service,
    },
    says: [],
  },
  {
    what: 'a service that finds nothing is found; beside a remote base it may find it there',
    files: {
      'app/kustomization.yaml': `${head}resources: [web.yaml, service.yaml]\n`,
      'app/web.yaml': deployment()
        .replace('replicas: 1', 'replicas: 3')
        .replace('      hostNetwork: true\n', '')
        .replace('latest', '1.4.2')
        .replaceAll('app: web', 'app: wbe'),
      'app/service.yaml': service,
      'far/kustomization.yaml': `${head}resources: [web.yaml, service.yaml, "https://github.com/example/shop//deploy?ref=v1"]\n`,
      'far/web.yaml': deployment()
        .replace('replicas: 1', 'replicas: 3')
        .replace('      hostNetwork: true\n', '')
        .replace('latest', '1.4.2')
        .replaceAll('app: web', 'app: wbe'),
      'far/service.yaml': service,
    },
    says: ['app/service.yaml:7 Service/default/web k8s-service-finds-pods'],
  },
  {
    what: 'a circle is said, and what is in it is judged',
    files: { 'a/kustomization.yaml': `${head}resources: [../b, web.yaml]\n`, 'a/web.yaml': deployment(), 'b/kustomization.yaml': `${head}resources: [../a]\n` },
    says: [
      'a/web.yaml:15 Deployment/default/web k8s-host-network',
      'a/web.yaml:18 Deployment/default/web k8s-image-tag',
      'b/kustomization.yaml builds on itself by ../a (a → b → a): kustomize refuses to build this.',
    ],
  },
  {
    what: 'files and folders that are not there are findings, not silence',
    files: {
      'app/kustomization.yaml': `${head}resources: [web.yaml, gone.yaml, ../nowhere]\npatches:\n  - path: lost.yaml\nconfigMapGenerator:\n  - name: c\n    files: [data.txt]\n`,
      'app/web.yaml': deployment().replace('      hostNetwork: true\n', '').replace('latest', '1.4.2').replace('replicas: 1', 'replicas: 2'),
    },
    says: [3, 3, 5, 8].map((line) => `app/kustomization.yaml:${line} app/kustomization.yaml kustomize-missing-file`),
  },
  {
    what: 'a path out of the workspace is not followed',
    files: { 'kustomization.yaml': `${head}resources: [../../etc, /etc/passwd]\n` },
    says: [
      'kustomization.yaml names ../../etc, which leads out of the workspace: it was not followed.',
      'kustomization.yaml names /etc/passwd, which leads out of the workspace: it was not followed.',
    ],
  },
  {
    what: 'a kustomization that can’t be read is said, and the files beside it are judged as they are',
    files: { 'a/kustomization.yaml': `${head}resources: [web.yaml\n`, 'a/web.yaml': deployment() },
    says: [
      'a/web.yaml:6 Deployment/default/web k8s-replicas',
      'a/web.yaml:15 Deployment/default/web k8s-host-network',
      'a/web.yaml:18 Deployment/default/web k8s-image-tag',
      'a/kustomization.yaml:4 is not valid YAML: Flow sequence in block collection must be sufficiently indented and end with a ]. Nothing was built from it.',
    ],
  },
  {
    what: 'patches nobody can apply are said: no such object, a broken one, a pattern that could hang',
    files: {
      ...base,
      ...over(
        'dev',
        'patches:\n  - path: other.yaml\n  - path: broken.yaml\n  - target:\n      name: (a+)+b\n    patch: |-\n      - {op: remove, path: /spec/replicas}\n  - target: {kind: Deployment}\n    patch: |-\n      - {op: remove, path: /spec/nothing}\n',
      ),
      'dev/other.yaml': patch('  replicas: 1\n').replace('name: web', 'name: other'),
      'dev/broken.yaml': 'a: [b\n',
    },
    says: [
      'base/web.yaml:6 Deployment/default/web k8s-replicas',
      'base/web.yaml:15 Deployment/default/web k8s-host-network',
      'base/web.yaml:18 Deployment/default/web k8s-image-tag',
      'A patch in dev/broken.yaml is not valid YAML: Flow sequence in block collection must be sufficiently indented and end with a ]. It was not used.',
      "dev/kustomization.yaml: patches[2] was not used: its target's name is a pattern that is not followed here.",
      'dev/kustomization.yaml: patches[0] is for an object that is not there: kustomize refuses to build this.',
      "dev/kustomization.yaml: patches[3] can't be applied to Deployment/web: there is nothing at /spec/nothing.",
    ],
  },
  {
    what: 'what is not followed is said, and nothing is told of what it makes',
    files: { ...base, ...over('dev', 'transformers: [t.yaml]\n'), 'dev/t.yaml': 'apiVersion: builtin\nkind: LabelTransformer\nmetadata:\n  name: t\n' },
    says: ['dev/kustomization.yaml uses transformers, which are not followed: what it makes was not checked.'],
  },
  {
    what: 'a component nobody uses is said; an object of Flux that is only called the same is an object',
    files: {
      'host/kustomization.yaml': 'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nresources: [web.yaml]\n',
      'host/web.yaml': deployment(),
      'flux/kustomization.yaml': `apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata:\n  name: apps\nspec:\n  path: ./apps\n---\n${deployment().replace('replicas: 1', 'replicas: 3').replace('latest', '1.4.2')}`,
    },
    says: [
      'flux/kustomization.yaml:22 Deployment/default/web k8s-host-network',
      'host/kustomization.yaml is a component that nothing here uses: what it makes was not checked.',
    ],
  },
  {
    what: 'a component is judged where it is used',
    files: {
      ...base,
      ...over('dev', 'components: [../host]\n'),
      'host/kustomization.yaml':
        'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\npatches:\n  - target: {kind: Deployment}\n    patch: |-\n      - {op: remove, path: /spec/template/spec/hostNetwork}\n',
    },
    says: ['base/web.yaml:6 Deployment/default/web k8s-replicas', 'base/web.yaml:18 Deployment/default/web k8s-image-tag'],
  },
];

const said = async (files: Readonly<Record<string, string>>): Promise<string[]> => {
  const looked = await look(sourcesOf(files), ruled);
  return [...linesOf(looked), ...looked.notes];
};

test.each(cases)('$what', async ({ files, says }) => {
  expect(await said(files)).toEqual(says);
});

test('a finding that one overlay has and another has not, names the one', async () => {
  const files = { ...base, ...over('prod', 'replicas:\n  - name: web\n    count: 3\n'), ...over('dev', '') };
  const { hits } = await look(sourcesOf(files), ruled);
  expect(hits.map(({ finding }) => finding.message)).toEqual([
    'There is one replica: set replicas to 2 or more, or strategy Recreate where it must not run twice. So it is built by dev.',
    expect.not.stringMatching(/built by/),
    expect.not.stringMatching(/built by/),
  ]);
});

test('a fix goes where the value comes from: into the patch, or into the base', async () => {
  const files = {
    'base/kustomization.yaml': base['base/kustomization.yaml'],
    'base/web.yaml': deployment('          securityContext:\n            privileged: false\n'),
    ...over('dev', 'patches:\n  - path: dev.yaml\n'),
    'dev/dev.yaml': patch(
      '  template:\n    spec:\n      containers:\n        - name: web\n          securityContext:\n            # For a while.\n            privileged: true\n',
    ),
  };
  const rules = options.rules.filter((rule) => ['k8s-privileged', 'k8s-privilege-escalation', 'k8s-service-account-token'].includes(rule.id));
  const fixed = await fix(sourcesOf(files), { ...options, rules });
  expect(fixed.notes).toEqual([]);
  expect(fixed.after.hits.map(({ finding }) => finding.message)).toEqual([]);
  expect(fixed.files.get('dev/dev.yaml')).toContain('            # For a while.\n            privileged: false\n');
  expect(fixed.files.get('base/web.yaml')).toContain('            privileged: false\n            allowPrivilegeEscalation: false\n');
  expect(fixed.files.get('base/web.yaml')).toContain('automountServiceAccountToken: false');
});

const scanned = async (files: Readonly<Record<string, string>>, path: string, prepare: (root: string) => void = () => {}): Promise<string[]> => {
  const root = tempFolder();
  plant(root, files);
  prepare(root);
  const report = await scanFolder(workspaceFiles(root), { path, rules: ruled.rules, now: () => 0, signal: new AbortController().signal });
  if (!report.ok) throw new Error(report.failure.message);
  return [...report.value.findings.map(({ file, line, rule }) => `${file}:${line} ${rule}`), ...report.value.notes];
};

const prod = {
  'overlays/prod/kustomization.yaml': `${head}resources: [../../base]\npatches:\n  - path: p.json\n    target: {kind: Deployment}\nreplicas:\n  - {name: web, count: 3}\n`,
};
const patched = { ...prod, 'overlays/prod/p.json': '[{"op": "replace", "path": "/spec/template/spec/hostNetwork", "value": false}]\n' };

test('a scan of a base asks the overlays elsewhere in the workspace; a scan of an overlay reads its base', async () => {
  expect(await scanned({ ...base, ...patched }, 'base')).toEqual(['web.yaml:18 k8s-image-tag']);
  expect(await scanned({ ...base, ...patched }, 'overlays/prod')).toEqual([]);
  expect(await scanned({ ...base, ...patched }, '.')).toEqual(['base/web.yaml:18 k8s-image-tag']);
});

test('a scan of a folder that a kustomization above names files of, asks that one', async () => {
  const files = {
    'app/kustomization.yaml': `${head}resources: [manifests/web.yaml]\nimages:\n  - {name: example.com/web, newTag: 1.4.2}\nreplicas:\n  - {name: web, count: 2}\n`,
    'app/manifests/web.yaml': deployment(),
  };
  expect(await scanned(files, 'app/manifests')).toEqual(['web.yaml:15 k8s-host-network']);
  expect(await scanned(files, 'app/manifests/web.yaml')).toEqual(['web.yaml:15 k8s-host-network']);
});

test('links: one in a circle and one out of the workspace are said; one within it is read through', async () => {
  const outside = tempFolder();
  plant(outside, { 'secret.yaml': deployment() });
  const files = { ...base, 'dev/kustomization.yaml': `${head}resources: [../base, loop.yaml, out.yaml, folder]\npatches:\n  - path: in.yaml\n` };
  const found = await scanned({ ...files, 'dev/real.yaml': patch('  replicas: 3\n') }, '.', (root) => {
    symlinkSync('loop.yaml', join(root, 'dev/loop.yaml'));
    symlinkSync(join(outside, 'secret.yaml'), join(root, 'dev/out.yaml'));
    symlinkSync('real.yaml', join(root, 'dev/in.yaml'));
    mkdirSync(join(root, 'dev/folder'));
    symlinkSync('../..', join(root, 'dev/folder/up'));
  });
  expect(found.filter((line) => !line.startsWith('dev/real'))).toEqual([
    'base/web.yaml:15 k8s-host-network',
    'base/web.yaml:18 k8s-image-tag',
    expect.stringMatching(/^dev\/loop\.yaml was not checked: /),
    expect.stringMatching(/^dev\/out\.yaml was not checked: /),
  ]);
});
