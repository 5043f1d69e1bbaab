import { failed, type Outcome, ok } from '../failure/failure.ts';
import { notPlanJson, planJsonVersion } from '../failure/terraform-plan.ts';
import { type Configuration, readConfiguration } from './configuration.ts';
import { type PriorState, readPriorState } from './prior-state.ts';
import { type Fields, flag, isFields, items, records, text, texts } from './read.ts';

/**
 * What `terraform show -json <plan>` and `tofu show -json <plan>` say, as far as a review needs it. Fields nobody here knows are
 * dropped; a change that can't be read is kept with no action, which counts as not understood and never as harmless.
 *
 * Source: https://developer.hashicorp.com/terraform/internals/json-format and https://opentofu.org/docs/internals/json-format,
 * and what neither page lists, from both programs' own `internal/command/jsonplan`: `forget`, deferred changes, action
 * invocations, `complete`, `applyable`.
 */
export interface PlanJson {
  /** `1.2`. */
  readonly formatVersion: string;
  readonly terraformVersion: string | undefined;
  /** Planning failed half-way: it can't be applied. */
  readonly errored: boolean;
  /** Applying it brings the world to what the configuration says. False with `-target` and deferred changes; `undefined` before Terraform 1.8 and in OpenTofu. */
  readonly complete: boolean | undefined;
  readonly applyable: boolean | undefined;
  /** Every resource instance, unchanged ones too. */
  readonly changes: readonly ResourceChange[];
  /** What changed outside Terraform since it looked last. */
  readonly drift: readonly ResourceChange[];
  /** Left for a later plan, because too much is not known yet. */
  readonly deferred: readonly DeferredChange[];
  /** Provider actions that run along with the changes (Terraform 1.14). */
  readonly actions: readonly ActionInvocation[];
  readonly outputs: readonly OutputChange[];
  readonly checks: readonly Check[];
  readonly configuration: Configuration;
  /** The values of variables called `environment`, `env` and `stage`; no other variable is kept, as any may be a secret. */
  readonly environmentVariables: readonly string[];
  /** Of the one AWS provider without an alias, where it is written down or in a variable. */
  readonly providerRegion: string | undefined;
  readonly prior: PriorState;
}

export interface ResourceChange {
  /** `module.net["a"].aws_subnet.private[0]`. */
  readonly address: string;
  /** Where it was in the state before a `moved` block. */
  readonly previousAddress: string | undefined;
  /** Without the resource: `module.net["a"]`; empty for the root module. */
  readonly module: string;
  readonly mode: string;
  readonly type: string;
  readonly name: string;
  /** `registry.terraform.io/hashicorp/aws`. */
  readonly provider: string;
  /** Set for what an unfinished create-before-destroy left behind. */
  readonly deposed: string | undefined;
  /** As Terraform wrote them: `["delete", "create"]`. */
  readonly actions: readonly string[];
  readonly reason: string | undefined;
  readonly before: unknown;
  readonly after: unknown;
  /** `true` where a value, or all below it, is known only after applying. */
  readonly afterUnknown: unknown;
  /** `true` where a value, or all below it, must not be shown. */
  readonly beforeSensitive: unknown;
  readonly afterSensitive: unknown;
  /** The attributes that can't be changed in place. */
  readonly replacePaths: readonly Path[];
  readonly importing: boolean;
}

/** Attribute names, map keys and list indexes, outermost first. */
export type Path = readonly (string | number)[];

export interface DeferredChange {
  readonly reason: string;
  readonly change: ResourceChange;
}

export interface ActionInvocation {
  /** `action.aws_lambda_invoke.warm`. */
  readonly address: string;
  readonly type: string;
  readonly provider: string;
  /** The resource whose change sets it off. */
  readonly trigger: string | undefined;
}

export interface OutputChange {
  readonly name: string;
  readonly actions: readonly string[];
}

export interface Check {
  /** `check.certificate`, `aws_instance.web`, `var.size`. */
  readonly address: string;
  readonly status: string;
  /** What the configuration says of it, where it does not hold. */
  readonly problems: readonly string[];
}

/** Text that a plan of {@link readPlanJson} was parsed from may not be longer. */
export const planCharactersMax = 400_000_000;

/** Reads the text of a `terraform show -json` document. A failure says what the text is instead, where that can be told. */
export function parsePlanJson(content: string): Outcome<PlanJson> {
  if (content.startsWith('PK')) return failed(notPlanJson('the saved plan itself, which only Terraform reads'));
  if (content.length > planCharactersMax) return failed(notPlanJson('longer than any plan that can be read here'));
  const start = content.trimStart().at(0);
  if (start !== '{') return failed(notPlanJson(start === undefined ? 'empty' : 'not a JSON object'));
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch {
    return failed(
      isMessageStream(content) ? notPlanJson('the progress messages of terraform plan -json') : notPlanJson('not complete JSON, or not JSON at all'),
    );
  }
  return readPlanJson(value);
}

