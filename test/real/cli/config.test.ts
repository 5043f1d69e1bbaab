import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { plant, tree } from '../../support/tree.ts';
import { nimbus } from './nimbus.ts';

describe('nimbus config', () => {
  test('a setting is set, told, used, and taken back', async () => {
    const n = await nimbus();
    expect((await n.run(['config', 'get', '--json'])).document).toEqual({
      nimbus: 1,
      settings: { 'nimbus.generate.folder': 'infra', 'nimbus.generate.withPlan': false, 'nimbus.terraform.path': '' },
      own: [],
    });
    expect(await n.run(['config', 'set', 'generate.folder', 'deploy', '--json'])).toMatchObject({
      code: 0,
      document: { settings: { 'nimbus.generate.folder': 'deploy' }, own: ['nimbus.generate.folder'] },
    });
    const written = await n.run(['generate', 'terraform', '--answers', join(n.data, 'answers.yaml'), '--yes', '--json']);
    expect(written.document, written.stderr).toMatchObject({ out: 'deploy' });
    expect(await n.run(['config', 'reset', 'nimbus.generate.folder', '--json'])).toMatchObject({
      code: 0,
      document: { settings: { 'nimbus.generate.folder': 'infra' }, own: [] },
    });
    expect(JSON.parse(readFileSync(join(n.data, 'settings.json'), 'utf8'))).toEqual({});
  });

  test.each([
    ['one that is none', ['set', 'generate.foldr', 'x'], 'setting/unknown', 'nimbus.generate.folder'],
    ['another kind of value', ['set', 'generate.withPlan', 'maybe'], 'setting/invalid', 'true or false'],
    ['control characters', ['set', 'generate.folder', 'a\u001b[2Jb'], 'setting/invalid', 'control characters'],
    ['asking for one that is none', ['get', 'colour'], 'setting/unknown', 'config get'],
  ])('refuses %s and writes nothing', async (_what, args, code, says) => {
    const n = await nimbus();
    const ended = await n.run(['config', ...args, '--json']);
    expect(ended).toMatchObject({ code: 2, document: { failure: { code } } });
    expect(JSON.stringify(ended.document)).toContain(says);
    expect(existsSync(join(n.data, 'settings.json'))).toBe(false);
  });

  test('a broken file is told whole, stops what would use it, and is mended key by key', async () => {
    const n = await nimbus();
    const path = join(n.data, 'settings.json');
    writeFileSync(path, '{"nimbus.generate.folder": 3, "nimbus.generate.foldr": "x", "nimbus.terraform.path": "tofu"}');
    expect(await n.run(['config', 'check', '--json'])).toMatchObject({
      code: 2,
      document: {
        ok: false,
        problems: [
          { path: 'nimbus.generate.folder', message: 'it is 3, and a text is wanted' },
          { path: 'nimbus.generate.foldr', message: 'there is no such setting; did you mean nimbus.generate.folder?' },
        ],
      },
    });
    expect(await n.run(['runs', 'list', '--json'])).toMatchObject({ code: 2, document: { failure: { code: 'setting/broken' } } });
    expect((await n.run(['config', 'reset', 'nimbus.generate.foldr'])).code).toBe(0);
    expect((await n.run(['config', 'reset', 'generate.folder'])).code).toBe(0);
    expect(await n.run(['config', 'check', '--json'])).toMatchObject({ code: 0, document: { settings: { 'nimbus.terraform.path': 'tofu' } } });
  });

  test('a file that is not JSON is never written over', async () => {
    const n = await nimbus();
    const path = join(n.data, 'settings.json');
    writeFileSync(path, 'folder = x');
    expect(await n.run(['config', 'set', 'generate.folder', 'y', '--json'])).toMatchObject({ code: 2, document: { failure: { code: 'setting/broken' } } });
    expect(readFileSync(path, 'utf8')).toBe('folder = x');
  });
});

describe('nimbus init', () => {
  const all = ['.nimbus/plans/look.plan.yaml', '.nimbus/policy.yaml', '.nimbus/rules.yaml'];

  test('writes what it was approved to write, and all of it can be used', async () => {
    const n = await nimbus();
    const { document } = await n.run(['init', '--dry-run', '--json']);
    expect(tree(n.workspace)).toEqual({});
    const done = await n.run(['init', '--approve', String(document.hash), '--json']);
    expect(done.code, done.stderr).toBe(0);
    expect(Object.keys(tree(n.workspace)).sort()).toEqual(all);
    expect(await n.run(['policy', 'check', '.nimbus/policy.yaml', '--json'])).toMatchObject({ code: 0 });
    expect(await n.run(['run', '.nimbus/plans/look.plan.yaml', '--json'])).toMatchObject({ code: 0, document: { status: 'succeeded' } });
    expect(await n.run(['scan', '.', '--json'])).toMatchObject({ code: 0, document: { findings: [] } });
    expect(await n.run(['init', '--json'])).toMatchObject({ code: 0, document: { files: [], kept: expect.arrayContaining(all) } });
    const back = await n.run(['runs', 'rollback', String(done.document.runId), '--json']);
    expect(back.code, back.stderr).toBeLessThan(5);
  });

  test('on a yes alone, all but the policy, and says so', async () => {
    const n = await nimbus();
    const { code, document, stderr } = await n.run(['init', '--yes', '--json']);
    expect(code, stderr).toBe(0);
    expect(document).toMatchObject({ files: ['.nimbus/rules.yaml', '.nimbus/plans/look.plan.yaml'], leftOut: ['.nimbus/policy.yaml'] });
    expect(existsSync(join(n.workspace, '.nimbus/policy.yaml'))).toBe(false);
  });

  test('leaves what is there as it is', async () => {
    const n = await nimbus();
    plant(n.workspace, { '.nimbus/rules.yaml': 'rules: {}\n' });
    expect(await n.run(['init', '--yes', '--json'])).toMatchObject({
      code: 0,
      document: { files: ['.nimbus/plans/look.plan.yaml'], kept: ['.nimbus/rules.yaml'] },
    });
    expect(readFileSync(join(n.workspace, '.nimbus/rules.yaml'), 'utf8')).toBe('rules: {}\n');
  });

  test('with nobody to ask, nothing is written', async () => {
    const n = await nimbus();
    expect(await n.run(['init', '--json'])).toMatchObject({ code: 4, document: { failure: { code: 'safety/needs-approval' } } });
    expect(tree(n.workspace)).toEqual({});
  });
});
