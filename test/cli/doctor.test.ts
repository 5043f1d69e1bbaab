import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { doctor } from '../../src/cli/commands/doctor.ts';
import { tempFolder } from '../support/temp.ts';
import { printed } from './screen.ts';

test('optional programs are listed: what is here with its version, what is missing with what it is for, what is broken as that', async () => {
  const [bin, none] = [tempFolder(), join(tempFolder(), 'none')];
  for (const [name, does] of Object.entries({
    kubectl: '[ "$*" = "version --client" ] && echo "Client Version: v1.34.1" && echo "Kustomize Version: v5.7.1"',
    rg: 'echo "ripgrep 15.1.0"',
    tofu: '[ "$1" = version ] && echo "OpenTofu v1.11.0"',
    infracost: 'exit 3',
  })) {
    writeFileSync(join(bin, name), `#!/bin/sh\n${does}\n`);
    chmodSync(join(bin, name), 0o755);
  }
  for (const [name, value] of Object.entries({
    ...{ PATH: bin, NIMBUS_DATA_DIR: tempFolder(), NIMBUS_TERRAFORM: '/nowhere/terraform', NIMBUS_KUBECTL: '', KUBECONFIG: none },
    ...{ AWS_CONFIG_FILE: none, AWS_SHARED_CREDENTIALS_FILE: none, AWS_EC2_METADATA_DISABLED: 'true' },
  }))
    vi.stubEnv(name, value);
  onTestFinished(() => void vi.unstubAllEnvs());
  const { out, code } = await printed(tempFolder(), (screen) => doctor(screen), { json: true });
  expect(code).toBe(0);
  const checks = new Map((JSON.parse(out).checks as { name: string; status: string; detail: string; fix?: string }[]).map((check) => [check.name, check]));
  const told = (name: string) => [checks.get(name)?.status, checks.get(name)?.detail];
  expect([told('kubectl'), told('ripgrep'), told('opentofu')]).toEqual([
    ['ok', 'Client Version: v1.34.1'],
    ['ok', 'ripgrep 15.1.0'],
    ['ok', 'OpenTofu v1.11.0'],
  ]);
  expect(told('kustomize')).toEqual(['missing', 'kustomize was not found on this machine. Optional.']);
  expect(checks.get('kustomize')?.fix).toContain('builds kustomizations');
  expect(told('infracost')).toEqual(['missing', 'infracost --version ended with 3. Optional.']);
});
