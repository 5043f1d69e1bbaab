/** Says what stands in the place of the value that a name is given; `undefined`: it stays. */
export type PutFor = (name: string, value: string) => string | undefined;

const nameKeys = 'name|key|parameter_?key';
const valueKeys = 'value|parameter_?value';
/** `name: DB_PASSWORD` with `value:` next to it, as far as the value, in YAML, JSON (in JSON that stands in JSON, too) and HCL. */
const beside = new RegExp(
  `(?<![\\w.\\\\-])(\\\\{0,7}["']?)(?:${nameKeys})\\1[ \\t]*[:=][ \\t]*(\\\\{0,7}["']?)([\\w.-]{1,128})\\2[ \\t]*(?:,|\\r?\\n|\\\\{1,7}n)[\\s+~-]{0,100}\\1(?:${valueKeys})\\1[ \\t]*[:=][ \\t]*(?:[|>][+-]?\\d?[ \\t]*\\r?\\n[ \\t+]*)?(\\\\{0,7}["'])?(?=[^\\s{[])`,
  'gi',
);
const tagged = new RegExp(`(<(${nameKeys})>([\\w.-]{1,128})</\\2>\\s{0,100}<(?:${valueKeys})>)([^<]+)`, 'gi');

/** An option as an entry of a list in YAML or JSON, with its value as the next one, as far as the value. */
const options = /(?<![\w-])--?([\w-]{1,60})(?:[ \t]*\r?\n[ \t+~]*-[ \t]+|(\\{0,7}["'])[ \t]*,?\s{0,100}(?:-[ \t]+)?\2)(?=[^\s-])/g;

/** A text without the values of names that stand beside them: variables of containers, tags, parameters, options in a list. Takes time in proportion to the text. */
export function withoutPairedValues(text: string, put: PutFor): string {
  const valueFrom = (within: string, from: number, name = '', quote?: string) => {
    const end = quote === undefined ? endOfLine(within, from) : endOfQuoted(within, from, quote);
    return { end, instead: put(name, within.slice(from, end)) };
  };
  const named = replaceAfter(text, beside, ([, , , name, quote], from) => valueFrom(text, from, name, quote));
  const clean = replaceAfter(named, options, ([, name, quote], from) => valueFrom(named, from, name, quote));
  return clean.replaceAll(tagged, (all: string, head: string, _tag: string, name: string, value: string) => {
    const instead = put(name, value);
    return instead === undefined ? all : `${head}${instead}`;
  });
}

/** What `found` says of each match of `pattern`: the text from behind it to `end` becomes `instead`. `pattern` is global. */
export function replaceAfter(
  text: string,
  pattern: RegExp,
  found: (match: RegExpExecArray, from: number) => { readonly end: number; readonly instead: string | undefined },
): string {
  const kept: string[] = [];
  let done = 0;
  const search = new RegExp(pattern);
  for (let match = search.exec(text); match !== null; match = search.exec(text)) {
    const from = search.lastIndex;
    const { end, instead } = found(match, from);
    if (instead === undefined) continue;
    kept.push(text.slice(done, from), instead);
    done = end;
    search.lastIndex = end;
  }
  return kept.length === 0 ? text : kept.join('') + text.slice(done);
}

/** Where a text ends that was opened by `quote` before `from`: with as many backslashes as the level of JSON it stands at needs. Of one that is cut off: the end. */
export function endOfQuoted(text: string, from: number, quote: string): number {
  const sign = quote.at(-1) ?? '"';
  const level = quote.length - 1;
  for (let at = text.indexOf(sign, from); at >= 0; at = text.indexOf(sign, at + 1)) {
    let slashes = 0;
    while (at - slashes > from && text[at - slashes - 1] === '\\') slashes++;
    if (slashes >= level && (slashes - level) % (2 * (level + 1)) === 0) return at - level;
  }
  return text.length;
}

function endOfLine(text: string, from: number): number {
  const line = /\r?\n|\\n|$/g;
  line.lastIndex = from;
  return line.exec(text)?.index ?? text.length;
}
