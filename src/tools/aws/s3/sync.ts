import { z } from 'zod';
import { digestOf } from '../../../base/hash.ts';
import { FailureError } from '../../../domain/failure/failure.ts';
import type { Impact } from '../../../domain/impact.ts';
import type { FileChange, Undo } from '../../../domain/tool.ts';
import { changingTool, PartlyDone, type Pinned } from '../aws-tool.ts';
import { place, text } from '../fields.ts';
import { bucketWarnings, exposureOf } from './bucket.ts';
import { keptBytesMax } from './object.ts';
import { hasSecretName } from './secret.ts';
import { sizeOf } from './size.ts';
import { carryOut } from './sync/carry-out.ts';
import { coverOf, inWords, planSync, type SyncPlan } from './sync/plan.ts';
import { nameOf, touchedAt } from './sync/sides.ts';

/** Of contents that no version keeps, over one sync. */
const keptInAllMax = 64 * 1024 * 1024;
const namedMax = 5;

const side = text(1_200).min(1);
const patterns = z.array(text(500).min(1)).max(200).default([]);

export const sync = changingTool({
  name: 'aws.s3.sync',
  effect: 'destroy',
  effectOf: ({ delete: deleting, dryRun }) => (dryRun ? 'plan' : deleting ? 'destroy' : 'change'),
  summary: 'Sync a folder with an S3 bucket, in either direction: copies what is new or changed.',
  input: z.strictObject({
    source: side.describe('From: a folder relative to the workspace folder, or s3://bucket/prefix.'),
    destination: side.describe('To: a folder relative to the workspace folder, or s3://bucket/prefix.'),
    delete: z.boolean().default(false).describe('Delete at the destination what the source does not have.'),
    dryRun: z.boolean().default(false).describe('Dry run: only say what would be copied.'),
    exclude: patterns.describe('Exclude what matches these patterns.'),
    include: patterns.describe('Of what is excluded, take what matches these patterns all the same.'),
    ...place,
  }),
  output: z.object({
    copied: z.int(),
    deleted: z.int(),
    bytes: z.int(),
    unchanged: z.int().optional(),
    /** What can't be on the other side. */
    left: z.array(z.string()).optional(),
  }),
  commands: ['aws s3 sync {source} {destination}'],
  says: [
    'copy everything from s3://raw-example to s3://backup-example',
    'sync dist to s3://site-example',
    'sync the folder public with the bucket site-example',
    'mirror s3://data-example/in to data',
    'synchronise build/ to the bucket',
    'upload the folder dist to s3://site-example',
    'sync dist with s3://site-example',
    'mirror the folder public to the bucket www-example',
    'upload the whole folder build to s3://site-example',
    'sync s3://data-example/reports to reports',
    'download the whole bucket data-example into data',
    'synchronise site with s3://www-example',
    'copy the folder public to s3://www-example',
    'push build to the bucket www-example',
    'keep s3://backup-example/docs and docs in sync',
    'what would a sync of dist with s3://site-example do',
    'keep folder public and s3://site-example in step',
    'mirror dist to s3://site-example, removing what is gone',
    'bring s3://site-example down into the folder site',
    'upload the folder dist to bucket site-example',
    'keep s3://backup in step with ./backup',
    'bring down s3://logs/2026 to logs/2026',
    'what would syncing out to s3://web change',
    'upload the whole folder public to s3://site',
    'make s3://site look like dist',
    'download everything in s3://data/in into data/in',
    'push dist to s3://cdn and remove what is gone',
    'copy the directory build to s3://web, exclude *.map',
    'two-way no, just mirror site to s3://site',
    'bring bucket site up to date with dist',
    'replicate s3://a/x to s3://b/x',
    'sync everything in s3://a/x to s3://b/x',
    'what would syncing dist to s3://web change, dry run',
    'two folders in step: dist and s3://web',
    'sync dist/ to s3://web',
    "I fixed a handful of typos in the manual and don't want to upload all of it again, so sync docs/html with s3://manual-site in eu-central-1.",
    'deploy the site: sync out/ with s3://acme-site but leave out *.map',
    'I want my local models folder to match s3://ml-models/prod, profile ml',
    'Requesting synchronisation of docs/public to s3://partner-docs in eu-west-1.',
    'freshen s3://team-share from the folder share',
    'only the jpg and png files: sync media to s3://events-media, include *.jpg and *.png',
    'I am a little afraid of the delete option, so first only show what syncing the folder public to s3://shop-front with deletion would change, without doing it.',
    'back up the notebooks directory to s3://research-backup/notebooks without .ipynb_checkpoints/* and *.tmp',
    'the designers dropped about two hundred new icons in s3://design-drop/icons, get the new ones into src/icons but include just the *.svg files please',
    'what would be copied if we synced s3://nightly-pg-dumps to dumps?',
    'bring down new log files from s3://api-access-logs/june to logs/june, just *.gz ones',
  ],
  examples: [{ title: 'Publish a folder', input: { source: 'site', destination: 's3://shop-assets/site', delete: true } }],
  guessMs: 10_000,
  timeoutMs: 6 * 60 * 60_000,

  see: (what, aws, at) => planSync(what, aws, at),

  tell: (what, plan, aws) => ({
    summary: isNothing(plan)
      ? `Nothing to sync: ${what.destination} has what is in ${what.source}`
      : `Sync ${what.source} to ${what.destination}: ${inWords(plan)}, in ${aws.where}`,
    impacts: impactsOf(plan),
    files: plan.to.kind === 'folder' ? filesOf(plan) : [],
    undo: what.dryRun || isNothing(plan) ? 'nothing-changed' : undoOf(what, plan, aws),
    warnings: warningsOf(plan),
    touches: touchedAt(plan.to),
    covers: coverOf(plan),
    ...(plan.bucket === undefined ? {} : { region: plan.bucket.region }),
  }),

  async act(what, plan, aws, at) {
    const left = plan.left.length === 0 ? {} : { left: plan.left.slice(0, 1_000) };
    if (what.dryRun || isNothing(plan)) {
      const output = { copied: plan.transfers.length, deleted: plan.removals.length, bytes: plan.bytes, unchanged: plan.unchanged, ...left };
      return { output, summary: isNothing(plan) ? `${what.destination} has what is in ${what.source}.` : `Would ${inWords(plan)}.`, undo: 'nothing-changed' };
    }
    const undo = undoOf(what, plan, aws);
    try {
      const done = await carryOut(plan, recordOf(what, plan, aws), isKept(plan), aws, at);
      return {
        output: { ...done, unchanged: plan.unchanged, ...left },
        summary: `Synced ${what.source} to ${what.destination}: ${done.copied.toLocaleString('en-US')} copied (${sizeOf(done.bytes)}), ${done.deleted.toLocaleString('en-US')} deleted, ${plan.unchanged.toLocaleString('en-US')} as they were.`,
        undo,
      };
    } catch (error) {
      if (error instanceof FailureError) throw new PartlyDone(error.failure, undo);
      throw error;
    }
  },

  async missing(what, _output, aws, at) {
    if (what.dryRun) return [];
    const now = await planSync(what, aws, at);
    return [
      ...now.transfers.slice(0, 20).map((t) => `${t.name} is not at ${what.destination} as it is at ${what.source}`),
      ...now.removals.slice(0, 20).map((r) => `${r.name} is still at ${what.destination}`),
    ];
  },

  async inspect(what, aws, at) {
    return isNothing(await planSync(what, aws, at)) ? 'done' : 'unknown';
  },
});

