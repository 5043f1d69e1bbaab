import { expect, test } from 'vitest';
import { eagerClosure } from '../../scripts/build/closure.mjs';
import { metaOfProduct } from '../../scripts/build/meta.mjs';

const eagerBytesMax = 150 * 1024;

test('activation loads the extension’s own few files and no library', async () => {
  const { inputs, bytes } = eagerClosure(await metaOfProduct(), 'dist/extension/main.js');
  // What a notification says is redacted from the first moment.
  const redacts = ['src/safety/redact.ts', 'src/safety/secret-manifest.ts', 'src/safety/secret-pairs.ts'];
  expect(inputs.filter((path) => !path.startsWith('src/extension/') && !path.startsWith('src/domain/failure/') && !redacts.includes(path))).toEqual([]);
  expect(bytes).toBeLessThan(eagerBytesMax);
});
