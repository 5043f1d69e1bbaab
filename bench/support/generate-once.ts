import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readAnswers } from '../../src/generators/questionnaire/read.ts';
import { terraformQuestionnaire } from '../../src/generators/terraform/questionnaire.ts';
import { renderAnswers } from '../../src/generators/terraform/tool.ts';

// Run in a process of its own: the first time is what a person waits for. Prints the milliseconds and the number of files.
const [sample = '', out = ''] = process.argv.slice(2);
const text = readFileSync(sample, 'utf8');
const started = performance.now();
const answers = readAnswers(text, 'yaml', terraformQuestionnaire);
if (!answers.ok) throw new Error(answers.failure.message);
const rendered = renderAnswers(answers.value);
if (!rendered.ok) throw new Error(rendered.failure.message);
for (const { path, text: content } of rendered.value.files) {
  const full = join(out, path);
  mkdirSync(dirname(full), { recursive: true });
  writeFileSync(full, content);
}
console.log(JSON.stringify({ ms: performance.now() - started, files: rendered.value.files.length }));
