import { posix } from 'node:path';
import { z } from 'zod';
import { withoutKeys } from '../../domain/terraform/address.ts';
import { plainly } from '../plainly.ts';
import type { Ask, Branch } from './branch.ts';
import { about, step } from './branch.ts';

/** What may be root modules of a workspace folder, by their paths alone: folders with Terraform files that are not somebody's module. */
export const terraformRoots = (files: readonly string[]): readonly string[] =>
  [...new Set(files.filter((file) => /\.(tf|tofu)$/.test(file)).map((file) => posix.dirname(file)))]
    .filter((folder) => !/(^|\/)modules(\/|$)/.test(folder))
    .sort();

/**
 * What the last plan, or the last look for drift, of a root module in a workspace says of its blocks (`aws_vpc.main`,
 * `module.net`): `Plan: change — tags`. Only while it still holds.
 */
export type Planned = (directory: string, workspace: string) => Promise<ReadonlyMap<string, string>>;

export function terraform(id: string, roots: readonly string[], planned?: Planned): Branch | undefined {
  if (roots.length === 0) return undefined;
  return {
    id,
    label: 'Terraform',
    description: roots.length === 1 ? roots[0] : `${roots.length} folders`,
    icon: 'layers',
    isOpen: roots.length < 4,
    children: async () => roots.map((directory) => root(`${id}/${directory}`, directory, planned)),
  };
}

const workspaces = z.object({ workspaces: z.array(z.string()), selected: z.string() });
const state = z.object({ workspace: z.string(), serial: z.number(), addresses: z.array(z.string()) });

