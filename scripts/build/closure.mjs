/**
 * What is loaded at once with an entry: its file and all it imports without `import()`, from esbuild's metafile.
 *
 * Answers `{ outputs, inputs, bytes }`: paths of the files, of the sources and packages in them, and their size together.
 */
export function eagerClosure(meta, entry) {
  const outputs = new Set();
  const waiting = [entry];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (outputs.has(path)) continue;
    if (!meta.outputs[path]) throw new Error(`${path} is not in the build.`);
    outputs.add(path);
    for (const { path: next, kind, external } of meta.outputs[path].imports) if (kind === 'import-statement' && !external) waiting.push(next);
  }
  const all = [...outputs].map((path) => meta.outputs[path]);
  return {
    outputs: [...outputs],
    inputs: [...new Set(all.flatMap(({ inputs }) => Object.keys(inputs)))],
    bytes: all.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}
