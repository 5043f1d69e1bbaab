import { describe, expect, test } from 'vitest';
import { ok } from '../../src/domain/failure/failure.ts';
import type { Answers } from '../../src/domain/question.ts';
import { Form } from '../../src/extension/questionnaire/form.ts';
import { lookAhead } from '../../src/extension/questionnaire/outlook.ts';
import { readTemplate } from '../../src/generators/templates/read.ts';
import { parseTerraformAnswers } from '../../src/generators/terraform/parse.ts';
import { terraformQuestionnaire } from '../../src/generators/terraform/questionnaire.ts';
import { renderTerraform } from '../../src/generators/terraform/render.ts';
import { readToQuestionnaire } from '../../src/protocol/questionnaire.ts';

/** Templates as they would be in a folder. */
const own = (templates: Record<string, string>) => async () => {
  const made = Object.entries(templates).map(async ([name, text]) => {
    const path = `.nimbus/templates/terraform/${name}`;
    return { name, path, bytes: text.length, text, template: await readTemplate(path, text) };
  });
  return ok({ templates: await Promise.all(made), notes: [] });
};

const form = (answers: Answers = { 'project.name': 'shop' }) => new Form(terraformQuestionnaire, answers);

describe('a page says all a view needs', () => {
  test('and in a shape the view reads', () => {
    expect(readToQuestionnaire({ type: 'page', page: form().page() })).toMatchObject({ ok: true });
  });

  test('a person’s own answers are told from defaults', () => {
    const { answered, values } = form().page();
    expect(answered).toEqual(['project.name']);
    expect(values['project.environment']).toBe('dev');
  });

  test('an answer changes what is asked, and what was answered is found again on the way back', () => {
    const filling = form();
    filling.answer('database.engine', 'mysql', 1);
    filling.answer('project.components', ['network'], 2);
    expect(filling.page().asked.some((id) => id.startsWith('database.'))).toBe(false);
    filling.reset('project.components', 3);
    expect(filling.page()).toMatchObject({ edit: 3, values: { 'database.engine': 'mysql' } });
  });

  test('defaults follow the environment until they are answered', () => {
    const filling = form();
    const before = filling.page().values;
    filling.answer('project.environment', 'prod', 1);
    const after = filling.page().values;
    expect(Object.keys(after).filter((id) => JSON.stringify(after[id]) !== JSON.stringify(before[id])).length).toBeGreaterThan(3);
  });

  test('options that are not offered now are told by those that are', () => {
    const filling = form();
    const versions = filling.page().offered['database.version'];
    filling.answer('database.engine', 'mysql', 1);
    expect(versions?.length).toBeGreaterThan(0);
    expect(filling.page().offered['database.version']).not.toEqual(versions);
  });

  test('problems come with their path', () => {
    expect(
      form({ 'project.name': 'shop', 'network.cidr': '8.8.8.0/24' })
        .page()
        .problems.map(({ path }) => path),
    ).toContain('network.cidr');
    expect(
      form({})
        .page()
        .problems.map(({ path }) => path),
    ).toEqual(['project.name']);
  });
});

describe('what a view sends', () => {
  test('an id no question has changes nothing', () => {
    const filling = form();
    filling.answer('project.__proto__', 'x', 1);
    filling.answer('nothing', 'x', 2);
    expect(filling.answers).toEqual({ 'project.name': 'shop' });
  });

  test('setting all back leaves nothing, and says which edit it was', () => {
    const filling = form();
    filling.reset(undefined, 7);
    expect([filling.answers, filling.page().edit]).toEqual([{}, 7]);
  });

  test('a page loaded anew counts from the start', () => {
    const filling = form();
    filling.answer('project.owner', 'team', 4);
    filling.startOver();
    expect(filling.page().edit).toBe(0);
  });
});

describe('the outlook', () => {
  const at = () => Date.UTC(2026, 10, 21);

  test('counts what would be written, and what is found in it', async () => {
    const summary = await lookAhead({ 'project.name': 'shop' }, own({}), new AbortController().signal, at);
    expect(summary).toMatchObject({ state: 'ready', files: expect.any(Number), resources: expect.any(Number), findings: expect.any(Number) });
    // As many as the plan then writes: what is generated, and the record of it.
    const parsed = parseTerraformAnswers({ 'project.name': 'shop' });
    expect(summary?.files).toBe(parsed.ok && renderTerraform(parsed.value).files.length + 1);
    expect(summary?.resources).toBeGreaterThan(20);
  });

  test('is silent about answers with problems', async () => {
    expect(await lookAhead({}, own({}), new AbortController().signal, at)).toBeUndefined();
  });

  test('counts what the person’s own templates make, and says whose files are theirs', async () => {
    const look = (templates: Record<string, string>) => lookAhead({ 'project.name': 'shop' }, own(templates), new AbortController().signal, at);
    const builtIn = await look({});
    const added = await look({ 'queue.tf.hbs': 'resource "aws_sqs_queue" "{{project.name}}" {}', 'README.md.hbs': 'Ours.' });
    expect(added?.files).toBe((builtIn?.files ?? 0) + 1);
    expect(added?.resources).toBe((builtIn?.resources ?? 0) + 1);
    expect(added?.findings).toBeGreaterThan(builtIn?.findings ?? 0);
    expect(added?.notes).toEqual([
      'README.md comes from your template .nimbus/templates/terraform/README.md.hbs, not from the built-in one.',
      'With 2 templates of your own.',
    ]);
  });

  test('leaves templates that can’t be used out, and says where they are wrong', async () => {
    const summary = await lookAhead({ 'project.name': 'shop' }, own({ 'a.md.hbs': '{{#if x}}' }), new AbortController().signal, at);
    expect(summary?.state).toBe('ready');
    expect(summary?.notes[0]).toMatch(/a\.md\.hbs.*A plan can be made once they are corrected: \.nimbus\/templates\/terraform\/a\.md\.hbs:1:\d+ the file ends/);
  });
});
