export type Matcher = (text: string) => boolean;

const wildcardsMax = 2;
const textMax = 500;

/**
 * A pattern of a patch's target, over the whole of a text. `undefined` for one that could take long or that JavaScript
 * reads otherwise than Go: a file of the workspace must not be able to hang a scan.
 */
export function readPattern(pattern: string): Matcher | undefined {
  if (pattern.length > textMax) return undefined;
  if (/^[\w./-]*$/.test(pattern) && !pattern.includes('.')) return (text) => text === pattern;
  // No quantifier on a group, no look-around, no back reference; few that can match the same stretch twice.
  if (/\)[*+?{]|\(\?(?!:)|\\[1-9kpPAzQEb]|\[\[/.test(pattern) || (pattern.match(/[*+{]/g)?.length ?? 0) > wildcardsMax) return undefined;
  try {
    const compiled = new RegExp(`^(?:${pattern})$`);
    return (text) => text.length <= textMax && compiled.test(text);
  } catch {
    return undefined;
  }
}
