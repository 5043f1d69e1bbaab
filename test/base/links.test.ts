import { expect, test } from 'vitest';
import { partsOf } from '../../src/base/links.ts';

test.each<{ text: string; parts: string }>([
  { text: 'Nothing to open.', parts: 'Nothing to open.' },
  {
    text: 'Set up a mirror (https://example.com/config#provider-installation). Then go on.',
    parts: 'Set up a mirror (|<https://example.com/config#provider-installation>|). Then go on.',
  },
  { text: 'https://example.com/a, https://example.com/b?c=d&e.', parts: '<https://example.com/a>|, |<https://example.com/b?c=d&e>|.' },
  {
    text: 'Not http://example.com, not javascript:alert(1), not https://, and not file:///etc/passwd',
    parts: 'Not http://example.com, not javascript:alert(1), not https://, and not file:///etc/passwd',
  },
  { text: 'Name the folder (`directory`), such as `infra`.', parts: 'Name the folder (|{directory}|), such as |{infra}|.' },
  { text: 'One ` alone.', parts: 'One ` alone.' },
  { text: 'Not `over\ntwo` lines.', parts: 'Not `over\ntwo` lines.' },
  { text: '`https://example.com` is code', parts: '{https://example.com}| is code' },
])('$text', ({ text, parts }) => {
  const found = partsOf(text).filter((part) => !('text' in part && part.text === ''));
  expect(found.map((part) => ('href' in part ? `<${part.href}>` : 'code' in part ? `{${part.code}}` : part.text)).join('|')).toBe(parts);
  expect(found.map((part) => ('href' in part ? part.href : 'code' in part ? `\`${part.code}\`` : part.text)).join('')).toBe(text);
});
