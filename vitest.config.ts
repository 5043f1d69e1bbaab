import { defineConfig } from 'vitest/config';
import { handlebarsPlugin } from './scripts/build/handlebars.mjs';

/** Real programs and repositories: not in the quick half. */
const slow = ['test/real/**/*.test.ts', 'test/tools/{git,github,helm}/**/*.test.ts'];

/**
 * `unit` is the fast half; `real` talks to the programs and servers Nimbus drives; `vscode` drives the packaged extension in a
 * real VS Code as a person would. The last two need what `scripts/setup` sets up.
 */
export default defineConfig({
  plugins: [handlebarsPlugin()],
  test: {
    coverage: { provider: 'v8', include: ['src/**/*.ts'], reporter: ['json-summary'], reportOnFailure: true, reportsDirectory: 'coverage' },
    projects: [
      { extends: true, test: { name: 'unit', include: ['test/**/*.test.ts'], exclude: [...slow, 'test/vscode/**', 'test/electron/**'], testTimeout: 30_000 } },
      { extends: true, test: { name: 'real', include: slow, testTimeout: 600_000, hookTimeout: 600_000, maxWorkers: 3 } },
      // One VS Code at a time: two cores, and each brings a browser.
      {
        extends: true,
        test: { name: 'vscode', include: ['test/vscode/**/*.test.ts'], globalSetup: ['test/vscode/setup.ts'], testTimeout: 180_000, hookTimeout: 180_000, maxWorkers: 1, fileParallelism: false },
      },
    ],
  },
});
