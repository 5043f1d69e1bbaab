import { expect, test } from 'vitest';
import { changeOf } from '../../../webview/dashboard/money.ts';

test.each([
  [73.2, '+$73.20'],
  [-5, '−$5.00'],
  [0, '+$0.00'],
  [undefined, 'not known'],
])('a bill that changes by %j', (monthlyDelta, says) => expect(changeOf({ monthlyDelta })).toBe(says));
