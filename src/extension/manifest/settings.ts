/** A setting as it is declared: once, here. */
export interface SettingDeclaration {
  readonly type: 'boolean' | 'string';
  readonly default: boolean | string;
  /** Markdown. */
  readonly description: string;
  readonly scope: 'resource' | 'window' | 'machine-overridable';
  /** In an untrusted workspace its own value does not count, only the person's. */
  readonly restricted?: boolean;
}

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
} as const satisfies Readonly<Record<string, SettingDeclaration>>;

export type SettingId = keyof typeof settings;
