import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type FromRun, readFromRun, type ToRun } from '../../../src/protocol/run.ts';
import { axeFindings, inPage, type Look, type Opened, picture, type Stage, stage, textOf, themeNames } from './harness.ts';
import { type Moment, moments, recorded } from './run-events.ts';

let at: Stage;
beforeAll(async () => {
  at = await stage();
});
afterAll(() => at?.close());

const all = Object.keys(moments) as readonly Moment[];

/** Opens the panel at a moment of a run, does what the case does, and ends with a panel that had no trouble. */
async function check(moment: Moment, act: (panel: Opened, heard: readonly FromRun[]) => Promise<void>, look?: Look): Promise<void> {
  const heard: FromRun[] = [];
  const panel = await at.open(
    'run',
    (message, post) => {
      const read = readFromRun(message);
      if (!read.ok) throw new Error(`the view sent what the host can't read: ${read.problem}`);
      if (read.message.type === 'ready') post(show(moment));
      else heard.push(read.message);
      if (read.message.type === 'readYaml') post({ type: 'yaml', text: 'nimbus: 1\ngoal: Network for staging\nsteps: []\n' } satisfies ToRun);
    },
    look,
  );
  await panel.page.getByRole('heading', { level: 1 }).waitFor();
  await act(panel, heard);
  expect(panel.trouble).toEqual([]);
  await panel.close();
}

const show = (moment: Moment): ToRun => ({
  type: 'show',
  protocol: 1,
  where: {
    profile: 'staging',
    environment: 'staging',
    account: '123456789012',
    region: 'eu-central-1',
    workspace: 'default',
    folder: '/projects/shop',
    out: 'infra/',
  },
  events: recorded(moments[moment]),
  live: moment !== 'cut-off' && moment !== 'gone',
  ...(moment === 'elsewhere'
    ? { elsewhere: { says: 'This plan waits in another VS Code window (process 4711) since 14:05, and takes its yes only there.', canOpen: true } }
    : {}),
  changeable: !['typed', 'rollback', 'planned', 'unreachable'].includes(moment),
  repeatable: true,
  rollback: moment === 'rollback',
  untrusted: moment === 'untrusted',
});

/** Another run in the same panel, as after a roll back. */
const turnTo = async (panel: Opened, moment: Moment): Promise<void> => {
  await panel.post(show(moment));
  await inPage(panel, 'painted');
};

const button = ({ page }: Opened, name: string) => page.getByRole('button', { name, exact: true });

describe('every state can be used by everyone', () => {
  for (const theme of themeNames)
    test(theme, () =>
      check(
        'planning',
        async (panel) => {
          for (const moment of all) {
            await turnTo(panel, moment);
            if (moment === 'asking' || moment === 'failed') for (const summary of await panel.page.locator('summary').all()) await summary.click();
            await picture(panel, `run-${moment}-${theme}`);
            expect(await axeFindings(panel), moment).toBe('');
          }
        },
        { theme },
      ),
    );

  test('in a side bar 300 px wide', () =>
    check(
      'planning',
      async (panel) => {
        for (const moment of all) {
          await turnTo(panel, moment);
          await picture(panel, `run-${moment}-narrow`);
          expect(await axeFindings(panel), moment).toBe('');
          await expect.poll(() => inPage(panel, 'sideways'), { message: moment }).toBe(0);
        }
      },
      { width: 300 },
    ));
});

