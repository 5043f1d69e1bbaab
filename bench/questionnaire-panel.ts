import { gzipSync } from 'node:zlib';
import { webviews } from '../scripts/build/bundle.mjs';
import type { BenchRow } from './bench.ts';
import { limits } from './limits.ts';

export const { name, unit, limit, run }: BenchRow = {
  name: 'questionnaire panel, script and style, gzip',
  unit: 'KB',
  limit: limits.questionnaireGzipBytes / 1000,
  async run() {
    const { files } = await webviews();
    const parts = ['js', 'css'].map((ending) => files.get(`dist/webview/questionnaire.${ending}`));
    if (!parts[0]) return { missing: 'webview/questionnaire/main.ts does not exist yet' };
    const bytes = parts.reduce((sum, part) => sum + (part ? gzipSync(part, { level: 9 }).length : 0), 0);
    return { samples: [bytes / 1000] };
  },
};
