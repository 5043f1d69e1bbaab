import type { Rough } from './choose.ts';
import type { Field } from './fields.ts';
import { slotOf } from './fill/slots.ts';

/** A step with the id it has in the plan. */
export interface Named extends Rough {
  readonly id: string;
}

/** Inputs that are the same thing under another name, within a toolset unless it says otherwise. */
const same: readonly (readonly string[])[] = [
  ['instanceId', 'instanceIds'],
  ['role', 'principal'],
  ['branch', 'name', 'newName', 'ref'],
  ['directory', 'out', 'path'],
  ['bucket', 'destination'],
  ['key', 'sourceKey'],
  ['path', 'from'],
];

const pronoun = /\b(it|its|that|this|them|these|those|the same)\b/i;

/**
 * Gives steps what earlier ones named or made: a place said once holds for all of a toolset; "it" is what came before; what
 * a step makes is referred to as its output. `isMeant`: "it" goes without saying.
 */
export function inherit(steps: readonly Named[], isMeant = false): readonly Named[] {
  for (const [i, step] of steps.entries()) {
    const earlier = steps.slice(0, i);
    const text = step.clause.tokens
      .filter((t) => t.kind === 'word')
      .map((t) => t.word)
      .join(' ');
    const points = isMeant || pronoun.test(text);
    const release = points && toolsetOf(step) === 'kubernetes' ? earlier.findLast((s) => toolsetOf(s) === 'helm')?.input.release : undefined;
    for (const field of step.profile.fields) {
      if (field.name in step.input) continue;
      if (field.name === 'name' && field.required && release !== undefined) step.input.name = release;
      if (field.name in step.input) continue;
      // "tag this as v1.2.3 and push the tag"
      const tag = field.name === 'tag' && /\btag\b/.test(text) ? earlier.findLast((s) => s.profile.spec.name === 'git.tag')?.input.name : undefined;
      if (tag !== undefined && step.profile.spec.name === 'git.push') {
        step.input.tag = tag;
        continue;
      }
      const scope = slotOf(step.profile.spec.name, field.name)?.scope === true;
      const value =
        made(step, field, earlier) ??
        (scope || (field.name === 'path' && toolsetOf(step) === 'rules') ? scopeFrom(step, field, earlier) : undefined) ??
        (field.required || points || isSubject(step, field) ? named(step, field, earlier, field.required || isSubject(step, field)) : undefined);
      const lent = value ?? (points && paths.test(field.name) ? placed(step, field, earlier) : undefined);
      if (lent !== undefined) step.input[field.name] = lent;
    }
  }
  // "format, validate and plan infra": a place said last holds for what was said before it in the same breath.
  for (const [i, step] of [...steps.entries()].reverse()) {
    if (steps.slice(i + 1).length === 0) continue;
    const following = steps[i + 1];
    if (following === undefined) continue;
    const points = pronoun.test(step.clause.tokens.map((t) => t.word).join(' '));
    if (following.clause.sequenced && !points) continue;
    if (
      following.input.all === true &&
      toolsetOf(following) === toolsetOf(step) &&
      step.profile.fields.some((f) => f.name === 'all') &&
      Object.keys(step.input).length === 0
    )
      step.input.all = true;
    for (const field of step.profile.fields) {
      const shared = field.required && !(field.name in step.input) && step.profile !== following.profile && toolsetOf(following) === toolsetOf(step);
      const same = shared && following.profile.fields.some((f) => f.name === field.name && f.required) ? following.input[field.name] : undefined;
      if (same !== undefined && !(typeof same === 'string' && same.includes('${'))) step.input[field.name] = same;
      const places =
        /^(directory|namespace|context|region|profile|workspace|repository)$/.test(field.name) || (step.clause.condition && field.name === 'number');
      if (!places || field.name in step.input || (field.name === 'namespace' && step.input.allNamespaces === true)) continue;
      const bare = field.name !== 'directory' || !('path' in step.input);
      const value = following.input[field.name] ?? (field.name === 'directory' && toolsetOf(following) === 'rules' ? following.input.path : undefined);
      if (bare && (typeof value === 'number' || (typeof value === 'string' && !value.includes('${'))) && akin(toolsetOf(step), toolsetOf(following)))
        step.input[field.name] = value;
    }
  }
  return steps;
}

const paths = /^(path|paths|directory|file)$/;

/** "write VERSION and stage it", "clone it into vendor/lint and show me its tree": the file or folder of the step right before, whoever made it. */
function placed(step: Named, field: Field, earlier: readonly Named[]): unknown {
  const before = earlier.at(-1);
  if (before === undefined || toolsetOf(before) === 'generate') return undefined;
  if (toolsetOf(before) === toolsetOf(step) && before.profile.spec.effect === 'read') return undefined;
  if (!/^(files|git|rules|terraform|kubernetes)$/.test(toolsetOf(before)) || (field.name === 'directory' && toolsetOf(step) !== 'terraform')) return undefined;
  const value = [before.input.path, before.input.into, before.input.directory].find((v) => typeof v === 'string');
  return value === undefined ? undefined : field.type === 'array' ? [value] : value;
}

const toolsetOf = (step: Rough): string => step.profile.spec.name.split('.')[0] ?? '';
const families = [['kubernetes', 'helm'], ['terraform', 'rules', 'generate'], ['aws'], ['git', 'github']];
/** Toolsets that work on the same things. */
export const akin = (a: string, b: string): boolean => a === b || families.some((f) => f.includes(a) && f.includes(b));

