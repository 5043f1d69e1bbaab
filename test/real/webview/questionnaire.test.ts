import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Answers } from '../../../src/domain/question.ts';
import { readAnswers } from '../../../src/generators/questionnaire/read.ts';
import { terraformQuestionnaire } from '../../../src/generators/terraform/questionnaire.ts';
import { sample } from './fixtures.ts';
import { axeFindings, inPage, type Look, type Opened, picture, type Stage, stage, textOf, themeNames } from './harness.ts';
import { type QuestionsHost, questionsHost } from './questions-host.ts';

let at: Stage;
beforeAll(async () => {
  at = await stage();
});
afterAll(() => at?.close());

const everything: Answers = { 'project.name': 'shop', 'project.components': ['network', 'cluster', 'database'] };
const pages = ['Project', 'Network', 'Cluster', 'Database', 'Review'];

/** Opens the sample, does what the case does, and ends with a panel that had no trouble. */
async function check(start: Answers, act: (panel: Opened, host: QuestionsHost) => Promise<void>, look?: Look, questionnaire = sample): Promise<void> {
  const host = questionsHost(questionnaire, start);
  const panel = await at.open('questionnaire', host.host, look);
  await panel.page.getByRole('heading', { level: 2 }).first().waitFor();
  await act(panel, host);
  expect(panel.trouble).toEqual([]);
  await panel.close();
}

const goTo = async ({ page }: Opened, title: string): Promise<void> => {
  await page.getByRole('button', { name: new RegExp(`^${title},`) }).click();
  await page.getByRole('heading', { level: 2, name: title, exact: true }).waitFor();
};

const press = async ({ page }: Opened, ...keys: readonly string[]): Promise<void> => {
  for (const key of keys) await page.keyboard.press(key);
};

/** Waits until the page answers a question so. */
const sees = (panel: Opened, question: 'focused' | 'described' | 'heard', expected: unknown): Promise<void> =>
  expect.poll(() => inPage(panel, question)).toEqual(expected);

describe('every page can be used by everyone', () => {
  for (const theme of themeNames)
    test(theme, () =>
      check(
        everything,
        async (panel) => {
          for (const title of pages) {
            await goTo(panel, title);
            await picture(panel, `questionnaire-${title.toLowerCase()}-${theme}`);
            expect(await axeFindings(panel), title).toBe('');
          }
        },
        { theme },
      ),
    );

  test('with problems, in a side bar 300 px wide', () =>
    check(
      {
        ...everything,
        'project.name': 'Shop of all the things that can be had',
        'network.cidr': '10.0.0.0/8',
        'network.allowed': ['0.0.0.0', ''],
        'cluster.disk': 'plenty',
      },
      async (panel) => {
        await goTo(panel, 'Review');
        for (const title of pages) {
          await goTo(panel, title);
          if (title !== 'Review') await panel.page.getByRole('button', { name: /^Next:/ }).click();
          await goTo(panel, title);
          await picture(panel, `questionnaire-${title.toLowerCase()}-narrow`);
          expect(await axeFindings(panel), title).toBe('');
          await expect.poll(() => inPage(panel, 'sideways'), { message: title }).toBe(0);
        }
      },
      { width: 300 },
    ));
});

describe('the Terraform questionnaire with the sample answers', () => {
  const answers = readAnswers(readFileSync(join(import.meta.dirname, '../../../samples/terraform/staging.yaml'), 'utf8'), 'yaml', terraformQuestionnaire);
  if (!answers.ok) throw new Error(answers.failure.message);

  test.each<{ look: string; width: number }>([
    { look: 'wide', width: 1100 },
    { look: 'narrow', width: 300 },
  ])('Next by Next to the plan, $look', ({ look, width }) =>
    check(
      answers.value,
      async (panel, host) => {
        for (let page = 1; page <= 20; page++) {
          const title = await textOf(panel.page.getByRole('heading', { level: 2 }).first());
          await picture(panel, `terraform-${page}-${look}`);
          expect(await axeFindings(panel), title).toBe('');
          await expect.poll(() => inPage(panel, 'sideways'), { message: title }).toBe(0);
          await panel.page.locator('#primary').click();
          if (title === 'Review') break;
          await panel.page.getByRole('heading', { level: 2, name: title, exact: true }).waitFor({ state: 'detached' });
        }
        await expect.poll(() => host.heard.at(-1)).toBe('plan');
        expect(host.answers(), 'looking changes nothing').toEqual(answers.value);
      },
      { width },
      terraformQuestionnaire,
    ),
  );
});