/** A root module with all that is done with one. */
export const root = (id: string, directory: string, planned?: Planned): Branch => ({
  id,
  label: directory === '.' ? 'workspace folder' : directory,
  icon: 'folder',
  tooltip: 'Resources in its state, when opened',
  children: async (ask) => {
    const { workspace, serial, addresses } = state.parse(await ask('terraform.stateList', { directory }, 20_000));
    const all = workspacesOf(`${id}/workspaces`, directory, workspace);
    if (addresses.length === 0) return [{ id: `${id}/none`, label: serial === 0 ? 'Nothing was applied here yet' : 'The state is empty', icon: 'info' }, all];
    return [...grouped(id, { directory }, addresses, await planned?.(directory, workspace)), all];
  },
  actions: {
    ...about('terraform.stateList', { directory }),
    'nimbus.terraform.init': {
      questions: [
        {
          id: 'how',
          title: `Initialise ${directory} how?`,
          options: [
            { value: 'plain', label: 'As the lock file says', description: 'providers, modules, the place of the state' },
            { value: 'upgrade', label: 'With newer providers and modules', description: 'as new as the files allow' },
            { value: 'migrateState', label: 'Copy the state to its new backend', description: 'the files name another one than before' },
            { value: 'reconfigure', label: 'Take up the new backend as it is', description: 'the former one is forgotten, nothing is copied' },
          ],
        },
      ],
      planOf: ({ how = 'plain' }) => ({
        plan: `Initialise ${directory}`,
        steps: [step('terraform.init', { directory, ...(how === 'plain' ? {} : { [how]: true }) })],
      }),
    },
    'nimbus.terraform.validate': { plan: `Validate ${directory}`, steps: [step('terraform.validate', { directory })] },
    'nimbus.terraform.plan': { plan: `Terraform plan of ${directory}`, steps: [step('terraform.plan', { directory })] },
    'nimbus.terraform.apply': {
      plan: `Apply ${directory}`,
      steps: [step('terraform.plan', { directory }), step('terraform.apply', { directory, plan: '${steps.plan.output.plan}' })],
    },
    'nimbus.terraform.drift': { plan: `Drift in ${directory}`, steps: [step('terraform.drift', { directory })] },
    'nimbus.terraform.outputs': { show: `Outputs of ${directory}`, tool: 'terraform.output', input: { directory } },
    'nimbus.terraform.test': { plan: `Tests of ${directory}`, steps: [step('terraform.test', { directory })] },
    'nimbus.terraform.fmt': { plan: `Format ${directory}`, steps: [step('terraform.fmt', { directory })] },
    'nimbus.terraform.import': {
      questions: [
        {
          id: 'address',
          title: `Import under which address in ${directory}?`,
          prompt: 'Where it is to stand: the type and a name.',
          placeHolder: 'aws_s3_bucket.logs',
          check: (address) => (/^[\w.[\]"'-]+\.[\w[\]"'-]+$/.test(address.trim()) ? undefined : 'An address is a type and a name: aws_s3_bucket.logs.'),
        },
        {
          id: 'id',
          title: 'Import which thing?',
          prompt: 'Its id, as the provider wants it: the name of a bucket, the id of an instance.',
          placeHolder: 'my-logs',
          check: (id) => (id.trim() === '' ? 'It has an id.' : undefined),
        },
      ],
      planOf: ({ address = '', id = '' }) => ({
        plan: `Import ${address.trim()} into ${directory}`,
        steps: [step('terraform.import', { address: address.trim(), id: id.trim(), directory })],
      }),
    },
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

/** Which workspaces there are, each with what it manages: asked for when they are opened. */
const workspacesOf = (id: string, directory: string, selected: string): Branch => ({
  id,
  label: 'Workspaces',
  description: selected,
  icon: 'versions',
  actions: { 'nimbus.table.of': { table: `Workspaces of ${directory}`, tool: 'terraform.workspace', input: { directory } } },
  children: async (ask) => {
    const seen = workspaces.parse(await ask('terraform.workspace', { directory }, 20_000));
    return seen.workspaces.map((name) => workspaceLine(`${id}/${name}`, directory, name, name === seen.selected));
  },
});

/** A workspace of a root module, and what is done in it though another one is selected. */
export function workspaceLine(id: string, directory: string, workspace: string, isSelected: boolean): Branch {
  const where = { directory, workspace };
  const at = `${directory} in workspace ${workspace}`;
  return {
    id,
    label: workspace,
    ...(isSelected ? { description: 'selected' } : {}),
    icon: isSelected ? 'pass' : 'circle-large-outline',
    // What the selected one manages stands beside it.
    ...(isSelected
      ? {}
      : {
          children: async (ask: Ask): Promise<readonly Branch[]> => {
            const { serial, addresses } = state.parse(await ask('terraform.stateList', where, 20_000));
            if (addresses.length > 0) return grouped(id, where, addresses);
            return [{ id: `${id}/none`, label: serial === 0 ? 'Nothing was applied in it yet' : 'Its state is empty', icon: 'info' }];
          },
        }),
    actions: {
      ...about('terraform.stateList', where),
      'nimbus.terraform.plan': { plan: `Terraform plan of ${at}`, steps: [step('terraform.plan', where)] },
      'nimbus.terraform.apply': {
        plan: `Apply ${at}`,
        steps: [step('terraform.plan', where), step('terraform.apply', { ...where, plan: '${steps.plan.output.plan}' })],
      },
      'nimbus.terraform.drift': { plan: `Drift in ${at}`, steps: [step('terraform.drift', where)] },
      'nimbus.terraform.destroy': { plan: `Destroy ${at}`, steps: [step('terraform.destroy', where)] },
      ...(isSelected
        ? {}
        : {
            'nimbus.terraform.selectWorkspace': {
              plan: `Select the workspace ${workspace} of ${directory}`,
              steps: [step('terraform.workspace', { action: 'select', name: workspace, directory })],
            },
          }),
      ...(isSelected || workspace === 'default'
        ? {}
        : {
            'nimbus.terraform.deleteWorkspace': {
              plan: `Delete the workspace ${workspace} of ${directory}`,
              steps: [step('terraform.workspace', { action: 'delete', name: workspace, directory })],
            },
          }),
      'nimbus.table.of': { table: `Addresses in ${at}`, tool: 'terraform.stateList', input: where },
      'nimbus.infrastructure.copy': { copy: workspace },
    },
  };
}

interface Where {
  readonly directory: string;
  /** Absent: the one that is selected. */
  readonly workspace?: string;
}

/** Modules are branches of their own. */
function grouped(id: string, where: Where, addresses: readonly string[], planned: ReadonlyMap<string, string> = new Map()): readonly Branch[] {
  const modules = new Map<string, string[]>();
  for (const address of addresses) {
    const name = /^(module\.[^.[]+(?:\[[^\]]*\])?)\./.exec(address)?.[1] ?? '';
    modules.set(name, [...(modules.get(name) ?? []), address]);
  }
  const resource = (address: string): Branch => marked(inState(`${id}/${address}`, where, address), planned.get(withoutKeys(address)));
  return [...modules]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([name, members]): readonly Branch[] => {
      if (name === '') return members.map(resource);
      const line = { id: `${id}/${name}/`, label: name, description: String(members.length), icon: 'package', children: async () => members.map(resource) };
      return [marked(line, planned.get(withoutKeys(name)))];
    });
}

/** With what the last plan says of it. */
const marked = (line: Branch, says: string | undefined): Branch =>
  says === undefined
    ? line
    : {
        ...line,
        description: [line.description, says].filter(Boolean).join(' · '),
        ...(line.icon === 'package' ? {} : { icon: 'diff-modified' }),
        color: 'charts.orange',
      };

/** What is in the state under an address. */
export const inState = (id: string, where: Where, address: string): Branch => {
  const directory = where.workspace === undefined ? where.directory : `${where.directory} in workspace ${where.workspace}`;
  const isData = /(^|\.)data\./.test(address);
  return {
    id,
    label: address.replace(/^(module\.[^.[]+(\[[^\]]*\])?\.)+/, ''),
    icon: isData ? 'database' : 'symbol-object',
    tooltip: plainly(address),
    click: 'nimbus.terraform.show',
    actions: {
      ...about('terraform.show', { ...where, address }),
      'nimbus.terraform.show': { show: address, tool: 'terraform.show', input: { ...where, address } },
      // What is only read is neither made nor destroyed.
      ...(isData
        ? {}
        : {
            'nimbus.terraform.plan': {
              plan: `Terraform plan of ${address} in ${directory}`,
              steps: [step('terraform.plan', { ...where, targets: [address] })],
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
                steps: [step('terraform.stateMove', { ...where, from: address, to: to.trim() })],
              }),
            },
            'nimbus.terraform.forget': {
              plan: `Take ${address} out of the state of ${directory}`,
              steps: [step('terraform.forget', { ...where, address })],
            },
            'nimbus.terraform.destroy': { plan: `Destroy ${address} in ${directory}`, steps: [step('terraform.destroy', { ...where, targets: [address] })] },
          }),
      'nimbus.infrastructure.copy': { copy: address },
    },
  };
};
