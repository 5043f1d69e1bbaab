import { describe, expect, test } from 'vitest';
import { countsOf, impactsOfPlan } from '../../../src/domain/terraform/impacts.ts';
import { parsePlanJson } from '../../../src/domain/terraform/plan-json.ts';
import { documentOf, recorded, recordedText } from './plan.ts';

const said = (content: string): string => {
  const read = parsePlanJson(content);
  return read.ok ? `a plan: ${read.value.changes.length} changes` : `${read.failure.code}: ${read.failure.message}`;
};

describe('what is no plan says what it is instead', () => {
  test.each([
    ['nothing', '', 'it is empty'],
    ['a list', '[]', 'not a JSON object'],
    ['words', 'Plan: 1 to add, 0 to change', 'not a JSON object'],
    ['the saved plan', 'PK\u0003\u0004…', 'the saved plan itself'],
    ['cut off', recordedText('every-action').slice(0, 4000), 'not complete JSON'],
    ['a state as JSON', recordedText('state'), 'a state as JSON'],
    ['an empty state', '{"format_version":"1.0"}', 'an empty state'],
    ['a state file', '{"version":4,"terraform_version":"1.11.4","serial":3,"lineage":"a","resources":[]}', 'a state file'],
    ['schemas', '{"format_version":"1.0","provider_schemas":{}}', 'the schemas of the providers'],
    ['validate', '{"format_version":"1.0","valid":true,"diagnostics":[]}', 'terraform validate -json'],
    ['progress', '{"@level":"info","@message":"Terraform 1.11.4"}\n{"@level":"info"}', 'terraform plan -json'],
    ['something else', '{"a":1}', 'a JSON object of another kind'],
    ['the next format', JSON.stringify({ ...documentOf([]), format_version: '2.0' }), 'in format 2.0'],
    ['a format that is no text', JSON.stringify({ ...documentOf([]), format_version: 1 }), 'without a format_version'],
    ['10 MB of one letter', 'x'.repeat(10_000_000), 'not a JSON object'],
    ['10 MB of brackets', '{"resource_changes":'.repeat(500_000), 'not complete JSON'],
  ])('%s', (_what, content, expected) => expect(said(content)).toContain(expected));
});

describe('what is a plan is read, whatever else is in it', () => {
  test.each([
    ['of Terraform 0.12', { ...documentOf([]), format_version: '0.1' }, 0],
    ['of a later minor version', { ...documentOf([]), format_version: '1.9', something_new: { a: [1] } }, 0],
    ['of OpenTofu, without complete', { format_version: '1.2', terraform_version: '1.10.0', planned_values: {}, errored: false }, 0],
    ['with nothing in it', { format_version: '1.2', planned_values: { root_module: {} }, configuration: { root_module: {} } }, 0],
    [
      'with parts of the wrong kind',
      { ...documentOf([]), resource_changes: [null, 3, { address: 'a' }], resource_drift: 'x', configuration: [], checks: {}, output_changes: 7 },
      3,
    ],
  ])('%s', (_what, document, changes) => expect(said(JSON.stringify(document))).toBe(`a plan: ${changes} changes`));

  test('a change nobody can read is not understood, and is never left out', () => {
    const read = parsePlanJson(JSON.stringify({ ...documentOf([]), resource_changes: [null, { address: 'aws_vpc.a', change: { actions: ['annihilate'] } }] }));
    expect(read.ok && impactsOfPlan(read.value).map((i) => `${i.address} ${i.marks}`)).toEqual(['(resource change 1) unknown', 'aws_vpc.a unknown']);
  });

  test('modules nested without end are cut off, not followed', () => {
    const calls = '{"module_calls":{"m":{"source":"./m","module":';
    const states = '{"child_modules":[';
    const deep = 3_000;
    const document = `{"format_version":"1.2","resource_changes":[],"configuration":{"root_module":${calls.repeat(deep)}{}${'}}}'.repeat(deep)}},"prior_state":{"values":{"root_module":${states.repeat(deep)}{}${']}'.repeat(deep)}}}}`;
    expect(said(document)).toBe('a plan: 0 changes');
  });
});

test('what Terraform counts, we count', () => {
  const { create, update, replace, delete: deleted, forget, import: imported, moved, unchanged } = countsOf(recorded('every-action'));
  // Terraform itself: 1 to import, 3 to add, 4 to change, 4 to destroy; a replacement is one of each, and it forgets one.
  expect({ add: create + replace, change: update, destroy: deleted + replace, imported, forget, moved, unchanged }).toEqual({
    add: 3,
    change: 4,
    destroy: 4,
    imported: 1,
    forget: 1,
    moved: 1,
    unchanged: 3,
  });
});