/** What the tool is about, where its schema can't demand it: a branch to check out. */
const isSubject = (step: Rough, field: Field): boolean =>
  !step.profile.fields.some((f) => f.required) &&
  slotOf(step.profile.spec.name, field.name)?.naming === true &&
  !step.profile.fields.some((f) => f.name === 'action') &&
  step.profile.spec.effect !== 'read';

/** What an earlier step wrote or created. */
function made(step: Named, field: Field, earlier: readonly Named[]): string | undefined {
  for (const before of [...earlier].reverse()) {
    const name = before.profile.spec.name;
    const ref = (output: string): string => `\${steps.${before.id}.output.${output}}`;
    if (name.startsWith('generate.')) {
      const what = name.slice('generate.'.length);
      if (toolsetOf(step) === 'terraform' && what === 'terraform' && field.name === 'directory')
        return ref(step.profile.spec.name === 'terraform.fmt' ? 'out' : 'directory');
      if (toolsetOf(step) === 'rules' && field.name === 'path') return ref('out');
      if (what === 'kubernetes' && step.profile.spec.name === 'kubernetes.apply' && field.name === 'path') return ref('directory');
      if (what === 'helm' && field.name === 'chart') return ref('directory');
    }
    if (!field.required || toolsetOf(before) !== toolsetOf(step) || before.profile.spec.effect === 'read') continue;
    if (before.profile.outputs.includes(field.name) && !(field.name in before.input) && ['number', 'url', 'versionId', 'commit'].includes(field.name))
      return ref(field.name);
  }
  return undefined;
}

function scopeFrom(step: Named, field: Field, earlier: readonly Named[]): unknown {
  if (field.name === 'namespace' && step.input.allNamespaces === true) return undefined;
  for (const before of [...earlier].reverse()) {
    if (!akin(toolsetOf(step), toolsetOf(before))) continue;
    const value =
      before.input[field.name] ??
      (field.name === 'directory' || (field.name === 'path' && toolsetOf(step) === 'rules')
        ? toolsetOf(before) === 'rules'
          ? before.input.path
          : toolsetOf(before) === 'git'
            ? undefined
            : before.input.directory
        : undefined);
    if (typeof value === 'string' && !(toolsetOf(before) === 'generate')) return value;
  }
  return undefined;
}

/** What an earlier step of the toolset was about. */
function named(step: Named, field: Field, earlier: readonly Named[], needed: boolean): unknown {
  if (
    field.type === 'boolean' ||
    field.values.length > 0 ||
    /^(newName|body|comment|content|message|replicas|tail|revision|version|limit|max|timeout\w*|label|labels|author|since|until|state|scope|container|query|command|args|remotePort|localPort)$/.test(
      field.name,
    )
  )
    return undefined;
  if (field.name === 'branch' && step.profile.spec.name === 'git.push' && step.clause.tokens.some((t) => /^tags?$/.test(t.word))) return undefined;
  if (field.name === 'title') return earlier.findLast((s) => typeof s.input.message === 'string' && toolsetOf(s) === 'git')?.input.message;
  if (
    field.name === 'base' ||
    field.name === 'reviewers' ||
    field.name === 'assignees' ||
    field.name === 'from' ||
    field.name === 'notIn' ||
    field.name === 'to'
  )
    return step.profile.spec.name === 'git.merge' && field.name === 'from' ? branchIn(earlier) : undefined;
  if (field.name === 'head') return needed ? undefined : branchIn(earlier);
  for (const before of [...earlier].reverse()) {
    if (toolsetOf(before) !== toolsetOf(step)) continue;
    if (field.name === 'kind' && !('name' in before.input)) continue;
    // "list its pods": they are not called as the deployment is.
    if (field.name === 'name' && 'kind' in before.input && 'kind' in step.input && before.input.kind !== step.input.kind && !field.required) continue;
    // "the last commits on the branch old, then delete that branch"
    const ofBranch = toolsetOf(step) === 'git' && /^(branch|name)$/.test(field.name) && step.clause.tokens.some((t) => t.word === 'branch') ? ['from'] : [];
    const names = [field.name, ...same.filter((s) => s.includes(field.name)).flat(), ...ofBranch];
    // The name of a Kubernetes object and its kind belong together.
    for (const name of toolsetOf(step) === 'kubernetes' ? [field.name] : names) {
      const value = before.input[name];
      if (value === undefined || (name === 'path' && field.name === 'directory')) continue;
      if (field.type === 'array') return Array.isArray(value) ? value : [value];
      if (Array.isArray(value)) {
        if (value.length === 1) return value[0];
        continue;
      }
      if (typeof value === 'object') continue;
      if (field.name === 'kind' || field.pattern === undefined || typeof value !== 'string' || value.includes('${') || field.pattern.test(value)) return value;
    }
    if (!needed && before.profile.spec.effect !== 'read') return undefined;
  }
  return undefined;
}

const branchIn = (earlier: readonly Named[]): unknown =>
  earlier.findLast((s) => toolsetOf(s) === 'git' && typeof (s.input.branch ?? s.input.name) === 'string' && s.profile.spec.name !== 'git.push')?.input.branch ??
  earlier.findLast((s) => toolsetOf(s) === 'git' && typeof s.input.name === 'string')?.input.name;
