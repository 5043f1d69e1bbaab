import type { Metafile } from 'esbuild';
import { limits } from '../../bench/limits.ts';
import { eagerClosure } from '../../scripts/build/closure.mjs';

const entry = 'dist/extension/main.js';

/** What activation would load and must not: native code, the HTTP client that replaces VS Code's own, and too much of anything. */
export function heavyActivation(meta: Metafile): readonly string[] {
  const { inputs, bytes } = eagerClosure(meta, entry);
  const unwanted = inputs.filter((path) => /(^|\/)node_modules\/undici\//.test(path) || path.endsWith('.node'));
  const problems = unwanted.map((path) => `${path} is loaded when the extension activates. Import what brings it with import() at first use.`);
  if (bytes > limits.eagerBundleBytes) {
    problems.push(
      `Activation loads ${bytes} bytes, ${limits.eagerBundleBytes} are allowed. Largest: ${largest(meta)}. Import what is not needed at once with import().`,
    );
  }
  return problems;
}

function largest(meta: Metafile): string {
  const sizes = new Map<string, number>();
  for (const output of eagerClosure(meta, entry).outputs) {
    for (const [path, { bytesInOutput }] of Object.entries(meta.outputs[output]?.inputs ?? {})) {
      const group = /^node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? path;
      sizes.set(group, (sizes.get(group) ?? 0) + bytesInOutput);
    }
  }
  const sorted = [...sizes].sort(([, a], [, b]) => b - a).slice(0, 5);
  return sorted.map(([path, size]) => `${path} ${size}`).join(', ');
}