const isNothing = (plan: SyncPlan): boolean => plan.transfers.length + plan.removals.length === 0;

/** Whether what is overwritten or removed can be had again: versions keep it, or it is little enough to be kept here. */
const isKept = (plan: SyncPlan): boolean => {
  if (plan.bucket?.versioning === 'on') return true;
  const lost = [...plan.transfers.flatMap((t) => t.over ?? []), ...plan.removals.map((r) => r.entry)];
  return plan.lostBytes <= keptInAllMax && (plan.to.kind === 'folder' || lost.every((e) => e.bytes <= keptBytesMax));
};

const recordOf = (what: object, plan: SyncPlan, aws: Pinned): string => digestOf({ what, account: aws.account, covers: coverOf(plan) }).slice(0, 40);

function undoOf(what: { readonly destination: string }, plan: SyncPlan, aws: Pinned): Undo {
  if (!isKept(plan)) return { impossible: `${sizeOf(plan.lostBytes)} would be overwritten or deleted, more than is kept where nothing keeps versions` };
  return { steps: [{ tool: 'aws.s3.takeBackSync', input: { record: recordOf(what, plan, aws), destination: what.destination, ...aws.here } }] };
}

function impactsOf(plan: SyncPlan): readonly Impact[] {
  const address = nameOf(plan.to);
  const type = plan.to.kind === 's3' ? 's3-objects' : 'files';
  const over = plan.transfers.filter((t) => t.over !== undefined);
  const fresh = plan.transfers.filter((t) => t.over === undefined);
  const open = plan.bucket === undefined ? [] : exposureOf(plan.bucket);
  const lost = isKept(plan) ? [] : (['deletes-data'] as const);
  const secret = plan.to.kind === 's3' && plan.transfers.some((t) => hasSecretName(t.name)) ? (['secret-in-content'] as const) : [];
  return [
    ...(plan.removals.length === 0
      ? []
      : [
          {
            address,
            type,
            operation: 'delete' as const,
            marks: ['stateful' as const, ...(plan.bucket?.versioning === 'on' ? [] : (['deletes-data'] as const))],
            detail: some(plan.removals),
          },
        ]),
    ...(over.length === 0
      ? []
      : [{ address, type, operation: 'update' as const, marks: ['stateful' as const, ...lost, ...open, ...secret], detail: some(over) }]),
    ...(fresh.length === 0 ? [] : [{ address, type, operation: 'create' as const, marks: [...open, ...secret], detail: some(fresh) }]),
  ];
}

