import { join } from 'node:path';
import { digestOf, sha256 } from '../../base/hash.ts';
import { count } from '../../base/say.ts';
import { type Outcome, ok } from '../../domain/failure/failure.ts';
import type { Answers } from '../../domain/question.ts';
import { noteWritten } from '../../domain/terraform/written.ts';
import { changesNothing, tool } from '../../domain/tool.ts';
import type { Workplace } from '../../domain/workplace.ts';
import { findingsAfter } from '../foreseen.ts';
import { generateInput, generateOutput } from '../input.ts';
import type { Rendered } from '../rendered.ts';
import { compare, inFolder, type Writing } from '../target.ts';
import { type OwnTemplates, overlayOwn, readOwn } from '../templates/own.ts';
import type { TerraformAnswers } from './answers.ts';
import { parseTerraformAnswers } from './parse.ts';
import { renderTerraform } from './render.ts';

/** Answers → Terraform files in a folder of the workspace, merged with what a person edited there. */
export const generateTerraform = tool({
  name: 'generate.terraform',
  effect: 'write',
  summary: 'Write Terraform for AWS from a questionnaire’s answers: network, EKS cluster, RDS database, S3 buckets.',
  input: generateInput,
  output: generateOutput,
  says: [
    'generate terraform for a vpc and an eks cluster in infra',
    'create the infrastructure code for a postgres database in staging',
    'scaffold terraform with an s3 bucket',
    'write the terraform for a vpc into infra/net',
    'scaffold an eks cluster with terraform in infra/eks',
    'generate infrastructure code for a bucket named logs into infra/logs',
    'bootstrap an aws network with terraform in infra',
    'terraform for an rds database in infra/db',
    'set up the terraform for a new vpc in infra/net',
    'generate an s3 bucket called logs in terraform into infra/logs',
    'create the code for an eks cluster in infra/eks',
    'we need terraform for a vpc in infra',
    'terraform code for an s3 bucket named logs-example in infra/logs',
    'new infrastructure with a network and a database in infra',
    'a postgres database as terraform in infra/db for staging',
    'set me up a network 10.1.0.0/16 in eu-west-1, into infra/net',
    'write the terraform of a production database into infra',
    'scaffold a vpc and a database in infra',
    'i need an aws network as code in infra',
    'we need terraform for one bucket in infra',
    'code for a vpc in infra please',
    'bootstrap infrastructure code into infra',
    'set up terraform for an eks cluster in infra',
    'write infrastructure as code for a database into infra',
    'produce terraform with network and cluster into infra',
    'new terraform project in infra',
    'start a terraform project called shop in infra',
    'make terraform files for two buckets in infra',
    'i want terraform code for a vpc, put it into infra',
    'create a vpc',
    'create a vpc with three subnets',
    'i need a vpc and an eks cluster in eu-west-1',
    'make a production vpc 10.1.0.0/16 in eu-central-1 with three zones',
    'spin up a network in frankfurt for dev',
    'new vpc with flow logs and no nat',
    'create an eks cluster',
    'give me an eks cluster with spot nodes',
    'stand up a kubernetes cluster on aws for staging',
    'provision an eks cluster version 1.33 with two node groups',
    'i want an eks cluster in infra',
    'set up a postgres database with multi az',
    'i want a postgres database',
    'create a mysql database with 100 GB',
    'provision an rds database for production',
    'add a mysql database to infra',
    'we need a mariadb with backups for 14 days in live/db',
    'build me a staging environment with a cluster and a database',
    'create the infrastructure for a web shop on aws',
    'prepare a dev environment with a vpc, a cluster and a bucket in live/dev',
    'design a network with private subnets for prod',
    'I need tf for a postgres RDS, multi-az, db.t4g.medium, put it in terraform/db',
    'new aws environment from scratch: network 10.20.0.0/16, EKS 1.30, rds mysql, two buckets. Folder envs/staging, this will be the copy of production that the testers have been asking for',
    'can you generate the terraform code for an s3 bucket acme-invoices with versioning, in modules/invoices-bucket',
    'Requesting Terraform for AWS: VPC, private subnets, EKS with 3 m6i.large nodes. Target directory platform/eks',
    'we start a new team next month and they need their own aws network and a cluster, so scaffold the terraform for it in teams/orbit',
    'hi, could you please write me Terraform files that make a private bucket for log archives and nothing more, folder is storage/logs',
    'scaffold aws infra as code for kiosk: network, cluster and a database named kioskdb. goes to kiosk/terraform',
    "I'd like the hcl for an EKS cluster called blue with spot nodes, written to clusters/blue, the nodes should sit in private subnets only",
    'draft me .tf files for an aurora-free plain rds mariadb in private subnets, out dir rds-maria',
  ],
  examples: [
    {
      title: 'A network for staging',
      input: {
        out: 'network',
        answers: {
          'project.name': 'shop',
          'project.environment': 'staging',
          'project.owner': 'team-shop',
          'project.costCentre': 'CC-1',
          'project.components': ['network'],
        },
      },
    },
  ],
  guessMs: 200,
  repeatable: true,

  async preview(input, at) {
    const made = await make(input, at);
    if (!made.ok) return made;
    const { writing } = made.value;
    const written = writing.changes.filter((c) => c.action !== 'unchanged');
    const findings = await findingsAfter(writing, input.out, at);
    return ok({
      digest: digestOf({ input, touches: written.map((c) => [c.path, writing.now.get(c.path), c.after === undefined ? null : sha256(c.after)]) }),
      summary: written.length === 0 ? `Nothing to write: ${input.out}/ is up to date` : `Write ${count(written.length, 'file')} in ${input.out}/`,
      files: writing.changes,
      ...changesNothing(written.length === 0),
      undo: writing.undo,
      warnings: writing.warnings,
      ...(findings === undefined ? {} : { findings }),
    });
  },

  async run(input, at) {
    const made = await make(input, at);
    if (!made.ok) return made;
    const { rendered, writing } = made.value;
    const kept = await keepWhatIsThere(writing, at);
    if (!kept.ok) return kept;

    let n = 0;
    for (const change of writing.changes) {
      at.signal.throwIfAborted();
      if (change.action === 'unchanged') continue;
      const content = writing.contents.get(change.path);
      const done = content === undefined ? await at.files.remove(change.path) : await at.files.write(change.path, content);
      if (!done.ok) return { ok: false, failure: done.failure, undo: writing.undo };
      at.progress(change.path, ++n / writing.contents.size);
    }
    if (n > 0 && writing.changes.every((change) => change.action === 'create')) noteWritten(join(at.folder, input.out), at);
    for (const file of rendered.files) at.blobs.keep(new TextEncoder().encode(file.text));

    const conflicts = writing.changes.reduce((sum, c) => sum + c.conflicts.length, 0);
    return {
      ok: true,
      output: {
        out: input.out,
        directory: inFolder(input.out, rendered.root),
        varFiles: rendered.varFile === undefined ? [] : [rendered.varFile],
        files: writing.changes.map((c) => ({
          path: relativeTo(input.out, c.path),
          bytes: Buffer.byteLength(c.after ?? ''),
          sha256: sha256(c.after ?? ''),
          action: c.action,
        })),
        resources: rendered.resources,
        conflicts,
      },
      summary:
        n === 0
          ? `Nothing to write: ${input.out}/ is up to date.`
          : `Wrote ${count(n, 'file')} in ${input.out}/${conflicts > 0 ? `; ${count(conflicts, 'edit')} of yours kept` : ''}.`,
      undo: writing.undo,
    };
  },

  async verify(_input, seen, at) {
    const missing: string[] = [];
    for (const file of seen.files) {
      const path = inFolder(seen.out, file.path);
      const now = await at.files.read(path);
      if (!now.ok) missing.push(now.failure.message);
      else if (file.action === 'delete' ? now.value !== undefined : now.value === undefined || (file.bytes > 0 && sha256(now.value) !== file.sha256))
        missing.push(`${path} is not as it was written`);
    }
    return missing.length === 0 ? { met: true } : { met: false, missing };
  },
});

