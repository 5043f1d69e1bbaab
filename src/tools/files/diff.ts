import { createTwoFilesPatch } from 'diff';
import { z } from 'zod';
import { lineCounts } from '../../base/lines.ts';
import { failed } from '../../domain/failure/failure.ts';
import { binaryFile } from '../../domain/failure/files.ts';
import { tool } from '../../domain/tool.ts';
import { readText } from './inside/open.ts';
import { path } from './read.ts';

/** Comparing is quadratic in the worst case; texts longer than this are said to differ and no more. */
const linesMax = 50_000;

export const diff = tool({
  name: 'files.diff',
  effect: 'read',
  summary: 'Compare two files, or a file with a text.',
  input: z
    .strictObject({
      from: path.describe('The older side, relative to the workspace folder.'),
      to: path.optional().describe('The newer side: a file …'),
      text: z.string().max(5_000_000).optional().describe('… or a text.'),
      context: z.number().int().min(0).max(100).default(3),
      ignoreEol: z.boolean().default(true).describe('Lines that differ only in their end are the same.'),
    })
    .refine((v) => (v.to === undefined) !== (v.text === undefined), { path: ['to'], message: 'give a file or a text to compare with; one of the two' }),
  output: z.object({
    same: z.boolean(),
    added: z.number(),
    removed: z.number(),
    patch: z.string().describe('Unified; empty when they are the same.'),
    truncated: z.boolean(),
  }),
  says: [
    'compare a.tf with b.tf',
    'diff dev.tfvars and prod.tfvars',
    'what is different between these two files',
    'how does values.yaml differ from values-prod.yaml',
    'compare a.yaml with b.yaml',
    'what is different between dev.tfvars and prod.tfvars',
    'diff values.yaml and values-prod.yaml',
    'how do config/a.json and config/b.json differ',
    'what differs between a.yaml and b.yaml',
    'compare prod.tfvars against dev.tfvars',
    'show the differences of old.json and new.json',
    'compare a.json and b.json',
    'differences between dev.yaml and prod.yaml',
    'are a.txt and b.txt the same?',
    'in what do dev.tfvars and prod.tfvars differ?',
    'what did change from old.yaml to new.yaml?',
    'how do a.yaml and b.yaml differ',
    'is a.yaml identical to b.yaml',
    'is a.yaml the same as b.yaml',
    'are a.yaml and b.yaml equal',
    'do a.json and b.json differ',
    'do a.txt and b.txt have the same content',
    'what is different in a.csv versus b.csv',
    'a.yaml vs b.yaml',
    'a.yaml against b.yaml',
    'check a.env against b.env',
    'put a.md and b.md side by side',
    'a.md next to b.md',
    'side by side of a.md and b.md',
    'compare the two files a.txt and b.txt',
    'which lines differ between a.txt and b.txt',
    'what does b.yaml have that a.yaml does not',
    'show how values-dev.yaml deviates from values-prod.yaml',
    'differences between dev.tfvars and prod.tfvars',
    'match a.txt against b.txt',
    'compare a.txt with the text "x"',
    'contrast a.sql with b.sql',
    'tell me how a.conf and b.conf differ',
    'any differences between a/main.tf and b/main.tf',
    'compare values-staging.yaml with values-prod.yaml',
    "are config/a.json and config/b.json the same, I can't see any difference by eye but the service only starts with the first one",
    "Staging works and production doesn't, so please compare k8s/staging/deploy.yaml to k8s/prod/deploy.yaml for me",
    'Requesting comparison of inventory/blue.ini and inventory/green.ini, both environments should have had the same hosts since the last migration but monitoring says otherwise',
    'does VERSION contain anything other than the text 3.1.0?',
    'file diff: site.yml → site-new.yml, 0 context lines',
    "can you compare setup.ps1 to backup/setup.ps1, crlf differences don't matter",
    'which keys are missing in kiosk.env compared to kiosk.env.example',
    'see if region.txt still equals "eu-north-1" or what it has instead',
    'what differs in dashboards/fleet.json from some other file',
  ],
  examples: [{ title: 'Compare two environments', input: { from: 'values-staging.yaml', to: 'values-prod.yaml' } }],
  guessMs: 50,

  async run(input, at) {
    const from = await readText(at, input.from);
    if (!from.ok) return from;
    const to = input.to === undefined ? undefined : await readText(at, input.to);
    if (to?.ok === false) return to;
    const plain = (text: string): string => (input.ignoreEol ? text.replaceAll('\r\n', '\n') : text);
    const older = plain(from.value.text);
    const newer = plain(to?.value.text ?? input.text ?? '');
    if (older.includes('\0')) return failed(binaryFile(input.from, from.value.content.byteLength));
    const name = input.to ?? 'the text';
    if (older === newer)
      return {
        ok: true,
        output: { same: true, added: 0, removed: 0, patch: '', truncated: false },
        summary: `${input.from} and ${name} are the same.`,
        undo: 'nothing-changed',
      };
    const isLong = Math.max(older.split('\n').length, newer.split('\n').length) > linesMax;
    const counts = isLong ? { added: 0, removed: 0 } : lineCounts(older, newer);
    const patch = isLong ? '' : createTwoFilesPatch(input.from, name, older, newer, '', '', { context: input.context });
    return {
      ok: true,
      output: { same: false, ...counts, patch, truncated: isLong },
      summary: isLong
        ? `${input.from} and ${name} differ; they are too long to compare line by line.`
        : `${input.from} → ${name}: +${counts.added} −${counts.removed} lines.`,
      undo: 'nothing-changed',
    };
  },
});
