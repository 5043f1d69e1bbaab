import { posix } from 'node:path';
import { nearest } from '../../../base/nearest.ts';
import { failed, type Outcome, ok } from '../../../domain/failure/failure.ts';
import { templateNameRefused, templateUnknown } from '../../../domain/failure/templates.ts';
import type { Files } from '../../../domain/workplace.ts';
import { type OwnTemplate, readOwn } from '../own.ts';
import { readTemplate } from '../read.ts';
import { isTemplateName, templateFolder } from '../set.ts';

/** One own template by its name; with `text`, as it would be with that text, saved or not. */
export async function oneTemplate(generator: string, name: string, text: string | undefined, files: Files): Promise<Outcome<OwnTemplate>> {
  if (!isTemplateName(name)) return failed(templateNameRefused(name));
  if (text !== undefined) {
    const path = posix.join(templateFolder(generator), name);
    const lines = text.replaceAll('\r\n', '\n');
    return ok({ name, path, bytes: Buffer.byteLength(text), text: lines, template: await readTemplate(path, lines) });
  }
  const own = await readOwn(generator, files);
  if (!own.ok) return own;
  const names = own.value.templates.map((template) => template.name);
  const found = own.value.templates.find((template) => template.name === name);
  return found === undefined ? failed(templateUnknown(name, nearest(name, names))) : ok(found);
}
