import { ensureInstalled } from './lib/install.mjs';
import { rerunOnNode24 } from './lib/node24.mjs';
import { buildPart, lintPart, typesPart, vitestPart, webviewTypesPart } from './lib/parts.mjs';
import { follow, summarize } from './lib/progress.mjs';

// `npm run check`, the fast half: types, format and lint, unit tests (tidy is one of them, and looks whether generated files are
// current). Under a minute. Vitest leaves a core free unless it is told not to, and nothing else is running here.
await ensureInstalled();
await rerunOnNode24();
const results = [];
const unit = vitestPart('unit', 'unit', { args: ['--maxWorkers=100%'] });
for (const part of [typesPart, webviewTypesPart, lintPart, buildPart, unit]) results.push(await follow(part));
process.exitCode = summarize(results);