describe('with the keyboard alone', () => {
  test('Tab goes in reading order', () =>
    check({}, async (panel) => {
      const order: string[] = [];
      for (let i = 0; i < 40; i++) {
        await press(panel, 'Tab');
        const at: string = await inPage(panel, 'focused');
        if (at === 'nothing' || at === order[0]) break;
        order.push(at);
      }
      expect(order).toEqual([
        'button Import… answers from a file',
        'button Export… answers to a file',
        'button Start over with the defaults',
        'button Project, this page',
        'button Network, not visited',
        'button Cluster, not visited',
        'button Review, not visited',
        'input Name (required)',
        'input Staging Like production, smaller.',
        'select Region',
        'a Source of the help for Region',
        'input Network',
        'input Cluster',
        'input Database',
        'vscode-button Next: Network',
      ]);
    }));

  test('from the first question to the plan, back and forth, and no answer is lost', () =>
    check({}, async (panel, host) => {
      await panel.page.locator('#f-project\\.name').focus();
      await press(panel, 'Enter');
      await sees(panel, 'focused', 'input Name (required)');
      await sees(panel, 'described', expect.stringMatching(/^The prefix of every name\. \| needs an answer/));
      await sees(panel, 'heard', expect.arrayContaining(['1 problem on this page']));

      await panel.page.keyboard.type('shop');
      await press(panel, 'Tab', 'ArrowDown');
      await sees(panel, 'focused', expect.stringMatching(/^input Production/));
      await press(panel, 'Enter');
      await sees(panel, 'focused', 'h2 Network');
      await sees(panel, 'heard', expect.arrayContaining(['Network, step 2 of 4']));

      await press(panel, 'Tab');
      await sees(panel, 'focused', 'input Address range (required)');
      await panel.page.keyboard.press('Control+A');
      await panel.page.keyboard.type('10.8.0.0/16');
      await press(panel, 'Tab');
      await sees(panel, 'focused', 'input Keep flow logs');
      await press(panel, 'Space');
      await expect.poll(() => panel.page.getByRole('combobox', { name: 'Keep them for' }).count()).toBe(0);
      await press(panel, 'Tab', 'Tab', 'Enter');
      await sees(panel, 'focused', 'input range 1');
      await panel.page.keyboard.type('203.0.113.0/24');

      await press(panel, 'Escape');
      await sees(panel, 'focused', 'h2 Project');
      await expect.poll(() => panel.page.getByLabel('Name').inputValue()).toBe('shop');
      await press(panel, 'Enter');
      await sees(panel, 'focused', 'h2 Network');
      await expect.poll(() => panel.page.getByLabel('range 1', { exact: true }).inputValue()).toBe('203.0.113.0/24');

      await press(panel, 'Enter');
      await sees(panel, 'focused', 'h2 Cluster');
      await press(panel, 'Tab', 'ArrowUp', 'ArrowUp', 'Enter');
      await sees(panel, 'focused', 'h2 Review');
      await press(panel, 'Enter');
      await expect.poll(() => host.heard.at(-1)).toBe('plan');
      expect(host.answers()).toEqual({
        'project.name': 'shop',
        'project.environment': 'prod',
        'network.cidr': '10.8.0.0/16',
        'network.flowLogs': false,
        'network.allowed': ['203.0.113.0/24'],
        'cluster.disk': 70,
      });
    }));

  test('a list of records: add, duplicate, put right, remove', () =>
    check({ 'project.name': 'shop' }, async (panel, host) => {
      await goTo(panel, 'Cluster');
      await panel.page.getByRole('button', { name: 'Duplicate Node group “default”' }).focus();
      await press(panel, 'Enter');
      await sees(panel, 'focused', 'input Name (required)');
      await expect.poll(() => panel.page.locator('#f-cluster\\.nodeGroups\\[1\\]\\.name').inputValue()).toBe('default-2');
      await panel.page.locator('#f-cluster\\.nodeGroups\\[1\\]\\.max').fill('1');
      await press(panel, 'Tab');
      await sees(panel, 'heard', expect.arrayContaining(['Node groups, node group 2, Max: is below min: raise it to 2 or more']));
      await picture(panel, 'questionnaire-cluster-problem-dark');
      await panel.page.locator('#f-cluster\\.nodeGroups\\[1\\]\\.max').fill('6');
      await expect.poll(() => panel.page.locator('.problem').count()).toBe(0);

      await panel.page.getByRole('button', { name: 'Add node group' }).click();
      await expect.poll(() => panel.page.getByText('3 is the most.').count(), { message: 'no room for a fourth' }).toBe(1);
      await panel.page.getByRole('button', { name: 'Remove Node group “default”' }).click();
      await sees(panel, 'heard', expect.arrayContaining(['node group 1 removed, 2 left']));
      await expect
        .poll(() => host.answers()['cluster.nodeGroups'])
        .toEqual([
          { name: 'default-2', machine: 'm7g.large', min: 2, max: 6, spot: false },
          { name: '', machine: 'm7g.large', min: 1, max: 3, spot: false },
        ]);
    }));
});

