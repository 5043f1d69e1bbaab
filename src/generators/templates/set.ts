import { nearest } from '../../base/nearest.ts';
import { failed, type Outcome, ok } from '../../domain/failure/failure.ts';
import { templateNameRefused, templateUnknown } from '../../domain/failure/templates.ts';
import { templatesMax } from './limits.ts';
import { readTemplate } from './read.ts';

/** A template as it comes: the path it is known by (`network/main.tf.hbs`), relative to its generator's folder, and its text. */
export interface TemplateText {
  readonly name: string;
  readonly text: string;
}

export interface ListedTemplate extends TemplateText {
  /** `built-in`: ours · `replaced`: the person's, instead of ours of that name · `added`: the person's, one more file. */
  readonly from: 'built-in' | 'replaced' | 'added';
}

/** All templates of a generator: ours, with a person's own over them. Sorted by name. */
export interface TemplateSet {
  readonly generator: string;
  readonly templates: readonly ListedTemplate[];
  /** What was left out, and why, to a person. */
  readonly notes: readonly string[];
}

/** Folder of a workspace, with `/`, where a person's own templates for a generator are. */
export const templateFolder = (generator: string): string => `.nimbus/templates/${generator}`;

/** Lays a person's own templates over ours. Names that can't be templates, and what is past `templatesMax`, are left out with a note. */
export function overlay(generator: string, builtIn: readonly TemplateText[], own: readonly TemplateText[]): TemplateSet {
  const ours = new Map(builtIn.map((template) => [template.name, template]));
  const notes: string[] = [];
  const taken = new Map<string, ListedTemplate>([...ours.values()].map((template) => [template.name, { ...template, from: 'built-in' }]));
  const sound = own.filter(({ name }) => isTemplateName(name));
  for (const { name } of own) if (!isTemplateName(name)) notes.push(templateNameRefused(name).message);
  for (const template of sound.slice(0, templatesMax)) taken.set(template.name, { ...template, from: ours.has(template.name) ? 'replaced' : 'added' });
  if (sound.length > templatesMax) notes.push(`Only the first ${templatesMax} of ${sound.length} templates are used (templatesMax).`);
  return { generator, templates: [...taken.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1)), notes };
}

/** Every mistake in every template of a person's own, each failure one template's; empty: all can be used. */
export async function validate(set: TemplateSet): Promise<readonly { readonly name: string; readonly outcome: Outcome<unknown> }[]> {
  const read = set.templates.filter(({ from }) => from !== 'built-in').map(async ({ name, text }) => ({ name, outcome: await readTemplate(name, text) }));
  return (await Promise.all(read)).filter(({ outcome }) => !outcome.ok);
}

/** A file to write, relative to the workspace folder. */
export interface TemplateFile {
  readonly path: string;
  readonly text: string;
}

/**
 * What to write so that a template becomes the person's own: a copy of the one they see now, or `text` in its place.
 * Refuses a name that leads elsewhere, and a text that is no template, so that nothing broken is saved.
 */
export async function saveAsOwn(set: TemplateSet, name: string, text?: string): Promise<Outcome<TemplateFile>> {
  if (!isTemplateName(name)) return failed(templateNameRefused(name));
  const content = text ?? set.templates.find((template) => template.name === name)?.text;
  if (content === undefined) {
    const names = set.templates.map((template) => template.name);
    return failed(templateUnknown(name, nearest(name, names)));
  }
  const read = await readTemplate(name, content);
  return read.ok ? ok({ path: `${templateFolder(set.generator)}/${name}`, text: content }) : read;
}

/** The file a template's result goes to: its name without `.hbs`. */
export const outputName = (name: string): string => name.replace(/\.hbs$/, '');

/** Letters, digits, `.`, `-` and `_`, folders with `/`; no part is `.` or `..`, nothing hidden, `.hbs` at the end. */
export const isTemplateName = (name: string): boolean =>
  name.length <= 200 && /^(?:[A-Za-z0-9_][A-Za-z0-9._-]*\/)*[A-Za-z0-9_][A-Za-z0-9._-]*\.hbs$/.test(name);
