import { z } from 'zod';
import { digestOf } from '../../base/hash.ts';
import { nearest } from '../../base/nearest.ts';
import { count } from '../../base/say.ts';
import { failed, type Outcome, ok } from '../../domain/failure/failure.ts';
import { workspaceMissing } from '../../domain/failure/terraform.ts';
import { stateMoved, workspaceExists, workspaceInUse, workspaceNotEmpty } from '../../domain/failure/terraform-state.ts';
import { changesNothing, type Observation, tool, type Undo } from '../../domain/tool.ts';
import type { Workplace } from '../../domain/workplace.ts';
import { explain } from './explain.ts';
import { directory, workspace } from './fields.ts';
import { folderName } from './root/code-preview.ts';
import { clean } from './root/config.ts';
import { pullState } from './root/state.ts';
import { withRoot } from './root/with-root.ts';
import { idOf, keepBackup } from './state/backup.ts';
import { editing, lookAtState, type SeenState, targetOfState } from './state/edit.ts';

const input = z
  .strictObject({
    action: z.enum(['list', 'select', 'create', 'delete']).default('list').describe('List them, select one, create one and select it, or delete one.'),
    name: workspace.describe('Name of the workspace.'),
    directory,
    force: z.boolean().default(false).describe('Delete it also when its state is not empty: what is in it stays and nobody manages it any more.'),
  })
  .refine((v) => v.action === 'list' || v.name !== undefined, { path: ['name'], message: 'which workspace?' });
type Input = z.output<typeof input>;
const told = z.object({ workspaces: z.array(z.string()).readonly(), selected: z.string() });

