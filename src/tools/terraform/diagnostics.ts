import type { Problem } from '../../domain/failure/failure.ts';

interface Diagnostic {
  readonly severity?: string;
  readonly summary?: string;
  readonly detail?: string;
  readonly address?: string;
  readonly range?: { readonly filename?: string; readonly start?: { readonly line?: number } };
}

/** The errors in what the program printed: `validate -json`'s one document, or the line-by-line JSON of `init` and `plan`. */
export function diagnosticsIn(output: string): readonly Problem[] {
  return documents(output)
    .flatMap((document) => [
      ...(Array.isArray(document.diagnostics) ? (document.diagnostics as Diagnostic[]) : []),
      ...(document.diagnostic !== undefined ? [document.diagnostic as Diagnostic] : []),
    ])
    .filter((d) => d.severity === 'error')
    .map(toProblem);
}

/** Every JSON object in it: the whole, or one a line; anything else is passed over. */
export function documents(output: string): readonly Record<string, unknown>[] {
  const whole = parse(output);
  return whole === undefined
    ? output
        .split('\n')
        .map(parse)
        .filter((document) => document !== undefined)
    : [whole];
}

function parse(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

const toProblem = ({ summary, detail, range, address }: Diagnostic): Problem => ({
  path: range?.filename === undefined ? (address ?? '') : `${range.filename}:${range.start?.line ?? 1}`,
  message: [summary, detail].filter(Boolean).join(': ').replaceAll(/\s+/g, ' '),
});
