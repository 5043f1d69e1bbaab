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

/** A name as it is looked up: one that names no registry is Docker Hub's. The first part is a registry where it looks like a host. */
export function withRegistry(name: string): string {
  const [first = '', ...rest] = name.split('/');
  if (rest.length > 0 && (/[.:]/.test(first) || first === 'localhost')) return first === 'index.docker.io' ? `docker.io/${rest.join('/')}` : name;
  return `docker.io/${rest.length === 0 ? `library/${name}` : name}`;
}
