import { expect, test } from 'vitest';
import { fix } from '../../src/rules/engine/fix.ts';
import { look } from '../../src/rules/engine/look.ts';
import { k8sDeprecatedApi } from '../../src/rules/kubernetes/rules/k8s-deprecated-api.ts';
import { options, sourcesOf } from './support.ts';

/** What the guide to removed versions names besides the kinds that everybody writes; whether the version is all there is to change. */
const rows: readonly (readonly [object: string, gone: string, to: string | undefined])[] = [
  ['extensions/v1beta1 PodSecurityPolicy', '1.16', undefined],
  ['apps/v1beta1 ReplicaSet', '1.16', undefined],
  ['apiregistration.k8s.io/v1beta1 APIService', '1.22', 'apiregistration.k8s.io/v1'],
  ['authentication.k8s.io/v1beta1 TokenReview', '1.22', 'authentication.k8s.io/v1'],
  ['authorization.k8s.io/v1beta1 SubjectAccessReview', '1.22', undefined],
  ['certificates.k8s.io/v1beta1 CertificateSigningRequest', '1.22', undefined],
  ['coordination.k8s.io/v1beta1 Lease', '1.22', 'coordination.k8s.io/v1'],
  ['storage.k8s.io/v1beta1 CSINode', '1.22', 'storage.k8s.io/v1'],
  ['storage.k8s.io/v1beta1 VolumeAttachment', '1.22', 'storage.k8s.io/v1'],
  ['events.k8s.io/v1beta1 Event', '1.25', undefined],
  ['flowcontrol.apiserver.k8s.io/v1beta1 FlowSchema', '1.26', 'flowcontrol.apiserver.k8s.io/v1'],
  ['flowcontrol.apiserver.k8s.io/v1beta1 PriorityLevelConfiguration', '1.26', undefined],
  ['storage.k8s.io/v1beta1 CSIStorageCapacity', '1.27', 'storage.k8s.io/v1'],
  ['flowcontrol.apiserver.k8s.io/v1beta2 PriorityLevelConfiguration', '1.29', undefined],
  ['flowcontrol.apiserver.k8s.io/v1beta3 PriorityLevelConfiguration', '1.32', undefined],
];

const objectOf = (what: string, more = ''): { readonly 'objects.yaml': string } => {
  const [apiVersion, kind] = what.split(' ');
  return { 'objects.yaml': `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata:\n  name: a\n${more}` };
};
const rules = [k8sDeprecatedApi];
const found = async (files: { readonly 'objects.yaml': string }) => (await look(sourcesOf(files), { ...options, rules })).hits.map(({ finding }) => finding);
const fixed = async (files: { readonly 'objects.yaml': string }): Promise<string | undefined> =>
  (await fix(sourcesOf(files), { ...options, rules })).files.get('objects.yaml');

test.each(rows)('%s is gone since %s', async (what, gone, to) => {
  const files = objectOf(what);
  expect((await found(files)).map(({ message }) => message)).toEqual([expect.stringContaining(`is gone since Kubernetes ${gone}: use `)]);
  expect(await fixed(files)).toBe(to && files['objects.yaml'].replace(/^apiVersion: .*/, `apiVersion: ${to}`));
});

test.each([
  ['a selector that chooses', 'selector:\n    matchLabels:\n      app: web\n', true],
  ['an expression that chooses', 'selector:\n    matchExpressions:\n      - { key: app, operator: Exists }\n', true],
  ['no selector, which chooses nothing in both', 'minAvailable: 1\n', true],
  ['an empty selector, which chose nothing and would choose all', 'selector: {}\n', false],
  ['an empty selector, written otherwise', 'selector:\n    matchLabels: {}\n', false],
])('a disruption budget is moved by its version alone where it means the same: %s', async (_what, spec, isSure) => {
  const files = objectOf('policy/v1beta1 PodDisruptionBudget', `spec:\n  ${spec}`);
  expect((await found(files)).map(({ fixable }) => fixable)).toEqual([isSure]);
  expect((await fixed(files))?.includes('policy/v1\n')).toBe(isSure || undefined);
});
