import { ensureInstalled } from './lib/install.mjs';
import { rerunOnNode24 } from './lib/node24.mjs';
import { buildPart, generatedPart, lintPart, typesPart, vitestPart, webviewTypesPart } from './lib/parts.mjs';
import { follow, summarize } from './lib/progress.mjs';

// `npm run check`, the fast half: types, format and lint, generated files, unit tests (tidy is one of them). Under a minute.
await ensureInstalled();
await rerunOnNode24();
const results = [];
for (const part of [typesPart, webviewTypesPart, lintPart, generatedPart, buildPart, vitestPart('unit', 'unit')]) results.push(await follow(part));
process.exitCode = summarize(results);
