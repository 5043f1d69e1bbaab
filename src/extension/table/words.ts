const alwaysCapital = new Set(['id', 'ip', 'url', 'arn', 'vpc', 'cpu', 'iam', 'ami', 'os', 'uid', 'sha', 'dns', 'tls', 'ui', 'api']);

/** The name of a field as a person says it: `authoredAt` → "Authored", `privateIp` → "Private IP", `author.name` → "Author name". */
export function titleOf(path: string): string {
  const words = path
    .split('.')
    .flatMap((part) => part.replaceAll(/([a-z\d])([A-Z])/g, '$1 $2').split(/[\s_-]+/))
    .filter(Boolean)
    .map((word) => word.toLowerCase());
  if (words.length > 1 && words.at(-1) === 'at') words.pop();
  const said = words.map((word) => (alwaysCapital.has(word) ? word.toUpperCase() : word)).join(' ');
  return said.charAt(0).toUpperCase() + said.slice(1);
}

/** "Addresses" → "Address": the one column of a list of words. */
export const singular = (title: string): string =>
  /(ss|us|is)$/.test(title)
    ? title
    : /(ss|sh|ch|x)es$/.test(title)
      ? title.slice(0, -2)
      : /ies$/.test(title)
        ? `${title.slice(0, -3)}y`
        : title.replace(/s$/, '');
