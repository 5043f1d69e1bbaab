import { type YamlOptions, yamlDocuments } from '../yaml.ts';

export interface ValueOptions extends Pick<YamlOptions, 'version' | 'merge'> {
  /** How often one anchor may be used: what ends an alias bomb. */
  readonly aliasesMax: number;
}

/** What a document of a text comes to. `mistake`: the first thing wrong with it; `why`: what can't be unfolded, and so has no value. */
export interface ReadDocument {
  readonly value?: unknown;
  /** `line` counts from 1 in the whole text; `says` is one line and quotes nothing of the text. */
  readonly mistake?: { readonly line: number; readonly says: string };
  readonly why?: string;
}

/** The documents of a text one after the other, each unfolded when it is asked for. */
export function* valuesIn(text: string, { aliasesMax, ...options }: ValueOptions): Generator<ReadDocument, void, undefined> {
  for (const document of yamlDocuments(text, { ...options, logLevel: 'silent' })) {
    const [wrong] = document.errors;
    // Only its first line: the rest quotes the text, and it may be a secret's.
    if (wrong !== undefined) yield { mistake: { line: wrong.linePos?.[0].line ?? 1, says: wrong.message.split('\n')[0] ?? '' } };
    else yield unfolded(() => document.toJS({ maxAliasCount: aliasesMax }));
  }
}

function unfolded(value: () => unknown): ReadDocument {
  try {
    return { value: value() };
  } catch (error) {
    return { why: error instanceof Error ? error.message : String(error) };
  }
}
