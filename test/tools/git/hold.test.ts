import { expect, test } from 'vitest';
import { hold } from '../../../src/tools/git/repository/hold.ts';
import { openRepository } from '../../../src/tools/git/repository/repository.ts';
import { commitFiles, repository } from './support.ts';

test('what was held is let go seven months later, and nothing else', async () => {
  const world = repository({ 'a.txt': 'one\n' });
  const opened = await openRepository(
    '.',
    world.workplace(world.folder, new AbortController().signal, () => {}),
  );
  if (!opened.ok) throw new Error(opened.failure.message);
  const refs = () => world.git('for-each-ref', '--format=%(refname)').trim().split('\n');
  const id = () => world.git('rev-parse', 'HEAD').trim();

  const first = id();
  expect(await hold(opened.value, first, new Date('2026-01-31T12:00:00Z'))).toEqual({ ok: true, value: undefined });
  commitFiles(world.folder, { 'a.txt': 'two\n' }, 'Two');
  const second = id();
  await hold(opened.value, second, new Date('2026-08-01T12:00:00Z'));
  world.git('update-ref', 'refs/nimbus/mine', second);
  expect(refs()).toEqual(['refs/heads/main', `refs/nimbus/2026-01/${first}`, `refs/nimbus/2026-08/${second}`, 'refs/nimbus/mine']);
  await hold(opened.value, second, new Date('2026-09-01T12:00:00Z'));
  expect(refs()).toEqual(['refs/heads/main', `refs/nimbus/2026-08/${second}`, `refs/nimbus/2026-09/${second}`, 'refs/nimbus/mine']);
});
