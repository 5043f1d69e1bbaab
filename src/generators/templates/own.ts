import { posix } from 'node:path';
import { decodeUtf8 } from '../../base/utf8.ts';
import { type Failure, failed, type Outcome, ok, type Problem } from '../../domain/failure/failure.ts';
import { templateNotText, templatesUnusable, templateTooBig } from '../../domain/failure/templates.ts';
import type { Files } from '../../domain/workplace.ts';
import type { Rendered, RenderedFile } from '../rendered.ts';
import { templateBytesMax, templatesMax } from './limits.ts';
import { readTemplate, type Template } from './read.ts';
import { renderTemplate } from './render.ts';
import { isTemplateName, outputName, overlay, templateFolder } from './set.ts';

/** A template of a person's own as it is on disk. */
export interface OwnTemplate {
  /** Relative to its generator's folder: `network/main.tf.hbs`. */
  readonly name: string;
  /** Relative to the workspace folder; problems name it. */
  readonly path: string;
  readonly bytes: number;
  readonly text: string;
  /** Read, or why it can't be used; paths of the problems are `path:line:column`. */
  readonly template: Outcome<Template>;
}

export interface OwnTemplates {
  /** Sorted by name. */
  readonly templates: readonly OwnTemplate[];
  /** What was left out, and why, to a person. */
  readonly notes: readonly string[];
}

/** Reads a person's own templates for a generator, broken ones too; none when there is no such folder. */
export async function readOwn(generator: string, files: Files): Promise<Outcome<OwnTemplates>> {
  const folder = templateFolder(generator);
  const kind = await files.kind(folder);
  if (!kind.ok) return kind;
  if (kind.value !== 'folder') return ok({ templates: [], notes: [] });
  const listed = await files.list(folder);
  if (!listed.ok) return listed;
  const names = listed.value.filter((path) => path.endsWith('.hbs')).map((path) => posix.relative(folder, path));
  // Named before they are read: what is past the limit is never opened.
  const { templates: chosen, notes } = overlay(
    generator,
    [],
    names.map((name) => ({ name, text: '' })),
  );
  const templates: OwnTemplate[] = [];
  for (const { name } of chosen.slice(0, templatesMax)) {
    const content = await files.read(posix.join(folder, name));
    if (!content.ok) return content;
    if (content.value !== undefined) templates.push(await readOne(generator, name, content.value));
  }
  return ok({ templates, notes });
}

async function readOne(generator: string, name: string, content: Uint8Array): Promise<OwnTemplate> {
  const path = posix.join(templateFolder(generator), name);
  const about = { name, path, bytes: content.byteLength };
  if (content.byteLength > templateBytesMax) return { ...about, text: '', template: failed(templateTooBig(path, content.byteLength, templateBytesMax)) };
  const text = decodeUtf8(content)?.replaceAll('\r\n', '\n');
  if (text === undefined) return { ...about, text: '', template: failed(templateNotText(path)) };
  return { ...about, text, template: await readTemplate(path, text) };
}

/** A rendering with a person's own templates filled in over it, and what they should know about that. */
export interface Overlaid {
  readonly rendered: Rendered;
  readonly warnings: readonly string[];
}

/**
 * Fills every own template in and lays the results over the built-in files: one of the same name takes its place, any
 * other is one more. A template that fills in to nothing makes no file. All that is wrong with all of them comes at once.
 */
export function overlayOwn(own: OwnTemplates, rendered: Rendered, data: object): Outcome<Overlaid> {
  const files = new Map(rendered.files.map((file) => [file.path, file]));
  const failures: Wrong[] = [];
  const warnings = [...own.notes];
  const outputs = [...files.keys(), ...own.templates.map(({ name }) => outputName(name))];
  for (const one of own.templates) {
    const file = fileOf(one, data);
    const clash = clashOf(one, outputs);
    if (clash !== undefined) failures.push({ path: one.path, failure: templatesUnusable([one.path], [{ path: one.path, message: clash }]) });
    if (!file.ok) failures.push({ path: one.path, failure: file.failure });
    if (!file.ok || clash !== undefined) continue;
    const path = outputName(one.name);
    if (files.has(path))
      warnings.push(
        file.value === undefined
          ? `${path} is left out: your template ${one.path}, which takes its place, fills in to nothing`
          : `${path} comes from your template ${one.path}, not from the built-in one`,
      );
    if (file.value === undefined) files.delete(path);
    else files.set(path, file.value);
  }
  const [first] = failures;
  if (first !== undefined) return failed(failures.length === 1 ? first.failure : together(failures));
  const all = [...files.values()].toSorted((a, b) => (a.path < b.path ? -1 : 1));
  return ok({ rendered: { ...rendered, files: all, resources: rendered.resources + difference(rendered.files, all) }, warnings });
}

/** What one template makes; `undefined` when that is nothing. Ends with one newline, as every rendered file. */
export function fileOf(one: OwnTemplate, data: object): Outcome<RenderedFile | undefined> {
  if (!one.template.ok) return one.template;
  const text = renderTemplate(one.template.value, data);
  if (!text.ok) return text;
  const whole = text.value.replaceAll('\r\n', '\n').trimEnd();
  return ok(whole === '' ? undefined : { path: outputName(one.name), text: `${whole}\n` });
}

/** Two files that can't both be: a name as a file and as a folder, or two that differ in upper and lower case alone. */
function clashOf({ name }: OwnTemplate, outputs: readonly string[]): string | undefined {
  if (!isTemplateName(name)) return 'its name leads elsewhere';
  const path = outputName(name);
  const other = outputs.find((one) => one !== path && (same(one, path) || path.startsWith(`${one}/`) || one.startsWith(`${path}/`)));
  return other === undefined ? undefined : `would be written to ${path}, which can't be beside ${other}: give it another name`;
}

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

interface Wrong {
  readonly path: string;
  readonly failure: Failure;
}

function together(all: readonly Wrong[]): Failure {
  const problems = all.flatMap(({ path, failure }): readonly Problem[] => failure.problems ?? [{ path, message: failure.message }]);
  return templatesUnusable([...new Set(all.map(({ path }) => path))], problems);
}

const resourcesIn = (files: readonly RenderedFile[]): number => files.reduce((sum, { text }) => sum + (text.match(/^resource "/gm)?.length ?? 0), 0);
const difference = (before: readonly RenderedFile[], after: readonly RenderedFile[]): number => resourcesIn(after) - resourcesIn(before);
