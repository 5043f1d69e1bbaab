import type { Json } from '../../base/json.ts';
import { yamlDocument } from '../../base/yaml.ts';
import { issueInWords } from '../../domain/schema-issue.ts';
import { textMatches } from '../engine/pattern.ts';
import { isList, type Value } from '../hcl/value.ts';
import { setField } from '../kubernetes/write.ts';
import { kubernetesRule, type Rule } from '../rule.ts';
import { settingRule } from '../terraform/setting.ts';
import { type OwnRule, ownRuleSchema, type Test } from './schema.ts';

/** The rule in one file, or what is wrong with it. */
export function readOwnRule(path: string, text: string): { readonly rule: Rule } | { readonly why: string } {
  const document = yamlDocument(text, { logLevel: 'silent', prettyErrors: false });
  const mistake = document.errors[0];
  if (mistake) return { why: `${path} is not valid YAML (${mistake.message}): that rule was left out.` };
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 10 });
  } catch (error) {
    return { why: `${path} could not be unfolded (${error instanceof Error ? error.message : String(error)}): that rule was left out.` };
  }
  const parsed = ownRuleSchema.safeParse(value);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'the file'}: ${issueInWords(issue)}`).join('; ');
    return { why: `${path} is not a rule, and was left out: ${problems}.` };
  }
  const own = parsed.data;
  const kinds = own.targets.filter((target) => /^[A-Z]/.test(target));
  if (kinds.length > 0 && kinds.length < own.targets.length)
    return { why: `${path} is about Terraform and Kubernetes at once, and was left out: make it two rules.` };
  return { rule: kinds.length > 0 ? kubernetes(own, path) : terraform(own, path) };
}

const common = (own: OwnRule, path: string) => ({
  id: own.id,
  title: own.title,
  severity: own.severity,
  category: own.category,
  why: own.why,
  source: own.source ?? path,
  also: [],
  targets: own.targets,
  fails: '',
  passes: '',
});

/** An absent value holds only what is asked of absence. */
const mayBeAbsent = (must: Test): boolean => ('present' in must ? !must.present : 'notEquals' in must || 'noneOf' in must);

function terraform(own: OwnRule, path: string): Rule {
  const fix = own.fix === undefined ? {} : { set: literal(own.fix) };
  return settingRule({
    ...common(own, path),
    path: own.path,
    good: (value) => holds(own.must, value),
    mayBeAbsent: mayBeAbsent(own.must),
    message: own.message,
    ...fix,
  });
}

/** As Terraform writes it: a text stays one, whatever is in it. */
const literal = (value: string | number | boolean): string => JSON.stringify(value).replace(/[$%](?=\{)/g, (sign) => sign + sign);

function kubernetes(own: OwnRule, path: string): Rule {
  const place = own.path.split('.').map((step) => (/^\d+$/.test(step) ? Number(step) : step));
  const { fix } = own;
  return kubernetesRule({
    ...common(own, path),
    check(object) {
      const value = object.get(place);
      const good = value === undefined || value === null ? mayBeAbsent(own.must) : holds(own.must, value);
      return good ? undefined : { message: own.message, at: object.span(place) };
    },
    ...(fix === undefined ? {} : { fix: (object) => setField(object, place, JSON.stringify(fix)) }),
  });
}

function holds(must: Test, value: Value | Json): boolean {
  const same = (wanted: string | number | boolean): boolean => String(value) === String(wanted);
  if ('equals' in must) return same(must.equals);
  if ('notEquals' in must) return !same(must.notEquals);
  if ('oneOf' in must) return must.oneOf.some(same);
  if ('noneOf' in must) return !must.noneOf.some(same);
  if ('like' in must) return textMatches(must.like, String(value));
  if ('atLeast' in must) return Number(value) >= must.atLeast;
  if ('atMost' in must) return Number(value) <= must.atMost;
  if ('present' in must) return must.present;
  const list = isList(value as Value) ? (value as readonly Value[]) : undefined;
  return list ? list.some((item) => String(item) === String(must.contains)) : String(value).includes(String(must.contains));
}
