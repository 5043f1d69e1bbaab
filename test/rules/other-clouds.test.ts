import { expect, test } from 'vitest';
import { allRules } from '../../src/rules/all.ts';
import { fix } from '../../src/rules/engine/fix.ts';
import { readPlain } from '../../src/rules/hcl/plain.ts';
import type { BlockSyntax } from '../../src/rules/hcl/syntax.ts';
import { exampleFiles, fixable, type TerraformRule } from '../../src/rules/rule.ts';
import { options, sourcesOf } from './support.ts';

/**
 * What the schemas of the providers for Azure and Google say of the attributes that fixes write: a type, or the values there are.
 * `test/real/rules/fixes.test.ts` asks the AWS provider itself. Source: the packages pulumi-azure 6.40.1
 * and pulumi-gcp 10.2.0, which are made from the schemas of the two providers, and the documentation in them.
 */
const schema: Readonly<Record<string, Readonly<Record<string, 'boolean' | 'string' | readonly string[]>>>> = {
  azurerm_app_service: { https_only: 'boolean' },
  azurerm_container_registry: { admin_enabled: 'boolean' },
  azurerm_key_vault: { purge_protection_enabled: 'boolean' },
  azurerm_kubernetes_cluster: { local_account_disabled: 'boolean', private_cluster_enabled: 'boolean' },
  azurerm_linux_virtual_machine: { disable_password_authentication: 'boolean' },
  azurerm_linux_virtual_machine_scale_set: { disable_password_authentication: 'boolean' },
  azurerm_linux_web_app: { https_only: 'boolean' },
  azurerm_mssql_server: { minimum_tls_version: ['1.0', '1.1', '1.2', 'Disabled'], public_network_access_enabled: 'boolean' },
  azurerm_storage_account: {
    allow_nested_items_to_be_public: 'boolean',
    https_traffic_only_enabled: 'boolean',
    min_tls_version: ['TLS1_0', 'TLS1_1', 'TLS1_2'],
  },
  azurerm_windows_web_app: { https_only: 'boolean' },
  google_compute_instance: { can_ip_forward: 'boolean' },
  google_compute_instance_template: { can_ip_forward: 'boolean' },
  google_container_cluster: { enable_legacy_abac: 'boolean', enable_shielded_nodes: 'boolean', 'private_cluster_config.enable_private_nodes': 'boolean' },
  google_kms_crypto_key: { rotation_period: 'string' },
  google_sql_database_instance: {
    deletion_protection: 'boolean',
    'settings.backup_configuration.enabled': 'boolean',
    'settings.ip_configuration.ipv4_enabled': 'boolean',
  },
  google_storage_bucket: { public_access_prevention: ['inherited', 'enforced'], uniform_bucket_level_access: 'boolean', 'versioning.enabled': 'boolean' },
};

const rules = allRules.filter((rule): rule is TerraformRule => rule.language === 'terraform' && fixable(rule) && /^(azure|google)-/.test(rule.id));

/** Every attribute of a block by its path, with its value as it is written. */
function* attributesOf({ attributes, blocks, file }: BlockSyntax, path = ''): Generator<readonly [string, string]> {
  for (const { name, value } of attributes.values()) yield [`${path}${name}`, file.text.slice(value.start, value.end)];
  for (const inner of blocks) yield* attributesOf(inner, `${path}${inner.type}.`);
}
const written = (text: string): readonly (readonly [string, string, string])[] =>
  (readPlain('main.tf', text)?.blocks ?? []).flatMap((block) => [...attributesOf(block)].map(([path, value]) => [block.labels[0] ?? '', path, value] as const));

test.each(rules.map((rule) => [rule.id, rule] as const))('%s writes what the schema of its provider takes', async (_id, rule) => {
  const wrong: string[] = [];
  let checked = 0;
  // The example for its own type, and for each of the others.
  for (const type of rule.targets) {
    const files = Object.fromEntries(
      Object.entries(exampleFiles(rule, rule.fails)).map(([path, text]) => [path, text.replaceAll(rule.targets[0] ?? '', type)]),
    );
    const fixed = await fix(sourcesOf(files), { ...options, rules: [rule], replacing: true });
    const had = new Set(Object.values(files).flatMap(written).map(String));
    for (const [resource, path, value] of [...fixed.files.values()].flatMap(written)) {
      if (had.has(String([resource, path, value]))) continue;
      checked += 1;
      const known = schema[resource]?.[path];
      const isRight =
        known === 'boolean' ? /^(true|false)$/.test(value) : known === 'string' ? /^"[^"]*"$/.test(value) : known?.some((one) => value === JSON.stringify(one));
      if (!isRight) wrong.push(`${resource}: ${path} = ${value}, the schema says ${known === undefined ? 'nothing of it' : String(known)}`);
    }
  }
  expect(wrong).toEqual([]);
  expect(checked).toBeGreaterThanOrEqual(rule.targets.length);
});
