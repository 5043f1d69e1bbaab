import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { TerraformAnswers } from '../../../src/generators/terraform/answers.ts';
import { renderTerraform } from '../../../src/generators/terraform/render.ts';
import { allPairs, pairsOf } from '../../support/pairwise.ts';
import { stagingAnswers } from '../../support/terraform-answers.ts';
import { combinations, factors, wholeRows } from '../../support/terraform-combinations.ts';

const expectedFolder = join(import.meta.dirname, 'expected');
const mayWrite = process.env.UPDATE === '1' && process.env.CI === undefined;

/** What is rendered is what stands in `expected/<name>/`, file by file. UPDATE=1 rewrites it. */
function check({ name, answers, resources }: { name: string; answers: TerraformAnswers; resources: number }): void {
  const folder = join(expectedFolder, name);
  const rendered = renderTerraform(answers);
  if (mayWrite) {
    rmSync(folder, { recursive: true, force: true });
    for (const { path, text } of rendered.files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
  }
  const expected = existsSync(folder) ? readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()) : [];
  const texts = expected.map((entry) => join(entry.parentPath, entry.name)).map((path) => [path.slice(folder.length + 1), readFileSync(path, 'utf8')] as const);
  expect(Object.fromEntries(rendered.files.map(({ path, text }) => [path, text]))).toEqual(Object.fromEntries(texts));
  expect(rendered.resources).toBe(resources);
}

describe('the staging sample', () => {
  test('in one root module', () => check({ name: 'staging-flat', answers: stagingAnswers(), resources: 72 }));
  test('in modules', () => check({ name: 'staging-modules', answers: { ...stagingAnswers(), output: { layout: 'modules' } }, resources: 72 }));
});

describe('every combination of answers', () => {
  const rendered = combinations().map(({ name, answers }) => ({ name, answers, ...renderTerraform(answers) }));
  const lines = rendered.flatMap(({ name, files }) => files.flatMap(({ path, text }) => text.split('\n').map((line) => ({ where: `${name}: ${path}`, line }))));

  test('holds every pair of choices, in 60 stacks or more', () => {
    const shown = new Set(wholeRows().flatMap(pairsOf));
    expect(allPairs(factors).filter((pair) => !shown.has(pair))).toEqual([]);
    expect(rendered.length).toBeGreaterThanOrEqual(60);
  });

  test('gives the same bytes again', () => {
    for (const { answers, files } of rendered) expect(renderTerraform(structuredClone(answers)).files).toEqual(files);
  });

  test('gives files that say something, sorted, ending in one newline, without blanks at the end of a line or two empty lines', () => {
    for (const { name, files } of rendered) {
      expect(files.map(({ path }) => path)).toEqual(files.map(({ path }) => path).toSorted());
      for (const { path, text } of files)
        expect({
          where: `${name}: ${path}`,
          isTidy: text.trim() !== '' && /[^\n]\n$/.test(text) && !/[ \t\r]\n|\n\n\n|^\n|\{\n\n|\n\n *\}/.test(text),
        }).toEqual({
          where: `${name}: ${path}`,
          isTidy: true,
        });
    }
  });

  test('counts each resource block once', () => {
    for (const { files, resources } of rendered)
      expect(resources).toBe(files.flatMap(({ text }) => text.split('\n').filter((line) => line.startsWith('resource '))).length);
  });

  test('lets nobody in from everywhere', () => {
    const open = rendered.flatMap(({ name, files }) =>
      files.flatMap(({ text }) =>
        blocks(text)
          .filter((block) => /ingress|public_access_cidrs/.test(block) && /0\.0\.0\.0\/0|::\/0/.test(block))
          .map((block) => `${name}: ${block}`),
      ),
    );
    expect(open).toEqual([]);
  });

  test('names a route to everywhere for NAT and the internet gateway only', () => {
    const everywhere = lines.filter(({ line }) => line.includes('0.0.0.0/0')).map(({ line }) => line.trim());
    expect([...new Set(everywhere)]).toEqual(['destination_cidr_block = "0.0.0.0/0"']);
  });

  test('holds no password', () => {
    const passwords = lines
      .filter(({ line }) => /password.*=/.test(line) && !/^ *(#|description)/.test(line))
      .map(({ line }) => line.trim().replace(/ += +/, ' = '));
    expect([...new Set(passwords)].toSorted()).toEqual([
      'condition = length(var.database_password) >= 16',
      'database_password = var.database_password',
      'database_password_version = 1',
      'manage_master_user_password = true',
      'password_wo = var.database_password',
      'password_wo_version = var.database_password_version',
    ]);
  });

  test('keeps what holds data in production, and only there', () => {
    for (const { name, answers, files } of rendered) {
      const kept = files.flatMap(({ text }) =>
        blocks(text)
          .filter((block) => block.includes('prevent_destroy = true'))
          .map((block) => /^resource "(\w+)"/.exec(block)?.[1]),
      );
      const holders = files.flatMap(({ text }) => [...text.matchAll(/^resource "(aws_db_instance|aws_s3_bucket|aws_kms_key)"/gm)].map(([, type]) => type));
      expect({ name, kept: kept.toSorted() }).toEqual({ name, kept: answers.project.environment === 'prod' ? holders.toSorted() : [] });
    }
  });
});

/** Top-level blocks of a file, roughly: from a line that opens one to the brace in the first column. */
const blocks = (text: string): string[] => text.split(/\n(?=\w)/).filter((block) => block.includes('{'));
