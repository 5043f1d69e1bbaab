import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { handlebarsPlugin } from './scripts/build/handlebars.mjs';
import { needsBuild } from './scripts/build/stamp.mjs';
import { inBoth, longestFirst, slowFiles } from './scripts/lib/test-files.mjs';

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return files.toSorted((a, b) => longestFirst(a.moduleId, b.moduleId));
  }
}

/** Passed before on the same inputs, says `npm test`. */
const recalled: readonly string[] = JSON.parse(process.env.NIMBUS_TEST_RECALLED ?? '[]');
const exclude = ['**/node_modules/**', ...recalled];

/**
 * `unit` is the quick half; `real` talks to the programs and servers Nimbus drives; `vscode` drives the packaged extension in a
 * real VS Code as a person would. The last two need what `scripts/setup` sets up.
 */
export default defineConfig({
  plugins: [handlebarsPlugin()],
  test: {
    sequence: { sequencer: LongestFirst },
    // Where all tests run, one is tried twice; what needed it is told (docs/decisions/2026-11-22-second-try.md).
    retry: process.env.NIMBUS_TEST_TOTALS === undefined ? 0 : 1,
    // A busy machine takes its time; what never comes still fails.
    expect: { poll: { timeout: 60_000 } },
    coverage: { provider: 'v8', include: ['src/**/*.ts'], reporter: ['json-summary'], reportOnFailure: true, reportsDirectory: 'coverage' },
    projects: [
      // Its files share what they import, which halves their processor time: none replaces a module, and each puts back what it changes.
      {
        extends: true,
        test: {
          name: 'unit',
          provide: { share: 0.2 },
          include: ['test/**/*.test.ts'],
          exclude: [...slowFiles.real, ...slowFiles.vscode, 'test/electron/**'],
          // Of a build that is not up to date the planner learns nothing.
          setupFiles: needsBuild() ? [] : ['test/support/studied.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          isolate: false,
          restoreMocks: true,
          unstubEnvs: true,
        },
      },
      { extends: true, test: { name: 'real', provide: { share: 1 }, include: [...slowFiles.real, ...inBoth], exclude, testTimeout: 600_000, hookTimeout: 600_000, maxWorkers: 3 } },
      // One VS Code at a time: two cores, and each brings a browser. Its files share what they import, as those of `unit` do.
      {
        extends: true,
        test: {
          name: 'vscode',
          include: slowFiles.vscode,
          exclude,
          globalSetup: ['test/vscode/setup.ts'],
          // A look works the page that is waited for.
          expect: { poll: { timeout: 60_000, interval: 200 } },
          testTimeout: 600_000,
          hookTimeout: 600_000,
          maxWorkers: 1,
          fileParallelism: false,
          isolate: false,
        },
      },
    ],
  },
});
