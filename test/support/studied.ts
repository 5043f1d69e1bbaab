import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { keep, type Studied } from '../../src/planner/offline/index.ts';

// Before each file of the quick half: the offline planner begins as the product does, with what the build studied of the tools.
// Studying them takes seconds, and each file that plans would do it anew, some for each command they run. With other tools it
// does not fit and is studied then, as it is where dist/ is not up to date (vitest.config.ts).
const path = join(import.meta.dirname, '../../dist/assets/planner.json');
const state = globalThis as { nimbusStudied?: Studied };
state.nimbusStudied ??= JSON.parse(readFileSync(path, 'utf8')) as Studied;
keep(state.nimbusStudied);
