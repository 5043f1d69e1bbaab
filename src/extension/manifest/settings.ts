/** A setting as it is declared: once, here. */
export interface SettingDeclaration {
  readonly type: 'boolean' | 'string' | 'array' | 'object';
  readonly default: boolean | string | readonly string[] | Readonly<Record<string, string>>;
  /** Of a text: what it may be. */
  readonly enum?: readonly string[];
  readonly enumDescriptions?: readonly string[];
  /** JSON schema of what a list or an object holds. */
  readonly items?: object;
  readonly properties?: object;
  /** Markdown. */
  readonly description: string;
  readonly scope: 'resource' | 'window' | 'machine-overridable';
  /** In an untrusted workspace its own value does not count, only the person's. */
  readonly restricted?: boolean;
}

const problemLevels = Object.fromEntries(
  ['critical', 'high', 'medium', 'low', 'info'].map((severity) => [severity, { type: 'string', enum: ['error', 'warning', 'information', 'hint', 'off'] }]),
);

export const settings = {
  'nimbus.generate.folder': {
    type: 'string',
    default: 'infra',
    description: 'Where **Generate Terraform…** proposes to write when it is not started from a folder, relative to the workspace folder.',
    scope: 'resource',
  },
  'nimbus.generate.withPlan': {
    type: 'boolean',
    default: false,
    description:
      'Also asks Terraform what applying would do, as the last step after writing. Reads your account with the credentials of your shell and changes nothing there.',
    scope: 'resource',
  },
  'nimbus.terraform.path': {
    type: 'string',
    default: '',
    description: 'The Terraform or OpenTofu program to run: a path, or a name on the `PATH`. Empty: `terraform`, or `tofu` where there is no Terraform.',
    scope: 'machine-overridable',
    restricted: true,
  },
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
    enumDescriptions: ['All files of the open folders, in the background.', 'Only files that are open in an editor.'],
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
