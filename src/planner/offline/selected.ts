import type { PlanContext } from './context.ts';
import type { Field } from './fields.ts';
import type { Named } from './inherit.ts';
import { folderOf } from './pointing.ts';

const points = /^(it|this|that|these|those|them|selected|selection|highlighted)$/;
/** A name, an id, an address: one word, as no text of a file is. */
const single = /^[^\s"'`]{1,253}$/;

/**
 * Gives steps what they lack and the request only points at: “logs of that pod” means what is selected, “run terraform init
 * here” the folder of what is open. What an earlier step named goes before; what a tool's own schema refuses is not taken.
 */
export function selected(steps: readonly Named[], { selection, openFile }: PlanContext): readonly Named[] {
  const value = selection === undefined ? undefined : valueIn(selection);
  const folder = folderOf(openFile ?? '');
  return steps.map((step) => {
    const words = step.clause.tokens.filter((t) => t.kind === 'word').map((t) => t.word);
    let { input } = step;
    if (folder !== '' && words.includes('here') && !('directory' in input) && step.profile.fields.some((f) => f.name === 'directory'))
      input = { ...input, directory: folder };
    if (value !== undefined && words.some((word) => points.test(word))) input = withSelected(step, input, value);
    return input === step.input ? step : { ...step, input };
  });
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
