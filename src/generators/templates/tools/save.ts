import { z } from 'zod';
import { digestOf, sha256 } from '../../../base/hash.ts';
import { lineCounts } from '../../../base/lines.ts';
import { failed, type Outcome, ok } from '../../../domain/failure/failure.ts';
import { notAFile } from '../../../domain/failure/files.ts';
import { changesNothing, type FileChange, tool, type Undo } from '../../../domain/tool.ts';
import type { Workplace } from '../../../domain/workplace.ts';
import { newFolders } from '../../target.ts';
import { saveAsOwn } from '../set.ts';
import { generator, templateName } from './generators.ts';

const input = z.strictObject({
  generator,
  name: templateName,
  text: z.string().max(1_000_000).describe('The whole template.'),
});

export const saveTemplate = tool({
  name: 'templates.save',
  effect: 'write',
  summary: 'Save a text as a template of your own, once it is found to have no mistakes.',
  input,
  output: z.object({ path: z.string(), action: z.enum(['create', 'update', 'unchanged']), bytes: z.number(), sha256: z.string() }),
  says: [
    'save my own template docs/about.md.hbs',
    'save this text as a handlebars template',
    'make a template of my own from this text',
    'save this as my own template tags.tf.hbs',
    'keep this text as a template called alarms.tf.hbs',
    'keep "hello" as template notes.md.hbs',
    'store the text "hello" as my template notes.md.hbs',
    'new template notes.md.hbs with "hello"',
    'store "x" as a template a.tf.hbs',
    'keep "x" as my template a.tf.hbs',
    'save the template a.tf.hbs with "x"',
    'put "x" into my template a.tf.hbs',
    'new template a.tf.hbs with the text "x"',
    'write my own template a.tf.hbs: "x"',
    'overwrite my template a.tf.hbs with "x"',
    'create a template called a.tf.hbs containing "x"',
    'save this as my template bucket.tf: resource "aws_s3_bucket" "{{ name }}" {}',
    'add a template of my own called locals.tf with the text locals { env = "{{ env }}" }',
    'replace our template outputs.tf by output "id" { value = "{{ id }}" }',
    'can you put this into my templates as kms.tf? resource "aws_kms_key" "main" { description = "{{ project }}" } so the others can use it too',
    'make module "vpc" { source = "./vpc" } a template named vpc-module.tf',
    'everyone keeps pasting the same header, so save "# owned by {{ team }}" as the custom template header.tf',
    'remember this as template logs.tf: resource "aws_cloudwatch_log_group" "{{ app }}" {}',
    'template name queue.tf, text resource "aws_sqs_queue" "{{ q }}" {}, save it',
    'could you please create a custom terraform template, it is named ecr.tf and contains resource "aws_ecr_repository" "{{ repo }}" {}',
    'i want this text be our template for the database: engine = "{{ engine }}", name it engine.tf',
    'keep data "aws_caller_identity" "me" {} as a template under the name identity.tf',
    'let\'s save variable "env" { default = "{{ env }}" } as env.tf in our templates',
    'sav this template as sns.tf: resource "aws_sns_topic" "{{ topic }}" {}',
    'our templates need one more: name iam-role.tf, content resource "aws_iam_role" "{{ role }}" {}',
    'For the terraform generator, store count = {{ nodes }} as the template nodes.tf, but only if it has no errors please',
    'file this under my templates as dns.tf - zone_id = "{{ zone }}"',
    'create template web-sg.tf holding name = "{{ app }}-sg"',
  ],
  examples: [{ title: 'Save a template', input: { name: 'OWNERS.hbs', text: '{{project.name}}: the shop team\n' } }],
  guessMs: 50,
  repeatable: true,

  async preview(what, at) {
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { change, action, now, after, undo } = seen.value;
    return ok({
      digest: digestOf({ path: change.path, now: now && sha256(now), after: sha256(after) }),
      summary: action === 'unchanged' ? `Nothing to save: ${change.path} is like that already` : `Save ${change.path}`,
      files: [change],
      undo,
      ...changesNothing(action === 'unchanged'),
      warnings: [],
    });
  },

  async run(what, at) {
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { change, action, now, after, undo } = seen.value;
    const output = { path: change.path, action, bytes: after.byteLength, sha256: sha256(after) };
    if (action === 'unchanged') return { ok: true, output, summary: `${change.path} is like that already.`, undo };
    if (now !== undefined) at.blobs.keep(now);
    const done = await at.files.write(change.path, after);
    if (!done.ok) return { ...done, undo };
    return { ok: true, output, summary: `Saved ${change.path}. It is used the next time you generate.`, undo };
  },

  async verify(_what, seen, at) {
    const now = await at.files.read(seen.path);
    return now.ok && now.value !== undefined && sha256(now.value) === seen.sha256
      ? { met: true }
      : { met: false, missing: [`${seen.path} is not as it was saved`] };
  },
});

interface Seen {
  readonly change: FileChange;
  readonly action: 'create' | 'update' | 'unchanged';
  readonly now: Uint8Array | undefined;
  readonly after: Uint8Array;
  readonly undo: Undo;
}

async function look(what: z.output<typeof input>, at: Workplace): Promise<Outcome<Seen>> {
  const sound = await saveAsOwn({ generator: what.generator, templates: [], notes: [] }, what.name, what.text);
  if (!sound.ok) return sound;
  const { path, text } = sound.value;
  const kind = await at.files.kind(path);
  if (!kind.ok) return kind;
  if (kind.value === 'folder' || kind.value === 'other') return failed(notAFile(path));
  const read = await at.files.read(path);
  if (!read.ok) return read;
  const now = read.value;
  const after = new TextEncoder().encode(text);
  const to = now === undefined ? null : sha256(now);
  const action = to === sha256(after) ? 'unchanged' : now === undefined ? 'create' : 'update';
  const before = now === undefined ? undefined : new TextDecoder().decode(now);
  const undo: Undo =
    action === 'unchanged'
      ? 'nothing-changed'
      : { steps: [{ tool: 'files.restore', input: { files: [{ path, to, expect: sha256(after) }], folders: await newFolders([path], at) } }] };
  return ok({ change: { path, action, before, after: text, ...lineCounts(before ?? '', text), conflicts: [] }, action, now, after, undo });
}
