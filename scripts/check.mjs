import { ensureInstalled } from './lib/install.mjs';
import { rerunOnNode24 } from './lib/node24.mjs';
import { buildPart, lintPart, typesPart, vitestPart, webviewTypesPart } from './lib/parts.mjs';
import { follow, slots, summarize } from './lib/progress.mjs';

// `npm run check`, the quick half: types, format and lint, unit tests (tidy is one of them, and looks whether generated files are
// current). Under a minute: two parts at a time, then the tests on all cores. Vitest leaves a core free unless it is told not to,
// and nothing else is running here.
await ensureInstalled();
await rerunOnNode24();
const atATime = slots(2);
const results = await Promise.all([typesPart, lintPart, webviewTypesPart, buildPart].map((part) => atATime(() => follow(part))));
results.push(await follow(vitestPart('unit', 'unit', { args: ['--maxWorkers=100%'] })));
process.exitCode = summarize(results);
