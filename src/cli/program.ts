import { Command } from 'commander';
import type { GenerateOptions } from './commands/generate.ts';
import { act, leaf } from './leaf.ts';
import { watchOutput } from './output.ts';
import type { GlobalOptions } from './screen.ts';
import { speaking } from './usage.ts';
import { version } from './version.ts';

/** Command, toolset, what it is. */
export const toolsets: readonly (readonly [string, string, string])[] = [
  ['git', 'git', 'Git, with a preview before each write and an undo after it.'],
  ['files', 'files', 'Read, write, search and compare the files of the workspace.'],
  ['terraform', 'terraform', 'Terraform and OpenTofu: init, plan, apply of a saved plan, destroy, drift, import, outputs, state.'],
  ['aws', 'aws', 'AWS: EC2, S3, IAM, EKS, RDS; account and region pinned, a preview before each change and an undo after it.'],
  ['helm', 'helm', 'Helm 3 and 4: releases with a three-way difference before each change, and a roll back after it.'],
  ['github', 'github', 'GitHub: pull requests with reviews, checks and merge, issues and releases; a preview before each change and an undo after it.'],
  ['k8s', 'kubernetes', 'Kubernetes: list, describe, logs, apply with a real diff, delete, scale, rollouts, exec, port-forwards.'],
  ['shell', 'shell', 'One program with its arguments, in a folder of the workspace, without a shell; always asked about.'],
  ['templates', 'templates', 'Templates of your own that generating uses: list, check, preview, save.'],
];

