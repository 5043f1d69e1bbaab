import { type SettingDeclaration, sharedSettings } from '../../profiles/settings.ts';

export type { SettingDeclaration };

const problemLevels = Object.fromEntries(
  ['critical', 'high', 'medium', 'low', 'info'].map((severity) => [severity, { type: 'string', enum: ['error', 'warning', 'information', 'hint', 'off'] }]),
);

export const settings = {
  ...sharedSettings,
  'nimbus.rules.enabled': {
    type: 'boolean',
    default: true,
    description: 'Checks Terraform, Kubernetes YAML and Dockerfiles against best practices while you type.',
    scope: 'window',
  },
  'nimbus.rules.scope': {
    type: 'string',
    default: 'workspace',
    enum: ['workspace', 'openFiles'],
    enumDescriptions: [
      'All files of the open folders, in the background.',
      'Only files that are open in an editor. Nothing is said then of what a manifest may find in files that are not open: pods, services, budgets.',
    ],
    description: 'Which files best practices are looked for in. What a workspace says in `.nimbus/rules.yaml` counts with `workspace` only.',
    scope: 'window',
  },
  'nimbus.rules.minimumSeverity': {
    type: 'string',
    default: 'info',
    enum: ['info', 'low', 'medium', 'high', 'critical'],
    description: 'Findings below this severity are left out everywhere in the editor.',
    scope: 'window',
  },
  'nimbus.rules.problems': {
    type: 'object',
    default: { critical: 'error', high: 'error', medium: 'warning', low: 'information', info: 'hint' },
    properties: problemLevels,
    description: 'How findings of each severity are shown in the editor and in Problems; `off` leaves them to the tree and the report.',
    scope: 'window',
  },
  'nimbus.rules.codeLens': {
    type: 'boolean',
    default: true,
    description: 'Shows above a resource or an object how many findings it has.',
    scope: 'window',
  },
  'nimbus.rules.exclude': {
    type: 'array',
    default: [],
    items: { type: 'string' },
    description:
      'Patterns over paths in the open folders (`examples`, `**/vendor/**`) in which nothing is looked for. To share it with others, write it into `.nimbus/rules.yaml`.',
    scope: 'window',
  },
} as const satisfies Readonly<Record<string, SettingDeclaration>>;

export type SettingId = keyof typeof settings;
