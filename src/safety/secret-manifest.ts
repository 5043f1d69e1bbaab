const kindSecret = /^[ \t+-]*kind:[ \t]*["']?Secret["']?[ \t\r]*$/m;

/**
 * What Secrets written in YAML hold, by their own names: as a chart renders them, as a file shows them, as a difference
 * between two has them. `put` says what stands in the place of a value. Takes time in proportion to the text.
 */
export function withoutSecretData(text: string, put: (name: string) => string): string {
  if (!kindSecret.test(text)) return text;
  return text
    .split(/^(?=[+-]?---)/m)
    .map((document) => (kindSecret.test(document) ? document.split('\n').map(maskLines(put)).join('\n') : document))
    .join('');
}

/** Line by line: from `data:` on, what is further in. */
function maskLines(put: (name: string) => string): (line: string) => string {
  /** Columns before `data:`, while the lines are its own. */
  let before: number | undefined;
  let name = 'data';
  return (line) => {
    const [, head = '', content = ''] = /^([+-]?[ \t]*)(.*)$/.exec(line) ?? [];
    if (content.trim() === '') return line;
    // The sign of a difference stands where a blank would.
    const column = head.length;
    const [, begun] = /^(data|stringData):[ \t\r]*$/.exec(content) ?? [];
    if (begun !== undefined && (before === undefined || column <= before)) {
      before = column;
      return line;
    }
    if (before === undefined || column <= before) {
      before = undefined;
      return line;
    }
    const [, key, gap = '', value = ''] = /^["']?([\w.-]{1,253})["']?:([ \t]+)(.*)$/.exec(content) ?? [];
    if (key === undefined && /^["']?[\w.-]{1,253}["']?:\s*$/.test(content)) return line;
    name = key ?? name;
    // A text over several lines follows; or it is hidden already, with more to say than we could.
    if (/^[|>][+-]?\d?\s*$/.test(value) || /^<secret[^<>]*>\s*$/.test(value)) return line;
    return key === undefined ? `${head}${put(name)}` : `${head}${content.slice(0, content.indexOf(':') + 1)}${gap}${put(name)}`;
  };
}
