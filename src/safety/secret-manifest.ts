import { endOfQuoted, replaceAfter } from './secret-pairs.ts';

const kindSecret = /^[ \t+-]*kind:[ \t]*["']?Secret["']?[ \t\r]*$/m;

const kindSecretJson = /(?<!\\)(\\{0,7}")kind\1[ \t]*:[ \t]*\1Secret\1/;
const dataJson = /(?<!\\)(\\{0,7}")(?:data|stringData)\1[ \t]*:\s{0,20}\{/g;

/**
 * What Secrets written in YAML or JSON hold, by their own names: as a chart renders them, as a file shows them, as a difference
 * between two has them, as kubectl notes them in an annotation. `put` says what stands in the place of a value. Takes time in proportion to the text.
 */
export function withoutSecretData(text: string, put: (name: string) => string): string {
  const clean =
    text.includes('Secret') && kindSecretJson.test(text) ? replaceAfter(text, dataJson, ([, quote = '"'], from) => maskedJson(text, from, quote, put)) : text;
  if (!kindSecret.test(clean)) return clean;
  return clean
    .split(/^(?=[+-]?---)/m)
    .map((document) => (kindSecret.test(document) ? document.split('\n').map(maskLines(put)).join('\n') : document))
    .join('');
}

/** From behind the `{` of the data on: every `"key": "value"`. */
function maskedJson(text: string, from: number, quote: string, put: (name: string) => string): { readonly end: number; readonly instead: string } {
  const masked: string[] = [];
  const key = /\s*,?\s*(\\{0,7}")([\w.-]{1,253})\1[ \t]*:[ \t]*\1/y;
  let end = from;
  for (;;) {
    key.lastIndex = end;
    const [head, opened, name = ''] = key.exec(text) ?? [];
    if (head === undefined || opened !== quote) return { end, instead: masked.join('') };
    const closed = endOfQuoted(text, end + head.length, quote);
    masked.push(head, put(name), text.slice(closed, closed + quote.length));
    end = Math.min(closed + quote.length, text.length);
  }
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
