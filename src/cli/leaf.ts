import type { Command } from 'commander';
import type { GlobalOptions } from './screen.ts';
import { Screen } from './screen.ts';
import { speaking } from './usage.ts';

const shared = 'Options of every command:';

/** A command with the options that every command has. */
export function leaf(parent: Command, usage: string, description: string, how: { hidden?: boolean } = {}): Command {
  const command = speaking(parent.command(usage, how)).description(description);
  for (const [flags, what] of [
    ['--cwd <dir>', 'The workspace folder (default: where you are).'],
    ['--json', 'One JSON document on standard output, nothing else.'],
    ['--events', 'The events as they happen, a JSON object a line, on standard output.'],
    ['--profile <name>', 'The profile of this one command; nimbus profile lists them.'],
    ['--verbose', 'Say more.'],
    ['--no-color', 'No colours.'],
  ] as const)
    command.addOption(
      command
        .createOption(flags, what)
        .default(flags.includes('<') || flags.startsWith('--no-') ? undefined : false)
        .helpGroup(shared),
    );
  return command;
}

/** Runs one command and sets the exit code. What goes wrong on the way is told as a failure, a bug of ours included. */
export async function act(options: GlobalOptions, work: (screen: Screen) => Promise<number>): Promise<void> {
  const screen = new Screen(options);
  try {
    if (options.profile !== undefined) (await import('./house.ts')).useProfile(options.profile);
    process.exitCode = await work(screen);
  } catch (error) {
    const { failureOf } = await import('./fault.ts');
    process.exitCode = screen.fail(screen.isStopped ? (await import('../domain/failure/run.ts')).stopped() : failureOf(error));
  } finally {
    screen.dispose();
  }
}
