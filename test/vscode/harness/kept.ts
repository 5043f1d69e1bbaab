import type { Page } from 'playwright-core';

/**
 * What VS Code has kept of its editors for the next start, as text. In a browser it writes this some seconds after a change,
 * when it is idle, as nothing can be written while a page goes away.
 */
export const keptEditors = (page: Page): Promise<string> => page.evaluate(readKeptEditors);

/** Runs in the page: the workspace's database, the editor part's entry. */
async function readKeptEditors(): Promise<string> {
  const { indexedDB } = globalThis as unknown as { indexedDB: Databases };
  const names = (await indexedDB.databases()).map(({ name }) => name ?? '').filter((name) => /^vscode-web-state-db-(?!global)/.test(name));
  const read = (name: string): Promise<string> =>
    new Promise((resolve, reject) => {
      const opening = indexedDB.open(name);
      opening.onerror = () => reject(opening.error);
      opening.onsuccess = () => {
        const getting = opening.result.transaction('ItemTable').objectStore('ItemTable').get('memento/workbench.parts.editor');
        getting.onerror = () => reject(getting.error);
        getting.onsuccess = () => {
          opening.result.close();
          resolve(String(getting.result ?? ''));
        };
      };
    });
  return (await Promise.all(names.map(read))).join('\n');
}

/** The little of IndexedDB that is used; these tests are compiled without the browser's types. */
interface Asking<T> {
  result: T;
  error: unknown;
  onerror: () => void;
  onsuccess: () => void;
}
interface Databases {
  databases(): Promise<{ name?: string }[]>;
  open(name: string): Asking<{
    close(): void;
    transaction(store: string): { objectStore(name: string): { get(key: string): Asking<unknown> } };
  }>;
}