/** Terraform's workspaces. Which one is selected stands in `.terraform/environment` of the folder; which there are, where its state is. */
export const workspaces = tool({
  name: 'terraform.workspace',
  effect: 'destroy',
  effectOf: ({ action }) => (action === 'list' ? 'read' : action === 'select' ? 'write' : action === 'create' ? 'change' : 'destroy'),
  needsTrust: true,
  summary: 'List, select, create or delete Terraform workspaces.',
  input,
  output: told,
  onlyWith: ['workspace', 'workspaces', 'ws'],
  commands: [
    'terraform workspace list {action:list}',
    'terraform workspace select {name} {action:select}',
    'terraform workspace new {name} {action:create}',
    'terraform workspace delete {name} {action:delete} -force{force:true}',
  ],
  says: [
    'list the terraform workspaces',
    'which terraform workspaces are there',
    'show the workspaces of infra',
    'what workspaces do we have in terraform',
    'select the terraform workspace staging',
    'switch terraform to the workspace staging',
    'use workspace prod in infra',
    'create a terraform workspace called perf',
    'make a new terraform workspace perf',
    'delete the terraform workspace perf',
    'remove the workspace old from terraform',
    'the workspace blue in stacks/edge, create it',
    'make a new workspace called blue',
    'delete the terraform workspace pr-118',
    'terraform workspace select blue',
    "I need a new tf workspace dr-test in infra/warehouse, the auditors want to watch us rebuild everything next week and it shouldn't touch the real one",
    'get rid of workspace old-demo in demo/atlas, even if it still has resources in it',
    'go to the production workspace of terraform',
    'terraform workspace new load-test',
    'force delete tf workspace scratch',
    'we are done with the training, remove workspace training-march from terraform',
  ],
  examples: [
    { title: 'See which there are', input: { directory: 'infra' } },
    { title: 'Make one for a try, and select it', input: { action: 'create', name: 'try', directory: 'infra' } },
  ],
  guessMs: 3_000,

  async preview(what, at) {
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { all, selected, state } = seen.value;
    const gone = what.action === 'delete' ? (state?.state.addresses ?? []) : [];
    const where = folderName(what.directory);
    return ok({
      digest: digestOf({ what, all, selected, state: state === undefined ? null : [state.backup, state.root.backend] }),
      summary: {
        list: `List the workspaces of ${where}`,
        select: seen.value.same ? `Workspace ${what.name} of ${where} is selected` : `Select the workspace ${what.name} of ${where}`,
        create: `Create the workspace ${what.name} of ${where} and select it`,
        delete: `Delete the workspace ${what.name} of ${where}${gone.length > 0 ? ` and its state with ${count(gone.length, 'resource')}` : ''}`,
      }[what.action],
      files: [],
      undo: undoOf(what, seen.value),
      ...changesNothing(seen.value.same),
      warnings: [
        ...(what.action === 'select' && !seen.value.same ? [`${selected} was selected: what is planned and applied here from then on is ${what.name}`] : []),
        ...(gone.length > 0 ? ['what its state has stays in the world, and nobody manages it any more; the state is kept first'] : []),
        ...(at.env.TF_WORKSPACE ? [`TF_WORKSPACE is set to ${at.env.TF_WORKSPACE} and counts more than what is selected`] : []),
      ],
      ...(state === undefined ? {} : { target: targetOfState(state) }),
      impacts:
        what.action === 'create'
          ? [{ address: `workspace ${what.name}`, type: 'workspace', operation: 'create', marks: [] }]
          : what.action === 'delete'
            ? [
                { address: what.name ?? '', type: 'workspace', operation: 'delete', marks: gone.length > 0 ? ['cascades'] : [] },
                ...gone.map((address) => ({ address, type: 'state', operation: 'forget' as const, marks: [], detail: 'it leaves the state' })),
              ]
            : [],
    });
  },

  async run(what, at): Promise<Observation<z.output<typeof told>>> {
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { all, selected, same, state } = seen.value;
    const undo = undoOf(what, seen.value);
    if (same) {
      const summary = what.action === 'list' ? `${count(all.length, 'workspace')}: ${all.join(', ')}; ${selected} is selected.` : `${selected} is selected.`;
      return { ok: true, output: { workspaces: all, selected }, summary, undo: 'nothing-changed' };
    }
    const name = what.name ?? '';
    if (what.action !== 'select') {
      const kept = what.action === 'delete' ? await keepState(what, state?.backup, at) : ok(undefined);
      if (!kept.ok) return kept;
      // From the default workspace: Terraform deletes none it is in.
      const done = await withRoot({ directory: what.directory, workspace: 'default', for: 'state' }, at, async (root) => {
        const how = what.action === 'create' ? ['new', '-lock-timeout=10s'] : ['delete', '-lock-timeout=10s', ...(what.force ? ['-force'] : [])];
        const made = await root.run(['workspace', ...how, name], editing);
        if (!made.ok) return made;
        return made.value.code === 0 ? ok(undefined) : failed(explain(`workspace ${how[0]}`, made.value, root));
      });
      if (!done.ok) return done;
    }
    if (what.action !== 'delete') {
      const chosen = await at.files.write(environmentFile(what), new TextEncoder().encode(name));
      if (!chosen.ok) return what.action === 'create' ? { ...chosen, undo } : chosen;
    }
    const left = what.action === 'create' ? [...all, name].sort() : what.action === 'delete' ? all.filter((one) => one !== name) : all;
    return {
      ok: true,
      output: { workspaces: left, selected: what.action === 'delete' ? selected : name },
      summary: { list: '', select: `${name} is selected.`, create: `${name} is there and selected.`, delete: `${name} is gone.` }[what.action],
      undo,
    };
  },

  async verify(what, done, at) {
    const seen = await lookAround(what, at);
    if (!seen.ok) return { met: false, missing: [seen.failure.message] };
    const { all, selected } = seen.value;
    const missing = [
      ...(all.join() === done.workspaces.join() ? [] : [`there are the workspaces ${all.join(', ')}`]),
      ...(selected === done.selected ? [] : [`${selected} is selected`]),
    ];
    return missing.length === 0 ? { met: true } : { met: false, missing };
  },

  async inspect(what, at) {
    const seen = await lookAround(what, at);
    if (!seen.ok) return 'unknown';
    const { all, selected } = seen.value;
    const isThere = what.name !== undefined && all.includes(what.name);
    if (what.action === 'delete') return isThere ? 'not-started' : 'done';
    if (what.action === 'create') return !isThere ? 'not-started' : selected === what.name ? 'done' : 'unknown';
    return selected === what.name ? 'done' : 'not-started';
  },
});

