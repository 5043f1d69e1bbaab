/** Ends a sentence or a bracket around an address, and no address. */
const tail = /[.,;:!?)\]}'"»”’]+$/;

/** A text as pieces, in order: https addresses apart from what is around them. */
export function linksIn(text: string): readonly ({ readonly text: string } | { readonly href: string })[] {
  const parts: ({ readonly text: string } | { readonly href: string })[] = [];
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
