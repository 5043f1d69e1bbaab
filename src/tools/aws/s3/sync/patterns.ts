/**
 * Which names take part: all but the excluded, and of those the included all the same. `*` stands for anything but a
 * slash, `**` for anything, `?` for one character; a pattern without a slash is about any folder or file of that name,
 * one with a slash begins at the top, and what is below a folder that matches goes with it.
 */
export function chosen(exclude: readonly string[], include: readonly string[]): (name: string) => boolean {
  const out = exclude.map(patternOf);
  const back = include.map(patternOf);
  return (name) => !out.some((p) => p.test(name)) || back.some((p) => p.test(name));
}

function patternOf(glob: string): RegExp {
  const text = glob.replace(/^\.?\//, '').replace(/\/$/, '');
  const anchored = glob.replace(/\/$/, '').includes('/');
  let source = '';
  for (let i = 0; i < text.length; i++) {
    const c = text[i] ?? '';
    if (text.startsWith('**/', i) && (i === 0 || text[i - 1] === '/')) {
      source += '(?:.*/)?';
      i += 2;
    } else if (text.startsWith('**', i)) {
      source += '.*';
      i += 1;
    } else if (c === '*') source += '[^/]*';
    else if (c === '?') source += '[^/]';
    else source += c.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&');
  }
  return new RegExp(`^${anchored ? '' : '(?:.*/)?'}${source}(?:/.*)?$`, 'su');
}
