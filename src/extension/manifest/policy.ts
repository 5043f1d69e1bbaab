import type { CommandDeclaration } from './commands.ts';

/** The editor's file is a policy. */
const isPolicy = 'resourceFilename == policy.yaml';

export const policyCommands = {
  'nimbus.policy.create': { title: 'Create Policy…', icon: 'law' },
  'nimbus.policy.show': { title: 'Show Policies in Force', icon: 'shield', palette: 'workspaceFolderCount > 0' },
  'nimbus.policy.accept': { title: 'Accept This Folder’s Policy', icon: 'check', palette: isPolicy },
  'nimbus.policy.test': { title: 'Run Policy Examples', icon: 'beaker', palette: isPolicy },
} as const satisfies Readonly<Record<string, CommandDeclaration>>;
