import {
  type Document,
  type DocumentOptions,
  isScalar,
  LineCounter,
  type ParseOptions,
  parseAllDocuments,
  parseDocument,
  type SchemaOptions,
  visit,
  YAMLParseError,
} from 'yaml';

export type YamlOptions = Omit<ParseOptions & DocumentOptions & SchemaOptions, 'uniqueKeys'>;

/** So many keys that stand twice are told of one document. */
const doubledMax = 50;

/**
 * One document of YAML, a key that stands twice in a mapping among its errors. The library finds those by comparing every key
 * with all before it: a mapping of 50,000, less than a megabyte, holds up the process for minutes. Here it takes one look each.
 */
export function yamlDocument(text: string, options: YamlOptions = {}): Document.Parsed {
  const document = parseDocument(text, { ...options, uniqueKeys: false });
  addDoubled([document], text, options);
  return document;
}

/** All documents of a text, as {@link yamlDocument} reads one; those before a broken one, too. */
export function yamlDocuments(text: string, options: YamlOptions = {}): readonly Document.Parsed[] {
  const documents = parseAllDocuments(text, { ...options, uniqueKeys: false });
  if (!Array.isArray(documents)) return [];
  addDoubled(documents, text, options);
  return documents;
}

/** The value of a document. Throws what is wrong with it. */
export function yamlValue(text: string): unknown {
  const document = yamlDocument(text, { logLevel: 'silent' });
  const [mistake] = document.errors;
  if (mistake !== undefined) throw mistake;
  return document.toJS();
}

function addDoubled(documents: readonly Document.Parsed[], text: string, { prettyErrors = true }: YamlOptions): void {
  let lines: LineCounter | undefined;
  for (const document of documents) {
    let found = 0;
    visit(document, {
      Map(_, map) {
        const seen = new Set<unknown>();
        for (const { key } of map.items) {
          if (!isScalar(key) || key.value === '<<') continue;
          if (seen.has(key.value)) {
            const [start = 0, end = start + 1] = key.range ?? [];
            const error = new YAMLParseError([start, end], 'DUPLICATE_KEY', 'Map keys must be unique');
            if (prettyErrors) {
              lines ??= linesOf(text);
              error.linePos = [lines.linePos(start)];
              error.message += ` at line ${error.linePos[0].line}, column ${error.linePos[0].col}:`;
            }
            document.errors.push(error);
            if (++found === doubledMax) return visit.BREAK;
          }
          seen.add(key.value);
        }
        return undefined;
      },
    });
  }
}

function linesOf(text: string): LineCounter {
  const lines = new LineCounter();
  for (let start = 0; start >= 0; start = text.indexOf('\n', start) + 1 || -1) lines.addNewLine(start);
  return lines;
}
