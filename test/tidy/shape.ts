import { importsOf, sources, type Tree } from './tree.ts';

const linesMax = 400;

/** `vscode` belongs to one room, so that everything else runs headless. */
export const strayVscode = (tree: Tree): readonly string[] =>
  sources(tree, 'src', 'webview')
    .filter(([path]) => !path.startsWith('src/extension/'))
    .flatMap(([path, text]) => importsOf(path, text))
    .filter(({ specifier }) => specifier === 'vscode')
    .map(({ from }) => `${from} imports vscode. Only src/extension may: describe what you need as a port in domain and let the extension fill it.`);

/** Files that only pass on what lives elsewhere. */
export const barrels = (tree: Tree): readonly string[] =>
  sources(tree, 'src', 'webview')
    .filter(([, text]) => {
      const code = text.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '').trim();
      const rest = code.replace(/^export\s+(?:type\s+)?(?:\*(?:\s+as\s+\w+)?|\{[^}]*\})\s+from\s+['"][^'"]+['"];?\s*/gm, '').trim();
      return code !== '' && rest === '';
    })
    .map(([path]) => `${path} only re-exports. Import from where the thing lives, and delete this file.`);

export const defaultExports = (tree: Tree): readonly string[] =>
  sources(tree, 'src', 'webview')
    .filter(([, text]) => /^export default\b|^export \{[^}]*\bas default\b/m.test(text))
    .map(([path]) => `${path} has a default export. Export it by name.`);

export const longFiles = (tree: Tree): readonly string[] =>
  sources(tree, 'src', 'webview')
    .map(([path, text]) => [path, text.split('\n').length - 1] as const)
    .filter(([, lines]) => lines > linesMax)
    .map(([path, lines]) => `${path} has ${lines} lines, ${linesMax} are allowed. Find the second thing it says and give it a file.`);

/** A panel is browser code: it sees the messages, and packages. */
export const strayWebviewImports = (tree: Tree): readonly string[] =>
  sources(tree, 'webview').flatMap(([path, text]) =>
    importsOf(path, text)
      .filter(({ specifier, target }) => (specifier.startsWith('.') ? !/^(webview|src\/protocol|src\/base)\//.test(target) : specifier.startsWith('node:')))
      .map(
        ({ target }) => `${path} imports ${target}. A panel sees webview/, src/protocol, src/base and packages: let the host send what it needs in a message.`,
      ),
  );

/** The quick tests share what they import: a module that one of them replaces may be in use already, or stay replaced for others. */
export const replacedModules = (tree: Tree): readonly string[] =>
  sources(tree, 'test').flatMap(([path, text]) =>
    [...text.matchAll(/^\s*vi\.(?:mock|doMock)\(\s*(?:import\()?\s*['"]([^'"]+)['"]/gm)]
      .filter(([, what]) => what !== 'vscode')
      .map(([, what]) => `${path} replaces the module ${what}. Hand in what differs, or spy on what it exports.`),
  );

/** A page draws after the click has returned: a test that reads it once is right on an idle machine only. */
export const hastyReads = (tree: Tree): readonly string[] =>
  sources(tree, 'test/vscode', 'test/real/webview').flatMap(([path, text]) =>
    [...text.matchAll(/\bexpect\(\s*await ([^;]*?)\)\s*\.(?:not\.)?to[A-Z]/g)]
      .filter(([, read = '']) => ofThePage.test(read))
      .map(({ index }) => `${path}:${text.slice(0, index).split('\n').length} reads the page once. Wait for it: await expect.poll(() => …).`),
  );
const ofThePage = /^(?:textOf|inPage)\(|\.(?:count|innerText|allInnerTexts|textContent|inputValue|getAttribute|isChecked|isVisible|isEnabled)\(/;
