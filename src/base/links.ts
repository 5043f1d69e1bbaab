/** Ends a sentence or a bracket around an address, and no address. */
const tail = /[.,;:!?)\]}'"»”’]+$/;

/** A piece of a text: plain, what stands between backticks, or an address. */
type Part = { readonly text: string } | { readonly code: string } | { readonly href: string };

/** A text as pieces, in order: names between backticks and https addresses apart from what is around them. */
export const partsOf = (text: string): readonly Part[] =>
  text.split(/`([^`\n]+)`/).flatMap((piece, i): readonly Part[] => (i % 2 === 1 ? [{ code: piece }] : linksIn(piece)));

function linksIn(text: string): readonly Part[] {
  const parts: Part[] = [];
  let at = 0;
  for (const { 0: found, index } of text.matchAll(/https:\/\/[^\s<>]+/g)) {
    const href = found.replace(tail, '');
    if (!URL.canParse(href)) continue;
    if (index > at) parts.push({ text: text.slice(at, index) });
    parts.push({ href });
    at = index + href.length;
  }
  if (at < text.length) parts.push({ text: text.slice(at) });
  return parts;
}
