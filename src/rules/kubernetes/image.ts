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
function withRegistry(name: string): string {
  const [first = '', ...rest] = name.split('/');
  if (rest.length > 0 && (/[.:]/.test(first) || first === 'localhost')) return first === 'index.docker.io' ? `docker.io/${rest.join('/')}` : name;
  return `docker.io/${rest.length === 0 ? `library/${name}` : name}`;
}

/** What is wrong with where an image comes from: elsewhere than is allowed, or, where nothing is named as allowed, from where it does not say. */
export function registryProblem({ name, unknown }: Image, registries: readonly string[]): string | undefined {
  if (unknown) return undefined;
  const allowed = registries.map((one) => one.replace(/\/+$/, ''));
  const full = withRegistry(name);
  if (allowed.length === 0) return full === name ? undefined : `${name} names no registry: write the one it is to come from.`;
  return allowed.some((one) => full === one || full.startsWith(`${one}/`)) ? undefined : `${full} comes from elsewhere than ${allowed.join(', ')}.`;
}
