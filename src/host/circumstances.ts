import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeUtf8 } from '../base/utf8.ts';
import type { Failure, Outcome } from '../domain/failure/failure.ts';
import type { Workplace } from '../domain/workplace.ts';
import { type Profile, pinnedFacts } from '../profiles/profile.ts';
import type { Policies } from '../safety/policy/decide.ts';
import { defaultPolicy } from '../safety/policy/default.ts';
import { readPolicy } from '../safety/policy/read.ts';
import type { PolicyFile } from '../safety/policy/schema.ts';
import type { Circumstances } from '../safety/review.ts';
import { acceptedPoliciesIn } from './accepted-policies.ts';
import type { Profiles } from './profiles.ts';

/** Where a workspace keeps its policy. */
export const policyPath = '.nimbus/policy.yaml';
/** Where a user keeps theirs. */
export const userPolicyPath = (data: string): string => join(data, 'policy.yaml');

/** What to call the policies that hold in a place. */
export const policyLabels = (data: string, profile: string | undefined) => ({
  shipped: 'What ships with Nimbus',
  user: userPolicyPath(data),
  workspace: policyPath,
  profile: profile === undefined ? 'No profile' : `Profile ${profile}`,
});

/** What a host knows, with the policies and the profile that hold in a folder at this moment. What can't be read stops whatever changes something. */
export const circumstancesOn =
  (data: string, profiles: Profiles) =>
  async (at: Workplace, given: Circumstances): Promise<Circumstances> => {
    const profile = profiles.inUse(at.folder);
    const broken: string[] = [];
    const use = (read: Outcome<PolicyFile> | undefined): PolicyFile | undefined => {
      if (read?.ok === false) broken.push(read.failure.message);
      return read?.ok ? read.value : undefined;
    };
    const user = use(await userPolicy(data));
    const text = await workspacePolicyText(at);
    const workspace = use(text?.ok ? readPolicy(text.value, policyPath) : text);
    const isAccepted = text?.ok === true && acceptedPoliciesIn(data).has(at.folder, text.value);
    if (profile?.ok === false) broken.push(profile.failure.message);
    const inUse = profile?.ok ? profile.value : undefined;
    const policies: Policies = {
      shipped: defaultPolicy,
      workspaceTrusted: given.trusted && isAccepted,
      ...(given.trusted && workspace !== undefined && !isAccepted ? { workspaceUnaccepted: true } : {}),
      broken,
      ...(user === undefined ? {} : { user }),
      ...(workspace === undefined ? {} : { workspace }),
      ...(inUse === undefined ? {} : { profile: protectionOf(inUse) }),
    };
    return {
      ...given,
      policies,
      ...(given.environment === undefined && inUse?.environment !== undefined
        ? { environment: { name: inUse.environment, because: `the profile ${inUse.name} says so` } }
        : {}),
      ...(inUse === undefined ? {} : { pinned: { facts: pinnedFacts(inUse), because: `the profile ${inUse.name}` } }),
    };
  };

/** A profile's protection as rules. */
function protectionOf({ name, protection }: Profile): PolicyFile {
  const rule = (answer: 'type' | 'deny', because: string): PolicyFile => ({
    nimbus: 1,
    limits: {},
    rules: [{ id: 'protection', when: { effect: ['change', 'destroy'] }, answer, because }],
    examples: [],
  });
  if (protection === 'locked') return rule('deny', `the profile ${name} is locked`);
  if (protection === 'guarded') return rule('type', `the profile ${name} is guarded`);
  return { nimbus: 1, limits: {}, rules: [], examples: [] };
}

async function userPolicy(data: string): Promise<Outcome<PolicyFile> | undefined> {
  const path = userPolicyPath(data);
  try {
    return readPolicy(await readFile(path, 'utf8'), path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    return { ok: false, failure: unreadable(path, error) };
  }
}

/** The policy of a folder as it is written; `undefined`: there is none. */
export async function workspacePolicyText(at: Pick<Workplace, 'files'>): Promise<Outcome<string> | undefined> {
  const content = await at.files.read(policyPath);
  if (!content.ok) return content;
  if (content.value === undefined) return undefined;
  const text = decodeUtf8(content.value);
  return text === undefined ? { ok: false, failure: unreadable(policyPath, 'it is not text') } : { ok: true, value: text };
}

const unreadable = (path: string, why: unknown): Failure => ({
  code: 'policy/unreadable',
  category: 'system',
  severity: 'high',
  recoverable: true,
  message: `${path} can't be read: ${why instanceof Error ? why.message : String(why)}.`,
  fix: 'Make it readable, or take it away; until then Nimbus changes nothing here.',
});
