import type { PlanContext } from './context.ts';
import type { Field } from './fields.ts';
import type { Named } from './inherit.ts';
import { folderOf } from './pointing.ts';

/** How a tool's input says, by its description, that it is the folder to work in. */
const worksIn = /^(Root module|Folder|A folder or one file)\b/;
const rootModule = /^Root module\b/;

const points = /^(it|this|that|these|those|them|selected|selection|highlighted)$/;
/** A name, an id, an address: one word, as no text of a file is. */
const single = /^[^\s"'`]{1,253}$/;

/**
 * Gives steps what they lack and the request only points at: “logs of that pod” means what is selected, “run terraform init
 * here” the folder of what is open, and a request begun at a folder means that one. What an earlier step named goes before;
 * what a tool's own schema refuses is not taken.
 */
export function selected(steps: readonly Named[], context: PlanContext): readonly Named[] {
  const { selection, openFile, folder: begunAt } = context;
  const value = selection === undefined ? undefined : valueIn(selection);
  const folder = folderOf(openFile ?? '');
  const root = rootMeant(context);
  return steps.map((step) => {
    const words = step.clause.tokens.filter((t) => t.kind === 'word').map((t) => t.word);
    let { input } = step;
    if (folder !== '' && words.includes('here') && !('directory' in input) && step.profile.fields.some((f) => f.name === 'directory'))
      input = { ...input, directory: folder };
    for (const { name, description } of step.profile.fields) {
      if (name in input || !worksIn.test(description)) continue;
      const meant = begunAt ?? (rootModule.test(description) ? root : undefined);
      if (meant !== undefined) input = { ...input, [name]: meant };
    }
    if (value !== undefined && words.some((word) => points.test(word))) input = withSelected(step, input, value);
    return input === step.input ? step : { ...step, input };
  });
}

/**
 * The root module that is meant where none is said and the workspace folder itself is none: that of the open file, or the only
 * one there is. Folders below `modules` are parts of others.
 */
function rootMeant({ files = [], openFile = '' }: PlanContext): string | undefined {
  const roots = new Set(files.filter((file) => /\.(tf|tofu)$/.test(file)).map(folderOf));
  if (roots.has('')) return undefined;
  const own = folderOf(openFile);
  if (roots.has(own)) return own;
  const whole = [...roots].filter((root) => !/(^|\/)modules(\/|$)/.test(root));
  return whole.length === 1 ? whole[0] : undefined;
}

function withSelected({ profile }: Named, input: Named['input'], value: string): Named['input'] {
  const lacking = lackingIn(profile.spec.input.safeParse(input)).filter((name) => !(name in input));
  for (const name of lacking) {
    const field = profile.fields.find((f) => f.name === name);
    const fits = field === undefined ? undefined : fitted(field, value);
    if (fits === undefined) continue;
    const filled = { ...input, [name]: fits };
    if (!lackingIn(profile.spec.input.safeParse(filled)).includes(name)) return filled;
  }
  return input;
}

/** What people write, and do not point at: "commit this" says nothing of the message. */
const written = /^(message|title|body|comment|content|description|reason)$/;

function fitted({ name, type, values }: Field, value: string): unknown {
  if (values.length > 0 || written.test(name)) return undefined;
  if (type === 'number') return /^#?\d{1,9}$/.test(value) ? Number(value.replace('#', '')) : undefined;
  return type === 'array' ? [value] : type === 'string' ? value : undefined;
}

const lackingIn = (parsed: { readonly error?: { readonly issues: readonly { readonly path: readonly PropertyKey[] }[] } | undefined }): readonly string[] => [
  ...new Set((parsed.error?.issues ?? []).map(({ path }) => String(path[0] ?? ''))),
];

/** Of `name: web` and `"web",` what names the thing. `undefined`: it is more than a name. */
function valueIn(selection: string): string | undefined {
  const line = selection.trim().replace(/[,;]$/, '');
  const [, said = line] = /^[\w.-]+\s*[:=]\s+(.*)$/.exec(line) ?? [];
  const bare = /^(["'`])(.*)\1$/.exec(said.trim())?.[2] ?? said.trim();
  return single.test(bare) ? bare : undefined;
}
