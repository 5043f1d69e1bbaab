import * as z from 'zod/mini';
import { fromAnyView, type Message, notice, reader } from './message.ts';

/** What applying does to one thing; the last ones are about what is no resource change. */
export const planActions = [
  'delete',
  'replace',
  'forget',
  'update',
  'create',
  'import',
  'move',
  'unknown',
  'read',
  'deferred',
  'drift',
  'invoke',
  'output',
] as const;
export type PlanAction = (typeof planActions)[number];

const action = z.enum(planActions);
const risk = z.enum(['low', 'medium', 'high', 'critical']);
export type PlanRisk = z.infer<typeof risk>;

/** One line of the tree. Texts that many rows share stand once, in the tables of `show`. */
const row = z.object({
  /** Without its module: `aws_subnet.private[0]`. */
  name: z.string(),
  /** Index into `modules`. */
  module: z.number(),
  /** Index into `types`. */
  type: z.number(),
  action,
  risk,
  /** Policies forbid it. */
  denied: z.optional(z.literal(true)),
  /** Index into `attributeSets`: the attributes that change. Absent: none. */
  attributes: z.optional(z.number()),
  /** The gist of why, where it is told: `forced by engine_version`. */
  note: z.optional(z.string()),
  /** Added to the month's bill; absent where there is no price or no difference. */
  monthly: z.optional(z.number()),
});
export type PlanRow = Message<z.infer<typeof row>>;

const attribute = z.object({
  /** `tags.Name`, `ingress[0].cidr_blocks`. */
  path: z.string(),
  /** Written out, or `(sensitive)`; absent: it is not there. */
  before: z.optional(z.string()),
  /** The same, or `(known after apply)`. */
  after: z.optional(z.string()),
  /** It can't be changed in place. */
  forces: z.optional(z.literal(true)),
});
export type AttributeDiff = Message<z.infer<typeof attribute>>;

const details = z.object({
  /** Index into `rows`. */
  row: z.number(),
  address: z.string(),
  /** Why it is done, and what safety says of it: the first is the gravest. */
  why: z.array(z.string()),
  attributes: z.array(attribute),
  /** More attributes than are listed. */
  attributesLeft: z.number(),
  /** Addresses of what depends on it, nearest first; `row`: it changes too. */
  dependents: z.array(z.object({ address: z.string(), row: z.optional(z.number()), direct: z.boolean() })),
  dependentsLeft: z.number(),
  /** A month of it, in words: `$14.02 → $28.03 a month`. */
  cost: z.optional(z.string()),
  /** `registry.terraform.io/hashicorp/aws`. */
  provider: z.string(),
});
export type PlanDetails = Message<z.infer<typeof details>>;

/** A sentence about the plan as a whole. */
const remark = z.object({ level: z.enum(['info', 'warning', 'error']), text: z.string() });
export type PlanRemark = Message<z.infer<typeof remark>>;

const show = z.object({
  type: z.literal('show'),
  protocol: z.number(),
  /** `infra/`, `plan.json`. */
  title: z.string(),
  /** Where it would act and what made it, as parts of a line: `workspace default`, `account 123456789012`, `Terraform 1.14.0`. */
  where: z.array(z.string()),
  /** When it was made, ms since 1970, and the host's clock. */
  madeAt: z.optional(z.number()),
  now: z.number(),
  /** What is odd about it: it errored, it is a part only, it was applied. */
  remarks: z.array(remark),
  decision: z.enum(['allow', 'confirm', 'deny']),
  risk,
  environment: z.object({ name: z.string(), because: z.string() }),
  /** The gravest of what it does, in safety's words; without a row, how many more there are. */
  reasons: z.array(z.object({ text: z.string(), row: z.optional(z.number()) })),
  /** `+ $14.02 a month (3 priced, 2 unpriced)`. */
  cost: z.optional(z.object({ monthlyDelta: z.optional(z.number()), priced: z.number(), unpriced: z.number(), asOf: z.string() })),
  /** Beside what changes: how many things depend on it and stay as they are. */
  reach: z.object({ dependents: z.number(), modules: z.number(), providers: z.array(z.string()) }),
  unchanged: z.number(),
  /** Module addresses; the root's is empty. */
  modules: z.array(z.string()),
  types: z.array(z.string()),
  attributeNames: z.array(z.string()),
  /** Indexes into `attributeNames`. */
  attributeSets: z.array(z.array(z.number())),
  rows: z.array(row),
  /** Its blocks may be in a folder that is open here. */
  hasCode: z.boolean(),
  /** What is left to do with it: to apply it, or to plan its root module again. Absent for one that was not made here. */
  next: z.optional(z.enum(['apply', 'plan'])),
});
export type ShownPlan = Message<z.infer<typeof show>>;

export const toTfplan = z.discriminatedUnion('type', [
  /** Answer to `ready`: the whole tree, but for what a row expands to. */
  show,
  /** Answer to `readDetails`. */
  z.object({ type: z.literal('details'), details }),
  /** Opens this row and goes to it. */
  z.object({ type: z.literal('reveal'), row: z.number() }),
  /** Instead of it, while it is being read and that takes a while: what is being done, and which of how many steps that is. */
  z.object({ type: z.literal('reading'), protocol: z.number(), title: z.string(), says: z.string(), step: z.number(), of: z.number() }),
  /** There is no plan to show. */
  z.object({ type: z.literal('problem'), protocol: z.number(), title: z.string(), message: z.string(), fix: z.string() }),
  notice,
]);
export type ToTfplan = Message<z.infer<typeof toTfplan>>;

export const fromTfplan = z.discriminatedUnion('type', [
  ...fromAnyView,
  /** What the nth row expands to. */
  z.object({ type: z.literal('readDetails'), row: z.number() }),
  /** Its block in the editor. */
  z.object({ type: z.literal('openBlock'), row: z.number() }),
  z.object({ type: z.literal('copyAddress'), row: z.number() }),
  /** Reads the plan anew. */
  z.object({ type: z.literal('again') }),
  /** Reads it no further. */
  z.object({ type: z.literal('stop') }),
  /** A run that applies it, or that plans its root module again: waits for its own yes. */
  z.object({ type: z.literal('apply') }),
  z.object({ type: z.literal('plan') }),
]);
export type FromTfplan = Message<z.infer<typeof fromTfplan>>;

export const readToTfplan = reader<ToTfplan>(toTfplan);
export const readFromTfplan = reader<FromTfplan>(fromTfplan);

/** `module.net.aws_subnet.private[0]`. */
export const addressOf = ({ rows, modules }: Pick<ShownPlan, 'rows' | 'modules'>, index: number): string => {
  const one = rows[index];
  const module = one === undefined ? '' : (modules[one.module] ?? '');
  return module === '' ? (one?.name ?? '') : `${module}.${one?.name ?? ''}`;
};
