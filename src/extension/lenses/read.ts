export interface ManifestObject {
  readonly kind: string;
  readonly name: string | undefined;
  readonly namespace: string | undefined;
  /** 0-based, of its first line. */
  readonly line: number;
}

/** Objects of a manifest by its plain lines: a half-typed file, or one with templates in it, still has them. */
export function objectsIn(text: string): readonly ManifestObject[] {
  const found: ManifestObject[] = [];
  let line = 0;
  for (const document of text.split(/^---.*$/m)) {
    const value = (key: string) => new RegExp(String.raw`^${key}:\s*["']?([\w./-]+)["']?\s*(?:#.*)?$`, 'm').exec(document)?.[1];
    const kind = value('kind');
    const start = document.search(/^\S/m);
    if (kind !== undefined && value('apiVersion') !== undefined && !/^(Kustomization|Chart)$/.test(kind)) {
      const metadata = /^metadata:\s*\n((?:[ \t]+.*\n?|\n)*)/m.exec(document)?.[1] ?? '';
      const field = (key: string) => new RegExp(String.raw`^ {2}${key}:\s*["']?([\w.-]+)["']?\s*(?:#.*)?$`, 'm').exec(metadata)?.[1];
      found.push({ kind, name: field('name'), namespace: field('namespace'), line: line + document.slice(0, Math.max(0, start)).split('\n').length - 1 });
    }
    line += document.split('\n').length - 1;
  }
  return found;
}

/** 0-based line of the block that stands for the module; any block in `main.tf`. */
export function firstBlock(text: string, isMain: boolean): number | undefined {
  const pattern = isMain ? /^\s*(terraform|provider|module|resource|data|variable|locals|output)\b[^\n]*\{/m : /^\s*(terraform\s*\{|provider\s+")/m;
  const found = pattern.exec(text);
  return found === null ? undefined : text.slice(0, found.index + (found[0].length - found[0].trimStart().length)).split('\n').length - 1;
}
