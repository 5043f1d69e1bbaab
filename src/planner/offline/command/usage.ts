/**
 * A command line as a tool's file writes it down: `helm rollback {release} {revision?} [--force{force:true}]`.
 *
 * `word` stands for itself, `a|b` for either · `{field}` is a value, `{field?}` may be left out, `{field...}` is one or more ·
 * `s3://{bucket}/{key?}` takes a word apart · `-d|--delete{action:delete}` an option that sets an input, `--name={role}` one
 * whose value is an input · `{action:undo}` holds for the command as a whole. Other options are known by the inputs' names.
 */
export interface Usage {
  readonly words: readonly Part[];
  readonly options: ReadonlyMap<string, Setting>;
  readonly always: Readonly<Record<string, unknown>>;
}

export type Part =
  | { readonly kind: 'literal'; readonly any: readonly string[] }
  | { readonly kind: 'value'; readonly names: readonly string[]; readonly pattern: RegExp; readonly optional: boolean; readonly many: boolean };

/** An option: the input its value is, or the value it sets by being there. */
export type Setting = { readonly name: string; readonly value?: unknown };

export function parseUsage(text: string): Usage {
  const words: Part[] = [];
  const options = new Map<string, Setting>();
  const always: Record<string, unknown> = {};
  for (const item of text.split(' ')) {
    const set = /^(.*?)\{(\w+):([^}]+)\}$/.exec(item);
    if (item.startsWith('-')) {
      const [names, setting] =
        set === null
          ? [item.replace(/=?\{.*$/, ''), { name: /\{(\w+)\}/.exec(item)?.[1] ?? '' }]
          : [set[1] ?? '', { name: set[2] ?? '', value: constant(set[3] ?? '') }];
      for (const name of names.split('|')) options.set(name, setting);
    } else if (set !== null && set[1] === '') always[set[2] ?? ''] = constant(set[3] ?? '');
    else if (item.includes('{')) words.push(valuePart(item));
    else words.push({ kind: 'literal', any: item.split('|') });
  }
  return { words, options, always };
}

const constant = (text: string): unknown => (text === 'true' ? true : text === 'false' ? false : text.replaceAll('+', ' '));

function valuePart(item: string): Part {
  const pieces = item.split(/(\/?\{\w+(?:\?|\.{3})?\})/);
  const alone = pieces.length === 3 && pieces[0] === '' && pieces[2] === '';
  const names: string[] = [];
  let source = '';
  for (const piece of pieces) {
    const [, slash = '', name, mark] = /^(\/?)\{(\w+)(\?|\.{3})?\}$/.exec(piece) ?? [];
    if (name === undefined) source += piece.replaceAll(/[^\w|]/g, '\\$&').replace(/^.*\|.*$/s, '(?:$&)');
    else {
      names.push(name);
      const isLast = piece === pieces.findLast((p) => p !== '');
      source += alone ? '(.+)' : mark === '?' ? `(?:${slash}(.*))?` : isLast ? `${slash}(.+)` : `${slash}([^/:]+)`;
    }
  }
  return { kind: 'value', names, pattern: new RegExp(`^${source}$`, 's'), optional: /^\{\w+\?\}$/.test(item), many: item.includes('...') };
}

/** Words a command may begin with, and the one it is known by. */
export const programs: Readonly<Record<string, string>> = {
  kubectl: 'kubectl',
  k: 'kubectl',
  oc: 'kubectl',
  helm: 'helm',
  terraform: 'terraform',
  tf: 'terraform',
  tofu: 'terraform',
  opentofu: 'terraform',
  git: 'git',
  gh: 'gh',
  aws: 'aws',
  ls: 'ls',
  cat: 'cat',
  grep: 'grep',
  rg: 'grep',
  tree: 'tree',
};

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));

/** What these programs can do besides; nothing of it is planned as something else. */
export const foreign: Readonly<Record<string, ReadonlySet<string>>> = {
  git: words('fetch rebase cherry-pick reset bisect blame tag remote config clean rm mv submodule worktree reflog gc filter-branch'),
  kubectl: words('edit top cordon uncordon drain taint annotate patch replace autoscale cp auth config explain api-resources debug attach'),
  helm: words('repo dependency dep package push test plugin verify'),
  terraform: words('workspace taint untaint refresh console graph login force-unlock'),
  gh: words('repo run workflow release auth gist secret variable api'),
};
