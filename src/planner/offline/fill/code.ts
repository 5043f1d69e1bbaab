import type { Profile } from '../index.ts';
import type { Token } from '../token.ts';
import type { Filling } from './assign.ts';

/** `resource "aws_s3_bucket" "{{ name }}" {`, `locals {`, `engine = "{{ engine }}"`. */
const begins =
  /(?<=^|[\s:])(?:(?:resource|data|module|variable|output|provider|locals|terraform|moved|import|check)\b(?:\s+"[^"]*")*\s*\{|[a-z_][\w-]*\s*=\s*")/;

/** Code that is written into a request for a template of one's own: a block up to its last brace, or one assignment. */
export function code(profile: Profile, tokens: readonly Token[], request: string, { input, used }: Filling): void {
  if (!profile.domains.has('templates') || !profile.fields.some((f) => f.name === 'text')) return;
  const start = request.search(begins);
  const end = start < 0 ? -1 : endOf(request, start);
  if (end < 0 || 'text' in input) return;
  // A quote may have begun in it and end behind it.
  const said = tokens.filter((t) => t.at < end && t.end > start);
  if (said.length === 0) return;
  input.text = request.slice(start, end);
  for (const token of said) used.add(token);
  const name = tokens.find((t) => !used.has(t) && /^[\w.-]+\.(tf|tfvars|ya?ml|json|hbs|md|txt)$/.test(t.text));
  if (name === undefined) return;
  input.name = name.text;
  used.add(name);
}

/** Behind the brace that closes the first, or the quote that closes the value; -1: there is none. */
function endOf(request: string, start: number): number {
  let depth = 0;
  let quoted = false;
  let isValue = false;
  for (let at = start; at < request.length; at++) {
    const char = request[at];
    if (char === '"') {
      quoted = !quoted;
      if (!quoted && isValue && depth === 0) return at + 1;
    } else if (quoted) continue;
    else if (char === '=') isValue = true;
    else if (char === '{') depth++;
    else if (char === '}' && --depth === 0) return at + 1;
  }
  return -1;
}
