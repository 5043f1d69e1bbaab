import { kubeconfigPaths } from '../tools/kubernetes/client/kubeconfig.ts';
import { textWithin } from './text-within.ts';

/** A kubeconfig of hundreds of clusters with their certificates is smaller. */
const bytesMax = 1024 * 1024;
const contextsMax = 500;

export interface KubeContexts {
  /** In the order of the files; 500 at the most. */
  readonly names: readonly string[];
  readonly current: string | undefined;
}

/**
 * The contexts that the kubeconfig names, to tell a cluster by a part of its name. A file that is broken, written another way than
 * kubectl writes it, or over a megabyte is left out: the tool that connects reads it in full, and says what is wrong with it.
 */
export async function kubeContexts(env: Readonly<Record<string, string | undefined>>): Promise<KubeContexts> {
  const texts = await Promise.all(kubeconfigPaths(env).map((path) => textWithin(path, bytesMax)));
  const files = texts.map((text) => (text === undefined ? undefined : contextsIn(text))).filter((file) => file !== undefined);
  const names = new Set(files.flatMap((file) => file.names));
  return { names: [...names].slice(0, contextsMax), current: files.find((file) => file.current !== undefined)?.current };
}

/**
 * Line by line: the YAML library takes longer for a kubeconfig of some clusters than a whole plan does. `undefined`: the text is not
 * a mapping written over lines.
 */
function contextsIn(text: string): KubeContexts | undefined {
  const names: string[] = [];
  let current: string | undefined;
  let section = '';
  /** Where the keys of a context stand: after its dash. */
  let column = -1;
  for (const line of text.split(/\r?\n/)) {
    if (/^\s*(#|$)/.test(line) || line === '---') continue;
    const [, top, rest = ''] = /^(?:([\w-]+):(.*)|[ -].*)$/.exec(line) ?? [undefined, undefined, undefined];
    if (top === undefined && (section === '' || !/^[ -]/.test(line))) return undefined;
    if (top !== undefined) {
      section = top;
      column = -1;
      if (top !== 'current-context') continue;
      const value = scalarIn(rest);
      if (value === undefined) return undefined;
      current = value || undefined;
      continue;
    }
    if (section !== 'contexts') continue;
    const dash = /^( *- +)/.exec(line)?.[1];
    if (dash !== undefined && (column < 0 || dash.length === column)) column = dash.length;
    if (!line.startsWith('name:', column) || !/^[ -]*$/.test(line.slice(0, column))) continue;
    const name = scalarIn(line.slice(column + 'name:'.length));
    if (name === undefined) return undefined;
    if (name !== '') names.push(name);
  }
  return { names, current };
}

/** What stands after a key on its line, `''` for nothing; `undefined`: not a plain text or one in plain quotes. */
function scalarIn(rest: string): string | undefined {
  const [, double, single, plain] = /^(?:\s+(?:"([^"\\]*)"|'([^']*)'|([^\s"'#[\]{}&*!|>%@`](?:(?!\s#|: ).)*?)))?\s*(?:\s#.*)?$/.exec(rest) ?? [];
  const found = double ?? single ?? plain;
  return found ?? (/^\s*(?:#.*)?$/.test(rest) ? '' : undefined);
}