/** Reads a parsed document. Pure; linear in its size. */
export function readPlanJson(value: unknown): Outcome<PlanJson> {
  if (!isFields(value)) return failed(notPlanJson('not a JSON object'));
  const version = text(value.format_version);
  const what = somethingElse(value);
  if (what !== undefined) return failed(notPlanJson(what));
  if (version === undefined) return failed(notPlanJson('a JSON object without a format_version'));
  // Terraform 0.12 to 1.0 wrote 0.1 and 0.2, which differ from 1.0 in the number alone.
  if (!/^(1\.\d+|0\.[12])$/.test(version)) return failed(planJsonVersion(version));
  return ok({
    formatVersion: version,
    terraformVersion: text(value.terraform_version),
    errored: value.errored === true,
    complete: flag(value.complete),
    applyable: flag(value.applyable),
    changes: items(value.resource_changes).map(readChange),
    drift: items(value.resource_drift).map(readChange),
    deferred: items(value.deferred_changes).map(readDeferred),
    actions: [...items(value.action_invocations), ...items(value.deferred_action_invocations).map((d) => (isFields(d) ? d.action_invocation : d))].map(
      readAction,
    ),
    outputs: Object.entries(isFields(value.output_changes) ? value.output_changes : {}).map(([name, change]) => ({
      name,
      actions: texts(isFields(change) ? change.actions : undefined),
    })),
    checks: records(value.checks).map((check) => ({
      address: text(isFields(check.address) ? check.address.to_display : undefined) ?? '(check)',
      status: text(check.status) ?? 'unknown',
      problems: records(check.instances).flatMap(({ problems }) => records(problems).flatMap(({ message }) => text(message) ?? [])),
    })),
    configuration: readConfiguration(value.configuration),
    environmentVariables: environmentVariables(value.variables),
    providerRegion: providerRegion(value.configuration, value.variables),
    prior: readPriorState(value.prior_state),
  });
}

function environmentVariables(variables: unknown): readonly string[] {
  if (!isFields(variables)) return [];
  return ['environment', 'env', 'stage'].flatMap((name) => {
    const variable = variables[name];
    const said = isFields(variable) ? text(variable.value) : undefined;
    return said === undefined || said === '' || said.length > 40 ? [] : [said];
  });
}

function providerRegion(configuration: unknown, variables: unknown): string | undefined {
  const region = ['provider_config', 'aws', 'expressions', 'region'].reduce<unknown>((at, name) => (isFields(at) ? at[name] : undefined), configuration);
  if (!isFields(region)) return undefined;
  const written = text(region.constant_value);
  if (written !== undefined) return written;
  const name = texts(region.references)[0];
  const variable = name?.startsWith('var.') && isFields(variables) ? variables[name.slice(4)] : undefined;
  return isFields(variable) ? text(variable.value) : undefined;
}

/** What the object is, where it is something else that Terraform writes. */
function somethingElse(value: Fields): string | undefined {
  if (['resource_changes', 'planned_values', 'configuration', 'output_changes', 'resource_drift', 'errored'].some((key) => key in value)) return undefined;
  if ('lineage' in value || (Array.isArray(value.resources) && 'serial' in value)) return 'a state file, not a plan';
  if ('values' in value) return 'a state as JSON, not a plan';
  if ('provider_schemas' in value) return 'the schemas of the providers';
  if ('diagnostics' in value && 'valid' in value) return 'the answer of terraform validate -json';
  if ('@level' in value) return 'the progress messages of terraform plan -json';
  if ('format_version' in value) return 'an empty state, not a plan';
  return 'a JSON object of another kind';
}

/** `terraform plan -json` writes one message a line; a plan as JSON is one document. */
const isMessageStream = (content: string): boolean => content.slice(0, 2000).includes('"@level"');

function readChange(value: unknown, index: number): ResourceChange {
  const fields = isFields(value) ? value : {};
  const change = isFields(fields.change) ? fields.change : {};
  return {
    address: text(fields.address) ?? `(resource change ${index + 1})`,
    previousAddress: text(fields.previous_address),
    module: text(fields.module_address) ?? '',
    mode: text(fields.mode) ?? 'managed',
    type: text(fields.type) ?? '(unknown)',
    name: text(fields.name) ?? '',
    provider: text(fields.provider_name) ?? '',
    deposed: text(fields.deposed),
    actions: texts(change.actions),
    reason: text(fields.action_reason),
    before: change.before,
    after: change.after,
    afterUnknown: change.after_unknown,
    beforeSensitive: change.before_sensitive,
    afterSensitive: change.after_sensitive,
    replacePaths: items(change.replace_paths).map(readPath),
    importing: isFields(change.importing),
  };
}

const readPath = (value: unknown): Path => items(value).filter((part) => typeof part === 'string' || typeof part === 'number');

function readDeferred(value: unknown, index: number): DeferredChange {
  const fields = isFields(value) ? value : {};
  return { reason: text(fields.reason) ?? 'unknown', change: readChange(fields.resource_change, index) };
}

function readAction(value: unknown): ActionInvocation {
  const fields = isFields(value) ? value : {};
  const trigger = isFields(fields.lifecycle_action_trigger) ? fields.lifecycle_action_trigger : {};
  return {
    address: text(fields.address) ?? '(action)',
    type: text(fields.type) ?? '(unknown)',
    provider: text(fields.provider_name) ?? '',
    trigger: text(trigger.triggering_resource_address),
  };
}