describe('what is wrong is said where it is, and when it helps', () => {
  test('at the field as it is left, not before', () =>
    check({ 'project.name': 'x' }, async (panel) => {
      await expect.poll(() => panel.page.locator('.problem').count()).toBe(0);
      await panel.page.getByLabel('Name').focus();
      await press(panel, 'Tab');
      await sees(panel, 'heard', ['Name: "x" does not fit: use 2 to 24 of a–z, 0–9 and hyphens, starting with a letter']);
      await expect.poll(() => panel.page.getByLabel('Name').getAttribute('aria-invalid')).toBe('true');
      await panel.page.getByLabel('Name').fill('xy');
      await expect.poll(() => panel.page.locator('.problem').count()).toBe(0);
    }));

  test('a number that is none stays as typed', () =>
    check({ 'project.name': 'shop' }, async (panel, host) => {
      await goTo(panel, 'Cluster');
      await panel.page.getByRole('textbox', { name: 'Disk' }).fill('1O0');
      await press(panel, 'Tab');
      await expect.poll(() => panel.page.locator('#f-cluster\\.disk-problem').textContent()).toMatch(/number/);
      await expect.poll(() => panel.page.getByRole('textbox', { name: 'Disk' }).inputValue()).toBe('1O0');
      expect(host.answers()['cluster.disk']).toBe('1O0');
      await panel.page.getByRole('textbox', { name: 'Disk' }).fill('100');
      await expect.poll(() => host.answers()['cluster.disk']).toBe(100);
    }));

  test('on the review, each with the way to its field; no plan is made before', () =>
    check({ 'project.name': 'x', 'cluster.nodeGroups': [{ name: 'a', machine: 'm7g.large', min: 5, max: 2, spot: false }] }, async (panel, host) => {
      await goTo(panel, 'Review');
      await panel.page.getByRole('button', { name: 'Make the plan' }).click();
      expect(host.heard).not.toContain('plan');
      await sees(panel, 'heard', expect.arrayContaining(['2 answers need another look before a plan can be made']));
      await panel.page.getByRole('button', { name: 'Node groups, node group 1, Max' }).click();
      await sees(panel, 'focused', 'input Max');
      await sees(panel, 'described', 'Max: is below min: raise it to 5 or more');
    }));
});

describe('nothing is lost', () => {
  test('a reload in the middle comes back to the same page, answers and problems', () =>
    check({}, async (panel) => {
      await panel.page.getByLabel('Name').fill('shop');
      await goTo(panel, 'Network');
      await panel.page.getByRole('textbox', { name: 'Address range' }).fill('10.0.0.0');
      await press(panel, 'Tab');
      await panel.page.locator('.problem').waitFor();
      await panel.page.reload();
      await panel.page.getByRole('heading', { level: 2, name: 'Network' }).waitFor();
      await expect.poll(() => panel.page.getByRole('textbox', { name: 'Address range' }).inputValue()).toBe('10.0.0.0');
      await expect.poll(() => panel.page.locator('.problem').count()).toBe(1);
      await goTo(panel, 'Project');
      await expect.poll(() => panel.page.getByLabel('Name').inputValue()).toBe('shop');
    }));

  test('typing ahead of a slow host: what is typed wins', async () => {
    const slow = questionsHost(sample);
    const held: (() => void)[] = [];
    const panel = await at.open('questionnaire', (message, post) =>
      slow.host(message, (answer) => (held.length > 0 || isEdit(message) ? held.push(() => post(answer)) : post(answer))),
    );
    await panel.page.getByLabel('Name').waitFor();
    await panel.page.getByLabel('Name').pressSequentially('shop');
    await press(panel, 'Enter');
    for (const release of held.splice(0, 3)) release();
    await expect.poll(() => panel.page.getByLabel('Name').inputValue()).toBe('shop');
    await expect
      .poll(() => panel.page.getByRole('heading', { level: 2, name: 'Project' }).count(), { message: 'Next waits for the answer to the last letter' })
      .toBe(1);
    for (const release of held.splice(0)) release();
    await panel.page.getByRole('heading', { level: 2, name: 'Network' }).waitFor();
    expect(panel.trouble).toEqual([]);
    await panel.close();
  });

  test('back to the default', () =>
    check({ 'project.name': 'shop', 'project.region': 'mx-central-1' }, async (panel, host) => {
      await expect.poll(() => panel.page.getByLabel('Region, another value').inputValue()).toBe('mx-central-1');
      await panel.page.getByRole('button', { name: 'Use default for Region' }).click();
      await expect.poll(() => panel.page.getByLabel('Region', { exact: true }).inputValue()).toBe('eu-central-1');
      expect(host.answers()).toEqual({ 'project.name': 'shop' });
      await sees(panel, 'focused', 'select Region');
    }));
});

test('a message that is none of ours is reported on both sides, and the way out is there', () =>
  check({}, async (panel, host) => {
    await panel.post({ type: 'page', page: { edit: 1 } });
    await panel.page.getByRole('button', { name: 'Reload the window' }).click();
    await expect.poll(() => panel.page.getByRole('alert').first().textContent()).toMatch(/This panel and the extension don’t agree/);
    await expect.poll(() => panel.sent).toContainEqual({ type: 'misunderstood', problem: expect.stringMatching(/page\.asked/) });
    await expect.poll(() => host.heard).toContain('reloadWindow');
    await picture(panel, 'questionnaire-disagreement-dark');
  }));

const isEdit = (message: unknown): boolean => typeof message === 'object' && message !== null && 'type' in message && message.type === 'answered';