function some(all: readonly { readonly name: string }[]): string {
  const named = all.slice(0, namedMax).map((one) => one.name);
  return `${all.length.toLocaleString('en-US')}: ${named.join(', ')}${all.length > namedMax ? ', …' : ''}`;
}

const filesOf = (plan: SyncPlan): readonly FileChange[] => {
  const root = plan.to.kind === 'folder' ? plan.to.path.replace(/\/+$/, '') : '';
  const pathOf = (name: string) => (root === '' || root === '.' ? name : `${root}/${name}`);
  const change = (name: string, action: FileChange['action']): FileChange => ({
    path: pathOf(name),
    action,
    before: undefined,
    after: undefined,
    added: 0,
    removed: 0,
    conflicts: [],
  });
  return [...plan.transfers.map((t) => change(t.name, t.over === undefined ? 'create' : 'update')), ...plan.removals.map((r) => change(r.name, 'delete'))];
};

function warningsOf(plan: SyncPlan): readonly string[] {
  const secrets = plan.to.kind === 's3' ? plan.transfers.filter((t) => hasSecretName(t.name)).map((t) => t.name) : [];
  const git = plan.to.kind === 's3' && plan.transfers.some((t) => t.name.startsWith('.git/'));
  return [
    ...(plan.sourceCount === 0 && plan.removals.length > 0 ? ['The source is empty: everything at the destination would be deleted'] : []),
    ...(plan.left.length === 0
      ? []
      : [`Left out: ${plan.left.slice(0, namedMax).join('; ')}${plan.left.length > namedMax ? `; and ${plan.left.length - namedMax} more` : ''}`]),
    ...(secrets.length === 0 ? [] : [`These look as if they hold secrets: ${secrets.slice(0, namedMax).join(', ')}${secrets.length > namedMax ? ', …' : ''}`]),
    ...(git ? ['The folder .git goes along; exclude it unless it is meant'] : []),
    ...(plan.bucket === undefined ? [] : bucketWarnings(plan.bucket)),
  ];
}
