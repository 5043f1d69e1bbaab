import { basename, join } from 'node:path';
import { failed, type Outcome, ok, type Problem } from '../../../domain/failure/failure.ts';
import { planDamaged, planOutdated, planTied, planUsed } from '../../../domain/failure/terraform.ts';
import type { Target } from '../../../domain/impact.ts';
import type { Workplace } from '../../../domain/workplace.ts';
import { findTerraform, quiet } from '../program.ts';
import { changedFiles, readConfig } from '../root/config.ts';
import { type Root, textIn } from '../root/open.ts';
import { readState, type State } from '../root/state.ts';
import { messageIn } from '../stream.ts';
import { elsewhereOf, elsewhereWords } from './elsewhere.ts';
import { accountOf, environmentFacts } from './facts.ts';
import { knownState, noteState } from './known-state.ts';
import { damageOf, placeOf, readRecord, type SavedPlan } from './record.ts';

/** What a saved plan runs in: the real folder, with the plan's own data folder. */
export type Runner = Pick<Root, 'program' | 'run'>;

export async function runnerOf(saved: SavedPlan, at: Workplace): Promise<Runner> {
  const env = {
    ...quiet(at.env),
    TF_DATA_DIR: join(await placeOf(saved.id, at), 'data'),
    ...(saved.workspace === 'default' ? {} : { TF_WORKSPACE: saved.workspace }),
  };
  return {
    program: saved.program,
    run: (args, { quietly, ...more }) =>
      at.exec(saved.program.command, args, { cwd: saved.folder, env, onLine: quietly ? () => {} : (line) => at.progress(messageIn(line)), ...more }),
  };
}

/** A saved plan that can still be applied, and the state it would be applied to. */
export interface Fitting {
  readonly saved: SavedPlan;
  readonly runner: Runner;
  readonly state: State;
}

/** Whether everything the plan was made from still holds; otherwise each thing that moved. `to`: whether it is only looked at, or applied right after such a look. */
export async function fitting(
  id: string,
  asked: { readonly workspace?: string | undefined; readonly directory?: string },
  to: 'look' | 'apply',
  at: Workplace,
): Promise<Outcome<Fitting>> {
  const read = await readRecord(id, at);
  if (!read.ok) return read;
  const saved = read.value;
  if (saved.outcome !== undefined)
    return failed(planUsed(id, saved.outcome === 'applied' ? 'was applied already' : 'was begun before and did not come to its end'));
  const damage = await damageOf(saved, at);
  if (damage !== undefined) return failed(planDamaged(id, damage));
  if (saved.tied) return failed(planTied());

  const moved: Problem[] = [];
  const move = (path: string, message: string) => moved.push({ path, message });
  const program = await findTerraform(at);
  if (!program.ok) return program;
  if (program.value.version !== saved.program.version || program.value.product !== saved.program.product)
    move('program', `it was made by ${saved.program.product} ${saved.program.version}, and this is ${program.value.product} ${program.value.version}`);
  const config = await readConfig(saved.directory, saved.options.varFiles, at);
  if (!config.ok) return config;
  if (saved.configDigest !== undefined) for (const path of changedFiles(saved.files, config.value.files)) move(path, `${path} changed`);
  const selected = asked.workspace ?? at.env.TF_WORKSPACE ?? ((await textIn(join(saved.folder, '.terraform', 'environment')))?.trim() || saved.workspace);
  if (selected !== saved.workspace) move('workspace', `it is for workspace ${saved.workspace}, and ${selected} is chosen`);
  const runner = await runnerOf({ ...saved, program: program.value }, at);
  const known = knownState(id, at, to);
  const state = known === undefined ? await readState({ ...runner } as Root) : ok(known);
  if (!state.ok) return state;
  if (known === undefined && to === 'look') noteState(id, state.value, at, 'look');
  if (state.value.lineage !== saved.lineage) move('state', 'the state is another one');
  else if (state.value.serial !== saved.serial) move('state', `the state went from serial ${saved.serial} to ${state.value.serial}`);
  const environment = environmentFacts(at.env);
  for (const name of new Set([...Object.keys(saved.facts), ...Object.keys(environment)].filter((fact) => fact.startsWith('env.'))))
    if (saved.facts[name] !== environment[name]) move(name, `${name.slice(4)} was ${saved.facts[name] ?? 'not set'} and is ${environment[name] ?? 'not set'}`);
  if (saved.providers !== undefined) {
    const { facts } = await elsewhereOf(saved.providers, saved.folder, at.env);
    for (const [fact, words] of elsewhereWords)
      if (saved.facts[fact] !== facts[fact]) move(fact, `${words} was ${saved.facts[fact] ?? 'not known'} and is ${facts[fact] ?? 'not known any more'}`);
  }
  // Asked only when nothing else moved: another profile may lead to an account that is slow to tell, or not there.
  if (saved.facts.account !== undefined && moved.length === 0) {
    const account = await accountOf(saved.facts.profile, saved.facts.region, at);
    if (account !== saved.facts.account)
      move('account', `the account was ${saved.facts.account}${account === undefined ? ', and nobody tells which it is now' : ` and is ${account}`}`);
  }
  return moved.length > 0 ? failed(planOutdated(moved)) : ok({ saved, runner, state: state.value });
}

/** Where it acts, to a person and to policies. */
export function targetOf(saved: SavedPlan): Target {
  const { account, region, context, server, azureSubscription } = saved.facts;
  return {
    system: 'terraform',
    label: [
      ...(account === undefined ? [] : [`AWS account ${account}${region === undefined ? '' : `, ${region}`}`]),
      ...(server === undefined ? [] : [context === undefined ? `cluster ${server}` : `context ${context} (${server})`]),
      ...(azureSubscription === undefined ? [] : [`Azure subscription ${azureSubscription}`]),
      `workspace ${saved.workspace}`,
      saved.backend.label,
    ].join(' · '),
    facts: {
      workspace: saved.workspace,
      lineage: saved.lineage,
      serial: String(saved.serial),
      backend: saved.backend.identity,
      directory: saved.directory || '.',
      folder: basename(saved.folder),
      ...Object.fromEntries(Object.entries(saved.facts).filter(([name]) => !name.startsWith('env.'))),
    },
    exclusive: `terraform:${saved.backend.identity}`,
  };
}
