import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { AnswerBook } from '../../src/extension/questionnaire/answer-book.ts';
import { writeManifest } from '../../src/generators/manifest.ts';
import { openHouse } from '../../src/host/house.ts';
import { tempFolder } from '../support/temp.ts';

async function setUp() {
  const folder = tempFolder();
  const house = await openHouse(tempFolder(), { now: () => Date.UTC(2026, 0, 1) });
  onTestFinished(() => house.dispose());
  return { folder, house, book: (out = 'infra') => new AnswerBook(house, { folder, out }) };
}

test('a folder nobody answered for starts empty', async () => {
  const { book } = await setUp();
  const infra = book();
  expect([await infra.open(), infra.savedAt]).toEqual([{ answers: {} }, undefined]);
});

test('answers are found again by their folder, with the page that was open', async () => {
  const { book } = await setUp();
  expect(book().save({ 'project.name': 'shop' }, 'network')).toBe(Date.UTC(2026, 0, 1));
  const later = book();
  expect(await later.open()).toMatchObject({ answers: { 'project.name': 'shop' }, group: 'network' });
  expect(later.savedAt).toBe(Date.UTC(2026, 0, 1));
  expect(await book('other').open()).toEqual({ answers: {} });
});

test('a folder generated on another machine opens with the answers beside its files', async () => {
  const { folder, book } = await setUp();
  await mkdir(join(folder, 'infra/.nimbus'), { recursive: true });
  await writeFile(join(folder, 'infra/.nimbus/terraform.json'), writeManifest({ generator: 'terraform', answers: { 'project.name': 'shop' }, files: {} }));
  expect(await book().open()).toEqual({ answers: { 'project.name': 'shop' } });
});

test('answers beside the files that can’t be read are said, and the questionnaire opens', async () => {
  const { folder, book } = await setUp();
  await mkdir(join(folder, 'infra/.nimbus'), { recursive: true });
  await writeFile(join(folder, 'infra/.nimbus/terraform.json'), '{ half');
  expect(await book().open()).toMatchObject({ answers: {}, problem: { code: 'input/invalid' } });
});
