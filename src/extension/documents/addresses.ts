import { schemes } from '../manifest/views.ts';

/** One side of a file in a step's preview. */
export interface PreviewSide {
  readonly runId: string;
  readonly stepId: string;
  readonly side: 'before' | 'after';
  /** Relative to the workspace folder. */
  readonly path: string;
}

/** The parts of a document's address. The file's own name comes last, so that editors know its language. */
export const previewAddress = ({ runId, stepId, side, path }: PreviewSide) => ({ scheme: schemes.preview, path: `/${runId}/${stepId}/${side}/${path}` });

/** A content of a file of a run, by its hash. */
export interface LeftFile {
  readonly runId: string;
  readonly sha256: string;
  /** Relative to the workspace folder. */
  readonly path: string;
}

export const leftAddress = ({ runId, sha256, path }: LeftFile) => ({ scheme: schemes.preview, path: `/${runId}/${sha256}/left/${path}` });

export const outputAddress = (runId: string, stepId: string) => ({ scheme: schemes.output, path: `/${runId}/${stepId}.log` });

/** Reads what {@link previewAddress} wrote. */
export function readPreviewAddress(path: string): PreviewSide | undefined {
  const [, runId, stepId, side, ...rest] = path.split('/');
  if (!runId || !stepId || (side !== 'before' && side !== 'after') || rest.length === 0) return undefined;
  return { runId, stepId, side, path: rest.join('/') };
}

/** Reads what {@link leftAddress} wrote. */
export function readLeftAddress(path: string): LeftFile | undefined {
  const [, runId, sha256, side, ...rest] = path.split('/');
  return runId && sha256 && side === 'left' && rest.length > 0 ? { runId, sha256, path: rest.join('/') } : undefined;
}

/** Reads what {@link outputAddress} wrote. */
export function readOutputAddress(path: string): { readonly runId: string; readonly stepId: string } | undefined {
  const [, runId, stepId] = /^\/([^/]+)\/([^/]+)\.log$/.exec(path) ?? [];
  return runId === undefined || stepId === undefined ? undefined : { runId, stepId };
}