describe('before the answer', () => {
  test('says where it would act, what it would do and how it is taken back', () =>
    check('asking', async ({ page }) => {
      await expect
        .poll(() => textOf(page.getByRole('list', { name: 'Where it acts' })))
        .toMatch(/profile staging\s+staging\s+account 1234…9012\s+eu-central-1\s+workspace default\s+folder infra\//);
      expect((await textOf(page.locator('.stand'))).replaceAll('\n', ' · ')).toBe('risk low · 19 files · nothing outside the workspace changes · undo: yes');
      await expect
        .poll(() => textOf(page.locator('.step-row').first().locator('.step-line')))
        .toMatch(/✎ write\s+Write 19 files in infra\/\s+\+[\d,]+ −8\s+under 1 s/);
      await expect.poll(() => textOf(page.locator('.conflict'))).toMatch(/Line 6: you changed this.*Yours stays/s);
      await expect
        .poll(() => textOf(page.getByRole('table', { name: '1 finding, once this is written' }).getByRole('row').last()))
        .toMatch(/medium\s+The provider is held.*infra\/versions\.tf:6\s+tf-provider-range/s);
    }));

  test('the keyboard alone: look at a diff, read the YAML, say yes', () =>
    check('asking', async (panel, heard) => {
      await panel.page.locator('.file button').first().focus();
      await panel.page.keyboard.press('Enter');
      await panel.page.getByText('As YAML').focus();
      await panel.page.keyboard.press('Enter');
      await panel.page.getByText('goal: Network for staging').waitFor();
      await button(panel, 'Write 19 files in infra/').focus();
      await panel.page.keyboard.press('Enter');
      await panel.page.keyboard.press('Enter');
      await expect
        .poll(() => heard)
        .toEqual([
          { type: 'openDiff', step: 'files', path: 'infra/versions.tf' },
          { type: 'readYaml' },
          { type: 'approve', hash: expect.stringMatching(/^4f1c9a/), typed: {} },
        ]);
    }));

  test('a plan that waits in another window says so, and offers no yes here; Escape is no answer to it', () =>
    check('elsewhere', async (panel, heard) => {
      await expect.poll(() => textOf(panel.page.getByRole('status').filter({ hasText: 'waits in' }))).toContain('(process 4711) since 14:05');
      await expect.poll(() => panel.page.getByRole('contentinfo').getByRole('button').allInnerTexts()).toEqual(['Cancel it there', 'Show that window']);
      await panel.page.keyboard.press('Escape');
      await button(panel, 'Show that window').click();
      await button(panel, 'Cancel it there').click();
      await expect.poll(() => heard).toEqual([{ type: 'openWindow' }, { type: 'cancel' }]);
    }));

  test('one whose window is gone can be taken over', () =>
    check('gone', async (panel, heard) => {
      await expect.poll(() => textOf(panel.page.getByRole('status').filter({ hasText: 'is gone' }))).toContain('Nothing was approved');
      await button(panel, 'Take over').click();
      await expect.poll(() => heard).toEqual([{ type: 'resume' }]);
      await expect.poll(() => button(panel, 'Write 19 files in infra/').count()).toBe(0);
    }));

  test('a roll back says what undoes it, once', () =>
    check('rollback', async ({ page }) => {
      expect((await textOf(page.locator('.stand'))).replaceAll('\n', ' · ')).toBe(
        'risk low · 1 file · nothing outside the workspace changes · can’t be undone itself: run the original again',
      );
      await expect.poll(() => page.locator('.warning-line').count()).toBe(0);
    }));

  test('Escape is a plain no', () =>
    check('asking', async (panel, heard) => {
      await button(panel, 'Change answers').focus();
      await panel.page.keyboard.press('Escape');
      await expect.poll(() => heard).toEqual([{ type: 'cancel' }]);
    }));

  test('what destroys needs its name typed', () =>
    check('typed', async (panel, heard) => {
      const go = button(panel, 'Delete aws_db_instance.main');
      await go.click({ force: true });
      await expect.poll(() => go.getAttribute('aria-disabled')).toBe('true');
      await panel.page.getByLabel(/type main to confirm/).fill('mai');
      await go.click({ force: true });
      expect(heard).toEqual([]);
      await panel.page.getByLabel(/type main to confirm/).fill('main');
      await panel.page.keyboard.press('Enter');
      await expect.poll(() => heard).toEqual([{ type: 'approve', hash: expect.any(String), typed: { drop: 'main' } }]);
    }));

  test('a plan that changed meanwhile: said, and the buttons come back', () =>
    check('asking', async (panel, heard) => {
      await button(panel, 'Write 19 files in infra/').click();
      await panel.post({ type: 'notice', level: 'warning', text: 'infra/main.tf changed since the plan was made. Nothing was written.' } satisfies ToRun);
      await panel.page.getByText('Nothing was written.').waitFor();
      await button(panel, 'Write 19 files in infra/').click();
      await expect.poll(() => heard.map((m) => m.type)).toEqual(['approve', 'approve']);
    }));
});

describe('while it runs, and after', () => {
  test('follows the events, says what ended, and ends where the answer is', () =>
    check('asking', async (panel) => {
      await button(panel, 'Write 19 files in infra/').click();
      const events = recorded(moments.failed);
      // In two parts, the second before the first and with a repetition.
      await panel.post({ type: 'events', events: events.slice(15, 17) } satisfies ToRun);
      await panel.post({ type: 'events', events: events.slice(8, 16) } satisfies ToRun);
      await panel.page.locator('.now').getByText('Using hashicorp/aws v5.100.0 from the shared cache directory 40 %').waitFor();
      await expect.poll(() => textOf(panel.page.locator('.step-row').nth(2).locator('.step-line'))).toMatch(/running\s+Terraform validate\s+\d+ s/);
      await panel.post({ type: 'events', events: events.slice(16) } satisfies ToRun);
      await panel.page.getByRole('heading', { name: /^Terraform validate failed after/ }).waitFor();
      await expect
        .poll(() => inPage(panel, 'heard'))
        .toEqual(expect.arrayContaining([expect.stringMatching(/^Terraform validate failed after .* 18 files written\.$/)]));
    }));

  test('output on demand', () =>
    check('running', async (panel, heard) => {
      await panel.page.getByText('Output', { exact: true }).click();
      await panel.page.getByText('Initializing provider plugins…').waitFor();
      await panel.page.getByRole('button', { name: 'Open in an editor' }).click();
      await expect.poll(() => heard).toEqual([{ type: 'openOutput', step: 'validate' }]);
    }));

  test.each<{ moment: Moment; says: RegExp; buttons: readonly string[] }>([
    { moment: 'running', says: /Step 3 of 5 · Terraform validate · .* in all/, buttons: ['Cancel'] },
    {
      moment: 'succeeded',
      says: /Done in .*18 files written\. .*Looked at again: everything is as planned\. Nothing outside the workspace was changed/s,
      buttons: ['Change answers', 'Roll back', 'Open README', 'Open folder', 'Plan…'],
    },
    { moment: 'skipped', says: /What to do: Sign in/, buttons: ['Change answers', 'Roll back', 'Open README', 'Open folder', 'Plan…'] },
    { moment: 'failed', says: /Terraform validate failed.*storage_typ.*infra\/ is not valid/s, buttons: ['Roll back', 'Open folder', 'Change answers'] },
    { moment: 'cancelled', says: /Cancelled after .*18 files written/s, buttons: ['Roll back', 'Open folder', 'Change answers'] },
    { moment: 'declined', says: /Cancelled before anything ran\s+Nothing was changed/, buttons: ['Change answers'] },
    { moment: 'unreachable', says: /Failed\s+Terraform could not get the provider\. Nothing was changed\.\s+What to do/, buttons: ['Try again'] },
    { moment: 'planned', says: /delete aws_vpc\.old because its resource block is gone/, buttons: ['Open folder', 'Open plan'] },
    { moment: 'refused', says: /Not run.*Nothing was changed.*Instead: Switch to the profile "staging"/s, buttons: ['Change answers'] },
    {
      moment: 'untrusted',
      says: /Not run.*the folder is not trusted.*Write 19 files in infra\/\s+\+[\d,]+ −8.*versions\.tf\s+changed.*Show all 19 files/s,
      buttons: ['Change answers', 'Manage Workspace Trust'],
    },
    { moment: 'cut-off', says: /cut off before its end.*cut off\s+Terraform validate\s+Using/s, buttons: ['Roll back', 'Resume'] },
    { moment: 'paused', says: /Waits · .*waits for an approval.*Resume/s, buttons: ['Resume'] },
    { moment: 'asking-later', says: /undo:\s+not known yet/, buttons: ['Cancel'] },
    { moment: 'planning', says: /Nothing is changed/, buttons: ['Cancel'] },
  ])('$moment: says what is true now, and offers what can be done', ({ moment, says, buttons }) =>
    check(moment, async ({ page }, heard) => {
      await expect.poll(() => textOf(page.locator('.panel'))).toMatch(says);
      const shown = page.locator('.bar-bottom vscode-button');
      await expect.poll(() => shown.allInnerTexts()).toEqual(buttons);
      for (const b of await shown.all()) await b.click();
      const sends: Readonly<Record<string, string>> = {
        Cancel: 'cancel',
        'Change answers': 'changeAnswers',
        'Roll back': 'rollBack',
        'Open folder': 'openFolder',
        'Open README': 'openReadme',
        'Plan…': 'planGenerated',
        Resume: 'resume',
        'Try again': 'again',
        'Open plan': 'openTerraformPlan',
        'Manage Workspace Trust': 'manageTrust',
      };
      await expect.poll(() => heard.map((m) => m.type)).toEqual(buttons.map((name) => sends[name]));
    }),
  );

  test('what to do links to where it is told', () =>
    check('unreachable', async ({ page }, heard) => {
      await page.getByRole('button', { name: 'https://example.com/config#mirror' }).click();
      await expect.poll(() => heard).toEqual([{ type: 'openLink', href: 'https://example.com/config#mirror' }]);
    }));

  test('an apply in the middle of a run: where, what, why it is grave, what it costs, and the name to type', () =>
    check('midway', async (panel, heard) => {
      const { page } = panel;
      const text = await textOf(page.locator('.panel'));
      for (const says of [
        /done\s+Terraform plan/i,
        /risk critical/,
        /AWS account 123456789012 in eu-central-1/,
        /± replace\s+aws_db_instance\.main\s+engine_version/,
        /it holds data, and is replaced/,
        /Reaches 120 resources that do not change and depend on what does:\s+aws_route53_record\.shop\[0\]\s+depends on\s+aws_db_instance\.main/,
        /about \+34 US dollars a month; 5 priced, 2 not \(prices of 2026-11-01\)/,
      ])
        expect(text).toMatch(says);
      await expect.poll(() => page.locator('.impact').count()).toBe(12);
      await expect.poll(() => page.locator('.reached li').count()).toBe(8);
      await button(panel, 'Show all 10 by name').waitFor();
      await button(panel, 'Show all 14 changes').click();
      await expect.poll(() => page.locator('.reached li').count()).toBe(10);
      await expect.poll(() => page.locator('.impact').count()).toBe(14);
      await expect.poll(() => textOf(page.locator('.panel'))).toContain('586 more, none graver, are not listed here.');
      await expect.poll(() => textOf(page.locator('.panel'))).toContain('110 more, none nearer, are not listed here.');
      await page.locator('#typed-apply').fill('aws_db_instance.main');
      await page.locator('#primary').click();
      await expect
        .poll(() => heard.filter((m) => m.type === 'approve'))
        .toEqual([{ type: 'approve', hash: expect.any(String), typed: { apply: 'aws_db_instance.main' } }]);
    }));

  test('a finding opens its place in the workspace', () =>
    check('succeeded', async ({ page }, heard) => {
      await expect
        .poll(() => page.getByRole('row').allInnerTexts())
        .toEqual([
          expect.stringMatching(/Severity\s+What\s+Where\s+Rule/),
          expect.stringMatching(/high\s+The database runs in one zone only\.\s+infra\/modules\/database\/main\.tf:31\s+aws-rds-multi-az/),
          expect.stringMatching(/medium\s+The bucket/),
        ]);
      await page.getByRole('button', { name: 'infra/modules/database/main.tf:31' }).click();
      await expect.poll(() => heard).toEqual([{ type: 'openFile', path: 'infra/modules/database/main.tf', line: 31, column: 1 }]);
    }));
});

test('the first paint has the shape of the page, before the script has come', async () => {
  const panel = await at.open('run', () => undefined);
  await expect.poll(() => panel.page.locator('.skeleton .bar').count()).toBeGreaterThan(4);
  expect(await axeFindings(panel)).toBe('');
  await picture(panel, 'run-skeleton-dark');
  await panel.close();
});

test('a message that is none of ours is reported on both sides', () =>
  check('running', async (panel) => {
    await panel.post({ type: 'events', events: [{ runId: 'r1', seq: 99, at: 1, event: { type: 'run-cloned' } }] });
    await panel.page.getByText('This panel and the extension don’t agree').waitFor();
    await expect.poll(() => panel.sent).toContainEqual({ type: 'misunderstood', problem: expect.stringMatching(/events\[0\]\.event/) });
  }));
