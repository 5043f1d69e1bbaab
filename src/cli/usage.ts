import { type Command, type CommanderError, Help, type Option } from 'commander';
import type { Failure } from '../domain/failure/failure.ts';
import { badUsage } from '../domain/failure/run.ts';
import { Redactor } from '../safety/redact.ts';
import { writeNow } from './output.ts';

const usual = new Help();

/** What every level has in common: the words of its help, and mistakes told like any other failure. */
export function speaking(command: Command): Command {
  return command
    .helpOption('-h, --help', 'Say what there is, on every level.')
    .helpCommand(false)
    .configureHelp({ sortSubcommands: false, showGlobalOptions: false, optionDescription, visibleOptions, groupItems })
    .configureOutput({ outputError: () => {} })
    .exitOverride((error) => leave(error, command));
}

/** That a switch is off by default goes without saying. */
const optionDescription = (option: Option): string => (option.defaultValue === false ? option.description : usual.optionDescription(option));

/** A command's own options first. */
const visibleOptions = (command: Command): Option[] =>
  usual.visibleOptions(command).sort((a, b) => Number(a.helpGroupHeading !== undefined) - Number(b.helpGroupHeading !== undefined));
const groupItems: Help['groupItems'] = (_, visible, groupOf) => usual.groupItems(visible, visible, groupOf);

/** Ends the process after help, the version or a command line that can't be read; with `--json` the last is a document too. */
function leave(error: CommanderError, command: Command): never {
  if (error.exitCode === 0) process.exit(0);
  const failure = new Redactor(process.env).value(usageFailure(error, command));
  if (process.argv.includes('--json')) writeNow(1, `${JSON.stringify({ nimbus: 1, failure })}\n`);
  // Help that was not asked for has been shown, and says it all.
  if (error.code !== 'commander.help') writeNow(2, `✗ ${failure.message}\n  ${failure.fix}\n`);
  process.exit(2);
}

/** What is wrong with a command line, and where to look. */
export function usageFailure({ code, message: said }: Pick<CommanderError, 'code' | 'message'>, command: Command): Failure {
  const path = pathOf(command);
  const near = /\(Did you mean (.+?)\?\)/s.exec(said)?.[1];
  const named = /'([^']*)'/.exec(said)?.[1] ?? '';
  const isGroup = command.commands.length > 0;
  const where = `${path} --help lists the ${isGroup ? 'commands' : 'options'}.`;
  const fix = near === undefined ? where : `Did you mean ${near}? ${where}`;
  const plain = said.replace(/^error: /, '').split('\n')[0] ?? '';
  switch (code) {
    case 'commander.help':
      return badUsage(`${path} needs a command.`, where);
    case 'commander.unknownCommand':
      return badUsage(`There is no command ${path} ${named}.`, fix);
    case 'commander.unknownOption':
      return badUsage(`${path} has no option ${named}.`, fix);
    case 'commander.missingArgument':
      return badUsage(`${path} needs <${named}>.`, `${usageOf(command)} is how it is called. ${where}`);
    case 'commander.missingMandatoryOptionValue':
      return badUsage(`${path} needs ${named}.`, fix);
    case 'commander.optionMissingArgument':
      return badUsage(`${named.split(' ')[0]} needs a value: ${named}.`, fix);
    case 'commander.excessArguments': {
      const [, takes, got] = /Expected (\d+) \S+ but got (\d+)/.exec(said) ?? [];
      return badUsage(
        `${path} takes ${takes === '0' ? 'no argument' : takes === '1' ? 'one argument' : `${takes} arguments`}, and got ${got}.`,
        `Put what has spaces in it into quotes. ${where}`,
      );
    }
    default:
      return badUsage(`${path}: ${plain}${plain.endsWith('.') ? '' : '.'}`, fix);
  }
}

const pathOf = (command: Command): string => (command.parent === null ? command.name() : `${pathOf(command.parent)} ${command.name()}`);
const usageOf = (command: Command): string => [pathOf(command), ...command.registeredArguments.map((one) => `<${one.name()}>`)].join(' ');