/** The built-in rendering of some answers, without a person's own templates; the failure holds every problem with them. */
export function renderAnswers(answers: Answers): Outcome<Rendered> {
  const parsed = parseTerraformAnswers(answers);
  return parsed.ok ? ok(renderTerraform(parsed.value)) : parsed;
}

/** What a person's own templates are given: the answers as they are meant, without what was not chosen. */
export const templateData = (answers: TerraformAnswers): object => Object.fromEntries(Object.entries(answers).filter(([, value]) => value !== undefined));

interface Made {
  readonly rendered: Rendered;
  readonly writing: Writing;
}

async function make({ answers, out }: { answers: Answers; out: string }, at: Workplace): Promise<Outcome<Made>> {
  const parsed = parseTerraformAnswers(answers);
  if (!parsed.ok) return parsed;
  const own = await readOwn('terraform', at.files);
  if (!own.ok) return own;
  const overlaid = overlayOwn(own.value, renderTerraform(parsed.value), templateData(parsed.value));
  if (!overlaid.ok) return overlaid;
  const { rendered, warnings } = overlaid.value;
  const writing = await compare('terraform', answers, rendered, out, (earlier) => renderAgain(earlier, own.value), at);
  return writing.ok ? ok({ rendered, writing: { ...writing.value, warnings: [...warnings, ...writing.value.warnings] } }) : writing;
}

/** Everything earlier answers could have given, with these templates and without: hashes tell which of it was written. */
function renderAgain(answers: Answers, own: OwnTemplates): readonly string[] {
  const parsed = parseTerraformAnswers(answers);
  if (!parsed.ok) return [];
  const builtIn = renderTerraform(parsed.value);
  const overlaid = overlayOwn(own, builtIn, templateData(parsed.value));
  return [...builtIn.files, ...(overlaid.ok ? overlaid.value.rendered.files : [])].map(({ text }) => text);
}

/** Before the first write: every content that will be gone is in the store, so that it can be put back. */
async function keepWhatIsThere(writing: Writing, at: Workplace): Promise<Outcome<void>> {
  for (const [path, hash] of writing.now) {
    if (hash === null) continue;
    const now = await at.files.read(path);
    if (!now.ok) return now;
    if (now.value !== undefined) at.blobs.keep(now.value);
  }
  return ok(undefined);
}

const relativeTo = (out: string, path: string): string => (inFolder(out, '') === '.' ? path : path.slice(inFolder(out, '').replace(/\/$/, '').length + 1));
