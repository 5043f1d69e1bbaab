import { join } from 'node:path';
import type { Frame } from 'playwright-core';
import { expect } from 'vitest';
import { longMs } from './harness/patience.ts';
import type { VsCode } from './harness/start.ts';

/** What a person does in Nimbus's panels, by the words on the screen. */

/** Right-click → Generate Terraform…; resolves to the questionnaire's page. */
export async function openQuestionnaire({ workbench }: VsCode, folder: string): Promise<Frame> {
  await workbench.contextMenu(folder, 'Generate Terraform…');
  return questionnaire(workbench);
}

export async function questionnaire(workbench: VsCode['workbench']): Promise<Frame> {
  const page = await workbench.webview(/^Generate Terraform/);
  await page
    .getByRole('textbox', { name: /^Name/ })
    .or(page.getByRole('heading', { level: 2 }))
    .first()
    .waitFor();
  return page;
}

export const goTo = (page: Frame, step: string): Promise<void> =>
  page
    .getByRole('navigation', { name: 'Steps' })
    .getByRole('button', { name: new RegExp(`^${step.replaceAll(/[()]/g, '\\$&')},`) })
    .click();

export async function nameProject(page: Frame, name: string): Promise<void> {
  await page.getByRole('textbox', { name: /^Name/ }).fill(name);
}

/** A network and a bucket: small enough to be quick, large enough to have every kind of file. */
export async function onlyNetworkAndBucket(page: Frame): Promise<void> {
  for (const part of ['Cluster (EKS)', 'Database (RDS)']) await page.getByRole('checkbox', { name: part }).uncheck();
}

/** Review → Make the plan; resolves to the plan's page, once it waits for an answer. */
export async function makePlan(code: VsCode, page: Frame): Promise<Frame> {
  await goTo(page, 'Review');
  await page.getByRole('heading', { name: 'Review', level: 2 }).waitFor();
  await page.getByRole('button', { name: 'Make the plan' }).click();
  return waitingPlan(code, writing);
}

/** What the buttons say that start a run. */
export const writing = /^Write \d+ files in /;
export const removing = /^Remove \d+ files/;

/** The plan's page, once it can be approved with the button of this name. */
export async function waitingPlan({ workbench }: VsCode, approval: RegExp, timeout = longMs): Promise<Frame> {
  const plan = await workbench.webview('Plan and Run');
  await plan.getByRole('button', { name: approval }).waitFor({ timeout });
  return plan;
}

export const approve = (plan: Frame, approval: RegExp): Promise<void> => plan.getByRole('button', { name: approval }).click();

/** Resolves to the word the run ended with: `Done`, `Failed`, `Cancelled` or `Not run`. */
export async function ended(run: Frame, timeout = longMs): Promise<string> {
  const outcome = run.getByRole('heading', { name: /^(Done|Failed|Cancelled|Not run)/, level: 2 });
  await outcome.waitFor({ timeout });
  const headline = (await outcome.textContent()) ?? '';
  return /^(Done|Failed|Cancelled|Not run)/.exec(headline.trim())?.[0] ?? headline;
}

/** A file of the folder, in VS Code's own dialog: what is typed before it has listed the folder is lost. */
export async function chooseFile({ workbench, folder }: VsCode, name: string): Promise<void> {
  await workbench.quickPick(name).waitFor({ timeout: longMs });
  await workbench.answer(join(folder, name));
}

/** Waits until a page has no part that is reached by scrolling sideways only; fails when it keeps one. */
export const fitsItsWidth = (page: Frame): Promise<void> =>
  expect
    .poll(() =>
      page.evaluate(() => {
        const { documentElement: whole } = (globalThis as unknown as { document: { documentElement: { scrollWidth: number; clientWidth: number } } }).document;
        return whole.scrollWidth - whole.clientWidth;
      }),
    )
    .toBe(0);
