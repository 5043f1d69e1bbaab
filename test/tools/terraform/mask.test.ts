import { expect, test } from 'vitest';
import { differences, type Masked } from '../../../src/tools/terraform/mask.ts';

const none: Masked = { value: undefined, sensitive: undefined };

/** A resource before and after, what is sensitive in each, and what is told of the change: a line an attribute. */
function check(before: Masked, after: Masked, expected: readonly string[], unknown?: unknown): void {
  const found = differences('aws_db_instance.main', before, after, unknown);
  const side = (value: unknown) => (value === undefined ? 'nothing' : JSON.stringify(value));
  expect(
    found.map(
      ({ path, before: was, after: is, unknown: later, sensitive }) =>
        `${path}: ${side(was)} → ${later ? 'known after applying' : side(is)}${sensitive ? ' (sensitive)' : ''}`,
    ),
  ).toEqual(expected);
  const text = JSON.stringify(found);
  expect(text).not.toContain('hunter');
}

const handle = (path: string): string => `"<secret:terraform.aws_db_instance.main.${path}>"`;

test('a sensitive value that changes is told as changed, on neither side', () =>
  check(
    { value: { password: 'hunter1', name: 'a' }, sensitive: { password: true } },
    { value: { password: 'hunter2', name: 'b' }, sensitive: { password: true } },
    [`password: ${handle('password')} → ${handle('password')} (sensitive)`, 'name: "a" → "b"'],
  ));

test('one that stays is not told', () =>
  check({ value: { password: 'hunter1' }, sensitive: { password: true } }, { value: { password: 'hunter1' }, sensitive: { password: true } }, []));

test('one that comes, goes, or is known only after applying', () => {
  const secret: Masked = { value: { password: 'hunter1' }, sensitive: { password: true } };
  check(none, secret, [`password: nothing → ${handle('password')} (sensitive)`]);
  check(secret, { value: { password: null }, sensitive: {} }, [`password: ${handle('password')} → nothing (sensitive)`]);
  check(secret, { value: {}, sensitive: {} }, [`password: ${handle('password')} → known after applying (sensitive)`], { password: true });
});

test('what is sensitive on one side is shown on none', () =>
  check({ value: { note: 'hunter1' }, sensitive: {} }, { value: { note: 'hunter2' }, sensitive: { note: true } }, [
    `note: ${handle('note')} → ${handle('note')} (sensitive)`,
  ]));

test('behind a whole that is sensitive nothing is named', () =>
  check(
    { value: { env: { TOKEN: 'hunter1' } }, sensitive: { env: true } },
    { value: { env: { TOKEN: 'hunter1', KEY: 'hunter2' } }, sensitive: { env: true } },
    [`env: ${handle('env')} → ${handle('env')} (sensitive)`],
  ));

test('in a list the rest is shown, and what changes behind the handles alone is told', () => {
  const users = (name: string, password: string): Masked => ({ value: { user: [{ name, password }] }, sensitive: { user: [{ password: true }] } });
  const shown = (name: string) => `[{"name":"${name}","password":${handle('user[0].password')}}]`;
  check(users('ada', 'hunter1'), users('ada', 'hunter2'), [`user: ${shown('ada')} → ${shown('ada')} (sensitive)`]);
  check(users('ada', 'hunter1'), users('eve', 'hunter1'), [`user: ${shown('ada')} → ${shown('eve')}`]);
});
