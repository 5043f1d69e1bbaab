import * as z from 'zod/mini';
import { type Finding, gravestFirst } from '../domain/finding.ts';
import { referencesIn, resolveReferences } from '../domain/reference.ts';
import { scanReport } from './run-event.ts';

/** What `terraform.plan` found that applying would do. Actions are Terraform's: create, update, replace, delete, move, import, read. */
const plannedChanges = z.object({
  counts: z.object({ add: z.number(), change: z.number(), remove: z.number(), import: z.number() }),
  changes: z.array(z.object({ address: z.string(), action: z.string(), reason: z.optional(z.string()) })),
});
export type PlannedChanges = z.infer<typeof plannedChanges>;

/** What applying would do, where a step's output says it; known by its shape, whatever the tool is called. */
export function changesIn(output: unknown): PlannedChanges | undefined {
  const parsed = plannedChanges.safeParse(output);
  return parsed.success ? parsed.data : undefined;
}

/** What a scan found, gravest first, with files relative to the workspace folder; known by its shape too. */
export function findingsIn(output: unknown, input: unknown, outputs: ReadonlyMap<string, unknown>): readonly Finding[] {
  const parsed = scanReport.safeParse(output);
  if (!parsed.success) return [];
  const folder = scannedFolder(input, outputs);
  return gravestFirst(parsed.data.findings.map((f) => ({ ...f, file: folder === '' ? f.file : `${folder}/${f.file}` })));
}

/** The `path` a scan was asked for, without a trailing slash; empty: the workspace folder, or not known. */
function scannedFolder(input: unknown, outputs: ReadonlyMap<string, unknown>): string {
  if (referencesIn(input).some((r) => !outputs.has(r.stepId))) return '';
  const asked = z.object({ path: z.string() }).safeParse(resolveReferences(input, outputs));
  return asked.success ? asked.data.path.replace(/^\.(\/|$)/, '').replace(/\/+$/, '') : '';
}

/** Whether an output holds a list that is worth a table: of things, or of several words that are no remarks about it. */
export function holdsRecords(output: unknown): boolean {
  if (output === null || typeof output !== 'object' || Array.isArray(output)) return false;
  return Object.entries(output).some(
    ([name, value]) => Array.isArray(value) && value.length > 0 && (typeof value[0] === 'object' || (value.length > 1 && !remarks.has(name))),
  );
}

const remarks: ReadonlySet<string> = new Set(['notes', 'warnings', 'why', 'columns', 'lines']);