/** Names, options and help of every command; what a command does is loaded when it is called. */
export function buildProgram(): Command {
  watchOutput();
  const program = speaking(new Command('nimbus'))
    .description('Plans, shows, runs, verifies and undoes infrastructure work. Nothing changes without your yes.')
    .version(version, '-V, --version', 'Print the version.');
  program.addHelpText(
    'after',
    '\nExit codes: 0 done · 1 failed, or scan found something · 2 bad usage or input · 3 refused by safety\n            4 needs an approval · 5 something it needs is missing · 130 cancelled',
  );

  leaf(program, 'questions <generator>', 'The questionnaire of a generator: groups, questions, defaults.').action((generator, options) =>
    act(options, async (screen) => (await import('./commands/questions.ts')).questions(generator, screen)),
  );

  leaf(program, 'generate <generator>', 'Answers to files, through plan and gate. Generators: terraform.')
    .requiredOption('--answers <file>', 'Answers as YAML or JSON; `-` reads standard input.')
    .option('--out <dir>', 'Folder to write into, relative to the workspace (default: the setting generate.folder, infra).')
    .option('--set <id=value...>', 'One answer, over the file’s.')
    .option('--plan', 'Also ask Terraform what applying would do (reads your account); the setting generate.withPlan.')
    .option('--dry-run', 'Show what would be written; write nothing.', false)
    .option('--yes', 'Approve writes inside the workspace, and nothing else.', false)
    .action((generator, options: GlobalOptions & GenerateOptions) =>
      act(options, async (screen) => (await import('./commands/generate.ts')).generate(generator, options, screen)),
    );

  leaf(program, 'plan <request>', 'A request in plain English to a plan; runs nothing.')
    .option('-o, --output <file>', 'Save the plan: a *.plan.yaml that `nimbus run` takes. Not while questions are open.')
    .option('--context <key=value...>', 'What else is around: gitBranch, openFile, kubeContext, namespace, awsProfile, awsRegion, workspace, environment, …')
    .option('--answer <id=value...>', 'The answer to a question it asked of the same request.')
    .option('--planner <planner>', 'offline or model.', 'offline')
    .action((request, options) => act(options, async (screen) => (await import('./commands/plan.ts')).plan(request, options, screen)));

  leaf(program, 'run [file]', 'Run a plan file.')
    .option('--approve <hash>', 'Approve the plan with exactly this hash.')
    .option('--resume <run>', 'Take up a run that was cut off; the file may be left out.')
    .option('--dry-run', 'Preview every step as far as its tool can; change nothing.', false)
    .action((file, options) => act(options, async (screen) => (await import('./commands/run.ts')).runFile(file, options, screen)));

  leaf(program, 'review <file>', 'What safety would say of a plan file, or of terraform show -json, without running anything.')
    .option('--environment <name>', 'dev, staging, prod, or what you call them; else the plan’s own variables and tags say.')
    .option(
      '--context <key=value...>',
      'What else is known: account, workspace, …; of the state: lineage, serial, resources, lastLineage, lastSerial, lastResources.',
    )
    .option('--prices <source>', 'offline, or infracost where it is installed: that program asks its own service.', 'offline')
    .action((file, options) => act(options, async (screen) => (await import('./commands/review.ts')).reviewFile(file, options, screen)));

  const runs = group(program, 'runs').description('What ran: list, show, files, stats, cancel, roll back, audit.');
  leaf(runs, 'list', 'Newest first.')
    .option('--status <status>', 'succeeded, failed, refused, cancelled, interrupted, paused, running.')
    .option('--text <words>', 'In the goal or the id.')
    .option('--tool <name>', 'With a step of this tool: terraform.apply, terraform.*')
    .option('--resource <address>', 'That would have touched it: aws_s3_bucket.logs, Deployment/*, infra/main.tf.')
    .option('--since <when>', 'Begun since: 2026-11-21, 24h, 7d.')
    .option('--all', 'Of every folder, not of this workspace alone.', false)
    .option('--limit <n>', 'At the most.', '50')
    .action((options) => act(options, async (screen) => (await import('./commands/runs.ts')).listRuns(options, screen)));
  leaf(runs, 'show <run>', 'One run, step by step.').action((id, options) =>
    act(options, async (screen) => (await import('./commands/runs.ts')).showRun(id, screen)),
  );
  leaf(runs, 'files <run>', 'The files a run wrote, changed or removed, and whether they are still as it left them.')
    .option('--diff', 'How each differs on disk from what the run left.', false)
    .option('--export <folder>', 'Write what the run left, byte for byte, into a new folder.')
    .action((id, options) => act(options, async (screen) => (await import('./commands/runs-files.ts')).runFiles(id, options, screen)));
  leaf(runs, 'stats', 'How many, how often they worked, how long they took.').action((options) =>
    act(options, async (screen) => (await import('./commands/runs.ts')).runStats(screen)),
  );
  leaf(runs, 'cancel <run>', 'Stop a run, in whichever process it is.').action((id, options) =>
    act(options, async (screen) => (await import('./commands/runs.ts')).cancelRun(id, screen)),
  );
  leaf(runs, 'audit', 'Who decided what, and what was done: whether the log is whole; with --export, all of it.')
    .option('--export <file>', 'Write every entry there, one JSON document a line; - is standard output.')
    .option('--since-head <hash>', 'A head that was kept elsewhere: it must still be in the log.')
    .action((options) => act(options, async (screen) => (await import('./commands/audit.ts')).audit(options, screen)));
  leaf(runs, 'rollback <run>', 'Show the plan that takes a run back; with --approve, run it.')
    .option('--approve <hash>', 'Run it: the hash that was shown.')
    .action((id, options) => act(options, async (screen) => (await import('./commands/rollback.ts')).rollBack(id, options, screen)));

  const policy = group(program, 'policy').description('What safety decides by: what ships, yours, the workspace’s.');
  leaf(policy, 'check [file]', 'Whether policy files can be used, their examples run.').action((file, options) =>
    act(options, async (screen) => (await import('./commands/policy.ts')).checkPolicy(file, screen)),
  );
  leaf(policy, 'accept', 'Let this folder’s policy, as it is written now, be milder than what ships.').action((options) =>
    act(options, async (screen) => (await import('./commands/policy-accept.ts')).acceptPolicy(screen)),
  );
  leaf(policy, 'show', 'The policy that ships, as a file to start from.')
    .option('--here', 'Instead: what holds in this folder, and where each part of it comes from.', false)
    .action((options: GlobalOptions & { here: boolean }) =>
      act(options, async (screen) => {
        const commands = await import('./commands/policy.ts');
        return options.here ? commands.showInForce(screen) : commands.showPolicy(screen);
      }),
    );

  const profile = group(program, 'profile').description('Places you work on: environment, account, cluster, protection.');
  leaf(profile, 'list', 'All of them, and the one in use here.').action((options) =>
    act(options, async (screen) => (await import('./commands/profile.ts')).listProfiles(screen)),
  );
  leaf(profile, 'show <name>', 'One, with all it inherits.').action((name, options) =>
    act(options, async (screen) => (await import('./commands/profile.ts')).showProfile(name, screen)),
  );
  leaf(profile, 'create <name>', 'Make one.')
    .option('--inherits <name>', 'Another profile: what is not said here is taken from there.')
    .option('--environment <environment>', 'dev, staging, prod or unknown.')
    .option('--protection <protection>', 'open, guarded (names must be typed) or locked (nothing outside is changed).')
    .option('--aws-profile <name>', 'AWS profile.')
    .option('--region <region>', 'AWS region.')
    .option('--account <number>', 'AWS account: nothing else is changed while the profile is in use.')
    .option('--context <name>', 'Kubernetes context: nothing else is changed while the profile is in use.')
    .option('--namespace <name>', 'Kubernetes namespace, where none is given.')
    .option('--workspace <name>', 'Terraform workspace.')
    .action((name, options) => act(options, async (screen) => (await import('./commands/profile.ts')).createProfile(name, options, screen)));
  leaf(profile, 'switch [name]', 'Use it in this workspace; without a name, none.').action((name, options) =>
    act(options, async (screen) => (await import('./commands/profile.ts')).switchProfile(name, screen)),
  );
  leaf(profile, 'export <name>', 'Its file, to give to somebody; it holds no secret.').action((name, options) =>
    act(options, async (screen) => (await import('./commands/profile.ts')).exportProfile(name, screen)),
  );
  leaf(profile, 'import <file>', 'Take one in.').action((file, options) =>
    act(options, async (screen) => (await import('./commands/profile.ts')).importProfile(file, screen)),
  );
  leaf(profile, 'remove <name>', 'Take one away.').action((name, options) =>
    act(options, async (screen) => (await import('./commands/profile.ts')).removeProfile(name, screen)),
  );

  leaf(program, 'scan [path]', 'Best practices over a folder or a file (default: where you are).')
    .option('--format <format>', 'text, json, markdown, sarif, html, junit, or baseline (the findings as a file for --baseline).', 'text')
    .option('--fix', 'Fix what has a sure fix, through plan and gate (with --yes).', false)
    .option('--yes', 'Approve the fixes.', false)
    .option('--rule <id...>', 'These rules only.')
    .option('--severity <severity>', 'Show only findings of this severity or graver: info, low, medium, high, critical.')
    .option('--category <category>', 'Show only findings of this category: security, reliability, cost, performance, operations, tagging.')
    .option('--no-render', 'Leave Helm charts as they are: helm is not started.')
    .option('--baseline <file>', 'Tell only what is not in this file of known findings.')
    .option('--fail-on <severity>', 'Exit with 1 from this severity on: info, low, medium, high, critical.', 'high')
    .action((path, options) => act(options, async (screen) => (await import('./commands/scan.ts')).scan(path ?? '.', options, screen)));
  const rules = group(program, 'rules').description('The best practices Nimbus knows.');
  leaf(rules, 'list', 'All of them.').action((options) => act(options, async (screen) => (await import('./commands/rules.ts')).listRules(screen)));
  leaf(rules, 'show <id>', 'One rule: why, fix, examples.').action((id, options) =>
    act(options, async (screen) => (await import('./commands/rules.ts')).showRule(id, screen)),
  );

  const tools = group(program, 'tools').description('Everything Nimbus can do, as typed tools.');
  leaf(tools, 'list', 'Names, effects, summaries; schemas with --json.').action((options) =>
    act(options, async (screen) => (await import('./commands/tools.ts')).listTools(screen)),
  );
  leaf(tools, 'show <name>', 'One tool with its schemas.').action((name, options) =>
    act(options, async (screen) => (await import('./commands/tools.ts')).showTool(name, screen)),
  );
  leaf(tools, 'call <name>', 'A plan of one step, through the same gate.')
    .option('--input <json>', 'Its input; `-` reads standard input.', '{}')
    .option('--approve <hash>', 'Approve exactly this plan.')
    .option('--dry-run', 'Preview only.', false)
    .action((name, options) => act(options, async (screen) => (await import('./commands/tools.ts')).callTool(name, options, screen)));

  // Their commands and options are made from the tools' schemas, and those are loaded only when one is called.
  for (const [group, prefix, what] of toolsets)
    program
      .command(`${group} [args...]`)
      .description(what)
      .usage('<command> [options]')
      .helpOption(false)
      .allowUnknownOption()
      .action(async (args: string[]) => (await import('./commands/toolset.ts')).toolset(group, prefix, args));

  const config = group(program, 'config').description('Settings of the command line, one at a time, checked; the editor has its own.');
  leaf(config, 'get [setting]', 'All of them, or one: value, default, what it is for.').action((name, options) =>
    act(options, async (screen) => (await import('./commands/config.ts')).getSettings(name, screen)),
  );
  leaf(config, 'set <setting> <value>', 'Change one.').action((name, value, options) =>
    act(options, async (screen) => (await import('./commands/config.ts')).setSetting(name, value, screen)),
  );
  leaf(config, 'reset <setting>', 'Back to its default.').action((name, options) =>
    act(options, async (screen) => (await import('./commands/config.ts')).resetSetting(name, screen)),
  );
  leaf(config, 'check', 'Whether the file with the settings can be used, and all that is wrong with it.').action((options) =>
    act(options, async (screen) => (await import('./commands/config.ts')).checkSettings(screen)),
  );

  leaf(program, 'init', 'A commented .nimbus/ to start from: policy, rules, an example plan. Never writes over what is there.')
    .option('--dry-run', 'Show what would be written; write nothing.', false)
    .option('--approve <hash>', 'Approve exactly this plan.')
    .option('--yes', 'Approve the files but the policy: that one says what Nimbus may do here.', false)
    .action((options) => act(options, async (screen) => (await import('./commands/init.ts')).init(options, screen)));

  leaf(program, 'doctor', 'What is here, what is missing, how to get it.').action((options) =>
    act(options, async (screen) => (await import('./commands/doctor.ts')).doctor(screen)),
  );

  leaf(program, 'demo', 'The sample: a network, a cluster, a database and a bucket for staging, in a new folder.', { hidden: true }).action((options) =>
    act(options, async (screen) => (await import('./commands/demo.ts')).demo(screen)),
  );
  return program;
}

/** Commands whose next word is a command too. */
export const groupsOf = (program: Command): ReadonlySet<string> =>
  new Set([...program.commands.filter((command) => command.commands.length > 0).map((command) => command.name()), ...toolsets.map(([name]) => name)]);

const group = (program: Command, name: string): Command => speaking(program.command(name));
