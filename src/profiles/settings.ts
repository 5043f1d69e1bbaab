/** A setting as it is declared: once, here or beside what it belongs to. */
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

/** Settings that mean something with and without an editor. The editor keeps its own values; the command line's are in Nimbus's data folder. */
export const sharedSettings = {
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

export type SharedSettingId = keyof typeof sharedSettings;
export type SharedSettings = { readonly [Id in SharedSettingId]: (typeof sharedSettings)[Id]['type'] extends 'boolean' ? boolean : string };

export const sharedSettingIds = Object.keys(sharedSettings) as readonly SharedSettingId[];

/** Longer texts are no setting. */
const textMax = 1000;

/** Why a value is none for a setting; `undefined`: it is one. */
export function problemWith(id: SharedSettingId, value: unknown): string | undefined {
  const { type } = sharedSettings[id];
  if (typeof value !== type) return `it is ${JSON.stringify(value)}, and ${type === 'boolean' ? 'true or false' : 'a text'} is wanted`;
  if (typeof value !== 'string') return undefined;
  if (value.length > textMax) return `it is ${value.length} characters long; ${textMax} are the most`;
  return /\p{Cc}/u.test(value) ? 'it holds control characters' : undefined;
}

/** What a person typed as the value of a setting; text that is no value stays text, for {@link problemWith} to tell. */
export const typedValue = (id: SharedSettingId, text: string): unknown => {
  if (sharedSettings[id].type !== 'boolean') return text;
  return text === 'true' ? true : text === 'false' ? false : text;
};
