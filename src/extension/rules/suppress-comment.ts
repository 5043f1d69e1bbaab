/** The comment that keeps a rule quiet at a line, to stand on a line of its own above it, in the line's own indent. */
export function commentFor(line: string, rule: string, reason: string): { readonly text: string; readonly column: number } {
  const indent = /^\s*/.exec(line)?.[0] ?? '';
  // One line, whatever was pasted.
  const words = reason.replace(/\s+/g, ' ').trim();
  return { text: `${indent}# nimbus:ignore ${rule} ${words}`, column: 0 };
}
