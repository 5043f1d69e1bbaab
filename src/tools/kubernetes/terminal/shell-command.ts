/** What is started for a shell: bash where the container has it, else sh. */
export const shellCommand: readonly string[] = ['sh', '-c', 'exec "$(command -v bash || command -v sh)"'];

export const isShell = (command: readonly string[]): boolean => command.length === shellCommand.length && command.every((part, i) => part === shellCommand[i]);
