import { defineConfig } from 'vitest/config';
import { handlebarsPlugin } from './scripts/build/handlebars.mjs';

/** `unit` is the fast half; `real` talks to the programs and servers Nimbus drives and needs `scripts/setup`. */
export default defineConfig({
  plugins: [handlebarsPlugin()],
  test: {
    projects: [
      { extends: true, test: { name: 'unit', include: ['test/**/*.test.ts'], exclude: ['test/real/**', 'test/vscode/**'] } },
      { extends: true, test: { name: 'real', include: ['test/real/**/*.test.ts'], testTimeout: 600_000, hookTimeout: 600_000, maxWorkers: 2 } },
    ],
  },
});
