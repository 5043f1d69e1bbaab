import { posix } from 'node:path';
import { z } from 'zod';
import { plainly } from '../plainly.ts';
import type { Branch } from './branch.ts';
import { about, step } from './branch.ts';

/** What may be root modules of a workspace folder, by their paths alone: folders with Terraform files that are not somebody's module. */
export const terraformRoots = (files: readonly string[]): readonly string[] =>
  [...new Set(files.filter((file) => file.endsWith('.tf')).map((file) => posix.dirname(file)))].filter((folder) => !/(^|\/)modules(\/|$)/.test(folder)).sort();

export function terraform(id: string, roots: readonly string[]): Branch | undefined {
  if (roots.length === 0) return undefined;
  return {
    id,
    label: 'Terraform',
    description: roots.length === 1 ? roots[0] : `${roots.length} folders`,
    icon: 'layers',
    isOpen: roots.length < 4,
    children: async () => roots.map((directory) => root(`${id}/${directory}`, directory)),
  };
}

const state = z.object({ workspace: z.string(), serial: z.number(), addresses: z.array(z.string()) });

/** A root module with all that is done with one. */
export const root = (id: string, directory: string): Branch => ({
  id,
  label: directory === '.' ? 'workspace folder' : directory,
  icon: 'folder',
  tooltip: 'Resources in its state, when opened',
  children: async (ask) => {
    const { workspace, serial, addresses } = state.parse(await ask('terraform.stateList', { directory }, 20_000));
    if (addresses.length === 0)
      return [{ id: `${id}/none`, label: serial === 0 ? 'Nothing was applied here yet' : 'The state is empty', description: workspace, icon: 'info' }];
    return grouped(id, directory, addresses);
  },
  actions: {
    ...about('terraform.stateList', { directory }),
    'nimbus.terraform.init': { plan: `Initialise ${directory}`, steps: [step('terraform.init', { directory })] },
    'nimbus.terraform.validate': { plan: `Validate ${directory}`, steps: [step('terraform.validate', { directory })] },
    'nimbus.terraform.plan': { plan: `Terraform plan of ${directory}`, steps: [step('terraform.plan', { directory })] },
    'nimbus.terraform.apply': {
      plan: `Apply ${directory}`,
      steps: [step('terraform.plan', { directory }), step('terraform.apply', { directory, plan: '${steps.plan.output.plan}' })],
    },
    'nimbus.terraform.drift': { plan: `Drift in ${directory}`, steps: [step('terraform.drift', { directory })] },
    'nimbus.terraform.destroy': { plan: `Destroy ${directory}`, steps: [step('terraform.destroy', { directory })] },
    'nimbus.terraform.workspaces': { show: `Workspaces of ${directory}`, tool: 'terraform.workspace', input: { directory } },
    'nimbus.terraform.selectWorkspace': {
      question: `Select which workspace of ${directory}?`,
      placeHolder: 'default',
      check: (name) => (name.trim() === '' ? 'A workspace has a name.' : undefined),
      make: (name) => ({
        plan: `Select the workspace ${name.trim()} of ${directory}`,
        steps: [step('terraform.workspace', { action: 'select', name: name.trim(), directory })],
      }),
    },
    'nimbus.terraform.createWorkspace': {
      question: `Create which workspace of ${directory}?`,
      check: (name) => (name.trim() === '' ? 'A workspace has a name.' : undefined),
      make: (name) => ({
        plan: `Create the workspace ${name.trim()} of ${directory}`,
        steps: [step('terraform.workspace', { action: 'create', name: name.trim(), directory })],
      }),
    },
    'nimbus.terraform.deleteWorkspace': {
      question: `Delete which workspace of ${directory}?`,
      check: (name) => (name.trim() === '' ? 'A workspace has a name.' : undefined),
      make: (name) => ({
        plan: `Delete the workspace ${name.trim()} of ${directory}`,
        steps: [step('terraform.workspace', { action: 'delete', name: name.trim(), directory })],
      }),
    },
    'nimbus.terraform.unlock': {
      question: `Remove which lock of the state of ${directory}?`,
      placeHolder: 'the id Terraform told',
      check: (lock) => (lock.trim() === '' ? 'A lock has an id: Terraform tells it when it is refused.' : undefined),
      make: (lock) => ({ plan: `Remove the lock of the state of ${directory}`, steps: [step('terraform.unlock', { lock: lock.trim(), directory })] }),
    },
    'nimbus.table.of': { table: `Addresses in ${directory}`, tool: 'terraform.stateList', input: { directory } },
  },
});

/** Modules are branches of their own. */
function grouped(id: string, directory: string, addresses: readonly string[]): readonly Branch[] {
  const modules = new Map<string, string[]>();
  for (const address of addresses) {
    const name = /^(module\.[^.[]+(?:\[[^\]]*\])?)\./.exec(address)?.[1] ?? '';
    modules.set(name, [...(modules.get(name) ?? []), address]);
  }
  const resource = (address: string): Branch => inState(`${id}/${address}`, directory, address);
  return [...modules]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([name, members]): readonly Branch[] =>
      name === ''
        ? members.map(resource)
        : [{ id: `${id}/${name}/`, label: name, description: String(members.length), icon: 'package', children: async () => members.map(resource) }],
    );
}

/** What is in the state under an address. */
export const inState = (id: string, directory: string, address: string): Branch => {
  const isData = /(^|\.)data\./.test(address);
  return {
    id,
    label: address.replace(/^(module\.[^.[]+(\[[^\]]*\])?\.)+/, ''),
    icon: isData ? 'database' : 'symbol-object',
    tooltip: plainly(address),
    click: 'nimbus.terraform.show',
    actions: {
      ...about('terraform.show', { directory, address }),
      'nimbus.terraform.show': { show: address, tool: 'terraform.show', input: { directory, address } },
      // What is only read is neither made nor destroyed.
      ...(isData
        ? {}
        : {
            'nimbus.terraform.plan': {
              plan: `Terraform plan of ${address} in ${directory}`,
              steps: [step('terraform.plan', { directory, targets: [address] })],
            },
            'nimbus.terraform.move': {
              questions: [
                {
                  id: 'to',
                  title: `Which address is ${address} to have in the state?`,
                  value: address,
                  check: (to: string) => (to.trim() === '' || to.trim() === address ? 'Another address.' : undefined),
                },
              ],
              planOf: ({ to = '' }) => ({
                plan: `Move ${address} to ${to}`,
                steps: [step('terraform.stateMove', { directory, from: address, to: to.trim() })],
              }),
            },
            'nimbus.terraform.forget': {
              plan: `Take ${address} out of the state of ${directory}`,
              steps: [step('terraform.forget', { directory, address })],
            },
            'nimbus.terraform.destroy': { plan: `Destroy ${address} in ${directory}`, steps: [step('terraform.destroy', { directory, targets: [address] })] },
          }),
      'nimbus.infrastructure.copy': { copy: address },
    },
  };
};
