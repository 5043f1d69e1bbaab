import { z } from 'zod';

const severity = z.enum(['info', 'low', 'medium', 'high', 'critical']);

const finding = {
  rule: z.string(),
  severity,
  file: z.string(),
  line: z.number(),
  column: z.number(),
  endLine: z.number(),
  endColumn: z.number(),
  resource: z.string(),
  message: z.string(),
  fixable: z.boolean(),
  also: z.array(z.string()).readonly(),
  fix: z
    .array(z.object({ file: z.string(), line: z.number(), column: z.number(), endLine: z.number(), endColumn: z.number(), text: z.string() }))
    .readonly()
    .optional(),
  template: z.object({ file: z.string(), line: z.number() }).optional(),
};

/** A scan report, as a tool gives it. */
export const reportSchema = z.object({
  files: z.number(),
  findings: z.array(z.object(finding)).readonly(),
  fixed: z.number(),
  suppressed: z.array(z.object({ ...finding, reason: z.string() })).readonly(),
  notes: z.array(z.string()).readonly(),
  elapsedMs: z.number(),
});
