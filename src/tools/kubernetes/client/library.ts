/**
 * Loads the Kubernetes client, and leaves this process's own `fetch` as it was.
 *
 * The client brings an HTTP library that puts itself in the place of the process-wide dispatcher when it is loaded, which in
 * an editor is everybody's: their proxy settings and certificates would be gone. It only does so where it finds none of its
 * own version, so it finds one while it is loaded. Nothing here uses that library: requests go through `node:https`.
 */
const dispatcher = Symbol.for('undici.globalDispatcher.2');

let loading: Promise<Library> | undefined;

type Library = typeof import('./library-parts.ts');

export function loadLibrary(): Promise<Library> {
  loading ??= load();
  return loading;
}

async function load(): Promise<Library> {
  // Node sets up its own fetch when it is first touched, which the client does: then it must not find ours in its place.
  new Headers();
  const there = Object.hasOwn(globalThis, dispatcher);
  if (!there) Object.defineProperty(globalThis, dispatcher, { value: { dispatch: () => false }, configurable: true, writable: true, enumerable: false });
  try {
    return await import('./library-parts.ts');
  } catch (error) {
    loading = undefined;
    throw error;
  } finally {
    if (!there) Reflect.deleteProperty(globalThis, dispatcher);
  }
}
