/** `registry.example.com:5000/team/web:1.4@sha256:…` in its parts. */
export interface Image {
  readonly name: string;
  readonly tag: string | undefined;
  readonly digest: string | undefined;
  /** It is filled in by something else (`$(IMAGE)`, `${IMAGE}`, `{{ … }}`). */
  readonly unknown: boolean;
}

export function parseImage(text: string): Image {
  const [rest = '', digest] = text.split('@');
  const colon = rest.lastIndexOf(':');
  const hasTag = colon > rest.lastIndexOf('/');
  return { name: hasTag ? rest.slice(0, colon) : rest, tag: hasTag ? rest.slice(colon + 1) : undefined, digest, unknown: /[${}]|\$\(/.test(text) };
}
