/** Says whether a path below the folder of a .gitignore is hidden by it; `undefined`: it says nothing about it. */
export type Ignore = (path: string, isFolder: boolean) => boolean | undefined;

/**
 * Reads a .gitignore: comments, `!`, anchors, `**`, classes, folders only. What git takes from elsewhere (info/exclude,
 * core.excludesFile) is not looked at. Source: https://git-scm.com/docs/gitignore
 */
export function readIgnore(text: string): Ignore {
  const rules = text.split(/\r?\n/).flatMap((line) => rule(line));
  return (path, isFolder) => {
    for (const { pattern, hides, foldersOnly } of rules.toReversed()) {
      if (foldersOnly && !isFolder) continue;
      if (pattern.test(path)) return hides;
    }
    return undefined;
  };
}

interface Rule {
  readonly pattern: RegExp;
  readonly hides: boolean;
  readonly foldersOnly: boolean;
}

function rule(line: string): readonly Rule[] {
  let text = line.replace(/(?<!\\)[ \t]+$/, '');
  if (text === '' || text.startsWith('#')) return [];
  const hides = !text.startsWith('!');
  if (!hides) text = text.slice(1);
  const foldersOnly = text.endsWith('/');
  if (foldersOnly) text = text.slice(0, -1);
  const anchored = text.includes('/');
  const pattern = globSource(text.replace(/^\//, ''));
  return pattern === undefined ? [] : [{ pattern: new RegExp(`^${anchored ? '' : '(?:.*/)?'}${pattern}$`, 's'), hides, foldersOnly }];
}

/** A path pattern as the source of a regular expression; `undefined` when it can match nothing. */
export function globSource(glob: string): string | undefined {
  let source = '';
  for (let i = 0; i < glob.length; i++) {
    const c = glob[i] ?? '';
    if (c === '*' && glob.startsWith('**/', i) && (i === 0 || glob[i - 1] === '/')) {
      source += '(?:.*/)?';
      i += 2;
    } else if (c === '*' && glob.startsWith('**', i)) {
      source += '.*';
      i += 1;
    } else if (c === '*') source += '[^/]*';
    else if (c === '?') source += '[^/]';
    else if (c === '[') {
      const [, negated, body] = /^\[([!^]?)(\]?[^\]]*)\]/.exec(glob.slice(i)) ?? [];
      if (body === undefined) source += '\\[';
      else {
        source += `(?!/)[${negated ? '^' : ''}${body.replaceAll('\\', '\\\\').replaceAll(']', '\\]')}]`;
        i += body.length + (negated?.length ?? 0) + 1;
      }
    } else if (c === '\\') {
      i++;
      if (i >= glob.length) return undefined;
      source += literal(glob[i] ?? '');
    } else source += literal(c);
  }
  try {
    new RegExp(source);
    return source;
  } catch {
    return undefined;
  }
}

/** A text as the source of a regular expression that matches it and nothing else, with or without the `u` flag. */
export const literal = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
