import { readFile } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { decodeUtf8 } from '../../base/utf8.ts';
import { FailureError } from '../../domain/failure/failure.ts';
import { fileFailed, notFound } from '../../domain/failure/files.ts';
import { notPlanJson } from '../../domain/failure/terraform-plan.ts';

export type ReviewDocument = { readonly kind: 'terraform'; readonly content: string } | { readonly kind: 'plan file' };

/**
 * What a file is, by what is in it: JSON without `nimbus` in it is a Terraform document, all else a plan file, which may be written
 * as JSON too. `-` is standard input. Text may be in UTF-8 or, as PowerShell's `>` writes it, in UTF-16.
 */
export async function documentIn(file: string, folder: string): Promise<ReviewDocument> {
  const bytes = file === '-' ? await standardInput() : await contentOf(isAbsolute(file) ? file : join(folder, file), file);
  if (bytes.subarray(0, 4).equals(zip))
    throw new FailureError(notPlanJson('the saved plan itself, which only Terraform reads', `terraform show -json ${file} > plan.json makes JSON of it.`));
  const content = decode(bytes);
  if (content === undefined) throw new FailureError(notPlanJson('not text'));
  const start = content.trimStart();
  if (file !== '-' && (!start.startsWith('{') || isPlanFile(start))) return { kind: 'plan file' };
  return { kind: 'terraform', content };
}

/** How a zip archive starts, which a saved plan is. */
const zip = Buffer.from([0x50, 0x4b, 0x03, 0x04]);

/** A plan file says `nimbus: 1` near its start, in JSON and in YAML's flow style. */
const isPlanFile = (start: string): boolean =>
  /^\{\s*(#[^\n]*\n\s*)*"?nimbus"?\s*:/.test(start) ||
  (/"?nimbus"?\s*:\s*1\b/.test(start.slice(0, 2000)) && !start.slice(0, 2000).includes('"format_version"'));

function decode(bytes: Buffer): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  return decodeUtf8(bytes);
}

async function contentOf(path: string, file: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (error) {
    throw new FailureError((error as NodeJS.ErrnoException).code === 'ENOENT' ? notFound(file) : fileFailed('read', file, error));
  }
}

async function standardInput(): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of process.stdin) parts.push(part);
  return Buffer.concat(parts);
}
