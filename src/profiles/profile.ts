import { stringify } from 'yaml';
import { z } from 'zod';
import { nearest } from '../base/nearest.ts';
import { yamlDocument } from '../base/yaml.ts';
import { failed, type Outcome, ok } from '../domain/failure/failure.ts';
import { profileInvalid, profileUnknown } from '../domain/failure/profile.ts';
import { issueInWords } from '../domain/schema-issue.ts';

const text = (what: string) =>
  z
    .string()
    .min(1)
    .max(200)
    .regex(/^[^\p{Cc}]*$/u, 'no control characters')
    .refine((s) => !s.startsWith('-'), `${what} does not start with -`);

/** The shape of a profile's file. It holds no secret: credentials stay where their own programs keep them. */
export const profileFile = z.strictObject({
  nimbus: z.literal(1),
  name: z.string().regex(/^[a-z0-9][a-z0-9._-]{0,39}$/i, 'a name is letters, digits, ., _ and -, 40 at the most'),
  inherits: z.string().optional().describe('Another profile: what is not said here is taken from there.'),
  environment: z.enum(['dev', 'staging', 'prod', 'unknown']).optional(),
  protection: z
    .enum(['open', 'guarded', 'locked'])
    .optional()
    .describe('open: by policy alone · guarded: what changes anything outside needs its name typed · locked: nothing outside is changed.'),
  aws: z
    .strictObject({
      profile: text('A profile').optional(),
      region: text('A region').optional(),
      account: z
        .string()
        .regex(/^\d{12}$/, 'an account is 12 digits')
        .optional(),
    })
    .optional(),
  kubernetes: z.strictObject({ context: text('A context').optional(), namespace: text('A namespace').optional() }).optional(),
  terraform: z.strictObject({ workspace: text('A workspace').optional() }).optional(),
  github: z.strictObject({ host: text('A host').optional() }).optional(),
  services: z.record(z.string(), z.url()).optional().describe('Addresses of services, by name.'),
});

export type ProfileFile = z.infer<typeof profileFile>;

/** A profile with all it inherits. */
export type Profile = Omit<ProfileFile, 'inherits' | 'nimbus'>;

/** Reads a profile's text; `path` is for messages. */
export function readProfile(text: string, path: string): Outcome<ProfileFile> {
  const document = yamlDocument(text);
  if (document.errors[0] !== undefined) return failed(profileInvalid(path, document.errors[0].message.split('\n')[0] ?? 'it is not YAML'));
  const parsed = profileFile.safeParse(document.toJS({ maxAliasCount: 10 }));
  if (parsed.success) return ok(parsed.data);
  const [issue] = parsed.error.issues;
  const what = issue?.code === 'unrecognized_keys' ? `${issue.keys.join(', ')} is not a word of a profile` : issue && issueInWords(issue);
  return failed(profileInvalid(path, [issue?.path.join('.'), what].filter(Boolean).join(': ')));
}

export const writeProfile = (profile: ProfileFile): string => stringify(profile, { lineWidth: 0 });

/** A profile with what it inherits, the nearest word counting. Fails for one that is not there, and for a circle. */
export function resolveProfile(name: string, all: ReadonlyMap<string, ProfileFile>): Outcome<Profile> {
  const chain: ProfileFile[] = [];
  for (let next: string | undefined = name; next !== undefined; ) {
    const found: ProfileFile | undefined = all.get(next);
    if (found === undefined) return failed(profileUnknown(next, nearest(next, all.keys())));
    if (chain.some((one) => one.name === found.name))
      return failed(profileInvalid(name, `profiles inherit from each other: ${[...chain, found].map((one) => one.name).join(' → ')}`));
    chain.push(found);
    next = found.inherits;
  }
  let profile: Profile = { name };
  for (const { inherits: _inherits, nimbus: _nimbus, ...nearer } of chain.toReversed()) profile = over(profile, nearer);
  return ok(profile);
}

const groups = ['aws', 'kubernetes', 'terraform', 'github', 'services'] as const;

/** The nearer profile's words over the farther one's, group by group. */
const over = (farther: Profile, nearer: Profile): Profile => ({
  ...farther,
  ...nearer,
  ...Object.fromEntries(
    groups.flatMap((group) => (farther[group] === undefined && nearer[group] === undefined ? [] : [[group, { ...farther[group], ...nearer[group] }]])),
  ),
});

/** What programs see of a profile; a variable that is set already outranks nothing: the profile is what the person chose last. */
export const environmentVariables = ({ aws, terraform, github }: Profile): Readonly<Record<string, string>> => ({
  ...(aws?.profile === undefined ? {} : { AWS_PROFILE: aws.profile }),
  ...(aws?.region === undefined ? {} : { AWS_REGION: aws.region, AWS_DEFAULT_REGION: aws.region }),
  ...(terraform?.workspace === undefined ? {} : { TF_WORKSPACE: terraform.workspace }),
  ...(github?.host === undefined ? {} : { GH_HOST: github.host }),
});

/** Facts of the place that must hold while it is in use. A namespace is a default, not a fence. */
export const pinnedFacts = ({ aws, kubernetes, terraform }: Profile): Readonly<Record<string, string>> => ({
  ...(aws?.account === undefined ? {} : { account: aws.account }),
  ...(kubernetes?.context === undefined ? {} : { context: kubernetes.context }),
  ...(terraform?.workspace === undefined ? {} : { workspace: terraform.workspace }),
});
