import { manifestLimits } from '../kubernetes/parse.ts';

/** A file of a scan: path relative to the workspace, with `/`, and its text without a byte order mark. */
export interface Source {
  readonly path: string;
  readonly text: string;
}

export type SourceKind = 'terraform' | 'tfvars' | 'yaml' | 'docker';

/** What a file is by its name; `undefined` when no rule looks at such files. */
export function kindOf(path: string): SourceKind | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (/\.(tf|tofu)$/.test(name)) return 'terraform';
  if (name.endsWith('.tfvars')) return 'tfvars';
  if (/\.ya?ml$/i.test(name) || name === 'Kustomization') return 'yaml';
  if (/^(Dockerfile|Containerfile)(\..+)?$/.test(name) || /\.dockerfile$/i.test(name)) return 'docker';
  return undefined;
}

/** Terraform in JSON, or values for it: no rule looks at it, and what it says counts for the files beside it. */
export const isTerraformJson = (path: string): boolean => path.endsWith('.json') && /\.(tf|tofu|tfvars)\.json$/.test(path);

/** Whether a file takes part in its folder of Terraform. */
export const isOfTerraform = (path: string): boolean => /\.(tf|tofu|tfvars)(\.json)?$/.test(path);

export interface ScanLimits {
  /** A file longer than this is named in the notes instead of read. */
  readonly fileBytesMax: number;
  readonly filesMax: number;
  readonly documentsMax: number;
  readonly aliasesMax: number;
}

export const scanLimits: ScanLimits = { fileBytesMax: 8 * 1024 * 1024, filesMax: 50_000, ...manifestLimits };

const decoder = new TextDecoder('utf-8', { fatal: true });

/** The text of a file, or why it is none. A byte order mark is left out of `text` and told by `mark`. */
export function readText(content: Uint8Array, limits: ScanLimits = scanLimits): { readonly text: string; readonly mark: boolean } | { readonly why: string } {
  if (content.length > limits.fileBytesMax) return { why: `is larger than ${Math.round(limits.fileBytesMax / 1024 / 1024)} MB` };
  if ((content[0] === 0xff && content[1] === 0xfe) || (content[0] === 0xfe && content[1] === 0xff)) return { why: 'is UTF-16; save it as UTF-8' };
  if (content.includes(0)) return { why: 'is binary' };
  try {
    return { text: decoder.decode(content), mark: content[0] === 0xef && content[1] === 0xbb && content[2] === 0xbf };
  } catch {
    return { why: 'is not UTF-8' };
  }
}