interface Around {
  readonly all: readonly string[];
  /** By the folder, whatever the environment says. */
  readonly selected: string;
}

interface Seen extends Around {
  /** Nothing has to be done. */
  readonly same: boolean;
  /** The state of the one that is meant, or, for a new one, of the default one. */
  readonly state: SeenState | undefined;
}

const environmentFile = ({ directory: folder }: Input): string => [clean(folder), '.terraform/environment'].filter((part) => part !== '').join('/');

async function lookAround(what: Input, at: Workplace): Promise<Outcome<Around>> {
  const chosen = await at.files.read(environmentFile(what));
  if (!chosen.ok) return chosen;
  const selected = (chosen.value === undefined ? '' : new TextDecoder().decode(chosen.value).trim()) || 'default';
  return withRoot({ directory: what.directory, workspace: 'default', for: 'state' }, at, async (root) => {
    const listed = await root.run(['workspace', 'list'], { timeoutMs: 60_000, quietly: true });
    if (!listed.ok) return listed;
    if (listed.value.code !== 0) return failed(explain('workspace list', listed.value, root));
    const all = listed.value.stdout.split('\n').flatMap((line) => line.replace(/^\*/, '').trim() || []);
    return ok({ all: all.sort(), selected });
  });
}

async function look(what: Input, at: Workplace): Promise<Outcome<Seen>> {
  const around = await lookAround(what, at);
  if (!around.ok) return around;
  const { all, selected } = around.value;
  const { action, name = '', directory: folder } = what;
  if (action === 'list') return ok({ ...around.value, same: true, state: undefined });
  if (action === 'create' ? all.includes(name) : !all.includes(name))
    return failed(action === 'create' ? workspaceExists(name) : workspaceMissing(name, all, nearest(name, all)));
  if (action === 'delete' && (name === 'default' || name === selected)) return failed(workspaceInUse(name));
  const state = await lookAtState({ directory: folder, workspace: action === 'create' ? 'default' : name }, at);
  if (!state.ok) return state;
  const { addresses } = state.value.state;
  if (action === 'delete' && addresses.length > 0 && !what.force) return failed(workspaceNotEmpty(name, addresses));
  return ok({ ...around.value, same: action === 'select' && name === selected, state: state.value });
}

/** Keeps the state of a workspace that goes, and holds it to what was approved. */
const keepState = (what: Input, backup: string | undefined, at: Workplace): Promise<Outcome<void>> =>
  withRoot({ directory: what.directory, workspace: what.name, for: 'state' }, at, async (root) => {
    const pulled = await pullState(root);
    if (!pulled.ok) return pulled;
    if (idOf(pulled.value.text) !== backup) return failed(stateMoved(what.directory));
    if (pulled.value.text.trim() !== '') await keepBackup(pulled.value.text, at);
    return ok(undefined);
  });

function undoOf(what: Input, { same, selected, state }: Seen): Undo {
  if (same || what.name === undefined) return 'nothing-changed';
  const call = (action: Input['action'], name: string) => ({ tool: 'terraform.workspace', input: { action, name, directory: what.directory } });
  if (what.action === 'select') return { steps: [call('select', selected)] };
  if (what.action === 'create') return { steps: [call('select', selected), call('delete', what.name)] };
  const resources = state?.state.addresses.length ?? 0;
  return {
    steps: [
      call('create', what.name),
      ...(resources === 0 || state === undefined
        ? []
        : [{ tool: 'terraform.restoreState', input: { directory: what.directory, workspace: what.name, backup: state.backup } }]),
      call('select', selected),
    ],
  };
}
