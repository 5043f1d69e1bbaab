import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sample } from './fixtures.ts';
import { axeFindings, inPage, type Opened, picture, type Stage, stage, themeNames } from './harness.ts';
import { questionsHost } from './questions-host.ts';

let at: Stage;
beforeAll(async () => {
  at = await stage();
});
afterAll(() => at?.close());

describe('every page', () => {
  for (const theme of themeNames)
    test(`looks like VS Code and can be used by everyone: ${theme}`, async () => {
      const panel = await at.open(
        'questionnaire',
        questionsHost(sample, { 'project.name': 'shop', 'project.components': ['network', 'cluster', 'database'] }).host,
        { theme },
      );
      for (const page of ['Project', 'Network', 'Cluster', 'Database', 'Review']) {
        await panel.page.getByRole('button', { name: new RegExp(`^${page},`) }).click();
        await panel.page.getByRole('heading', { level: 2, name: page, exact: true }).waitFor();
        await picture(panel, `questionnaire-${page.toLowerCase()}-${theme}`);
        expect.soft(await axeFindings(panel), page).toBe('');
        expect.soft(await inPage(panel, 'sideways')).toBe(0);
      }
      await end(panel);
    });
});

async function end(panel: Opened): Promise<void> {
  expect(panel.trouble).toEqual([]);
  await panel.close();
}
