import type { Frame, Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { webviewFrames } from './frames.ts';
import { keptEditors } from './kept.ts';
import { did, longMs, lookMs } from './patience.ts';

/** What a person does in VS Code's window, by the names they see. Every call waits for what it needs and fails naming it. */
export class Workbench {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Resolves when the window is drawn and its explorer lists the folder. */
  async ready(): Promise<void> {
    await this.page.locator('.monaco-workbench').waitFor({ timeout: longMs });
    await this.page.locator('.explorer-folders-view').first().waitFor({ timeout: longMs });
    await this.page.locator('.statusbar-item').first().waitFor({ timeout: longMs });
  }

  /** Command palette → the command with this title, category included (`Nimbus: Generate Terraform…`); asks again while extensions are still adding to it. */
  async runCommand(title: string): Promise<void> {
    const input = this.question;
    for (const deadline = Date.now() + longMs; ; await this.page.keyboard.press('Escape')) {
      await this.page.keyboard.press('F1');
      try {
        // It may have closed again, as when something else in the window took the focus.
        await input.waitFor({ timeout: 5_000 });
        await input.fill(`>${title}`, { timeout: 5_000 });
        return await this.quickPickRow(title).click({ timeout: 3_000 });
      } catch (error) {
        this.tryAgain(error, deadline);
      }
    }
  }

  /** Chooses in the open quick pick, by the whole label. */
  async pick(label: string): Promise<void> {
    const input = this.question;
    await input.waitFor({ timeout: longMs });
    await input.fill(label);
    await this.quickPickRow(label).click({ timeout: longMs });
  }

  private quickPickRow(label: string): Locator {
    return this.page
      .locator('.quick-input-list .monaco-list-row')
      .filter({ has: this.page.getByText(label, { exact: true }) })
      .first();
  }

  /** Types into the open quick input and takes what it offers. */
  async answer(text: string): Promise<void> {
    const input = this.question;
    await input.waitFor({ timeout: longMs });
    await input.fill(text);
    await this.page.keyboard.press('Enter');
  }

  /** A file or folder in the explorer, by its name. */
  explorerItem(name: string): Locator {
    return this.page
      .locator('.explorer-folders-view [role=treeitem]')
      .filter({ has: this.page.getByText(name, { exact: true }) })
      .first();
  }

  /** Right-click on an explorer item and choose from its menu; asks again while extensions are still adding to it. */
  contextMenu(item: string, entry: string | RegExp): Promise<void> {
    return this.chooseOn(this.explorerItem(item), entry);
  }

  /**
   * Right-click on a line and choose from its menu. A menu goes when its tree is drawn anew, perhaps with a click that VS Code
   * dropped: where it is known what the entry `shows` first, it is chosen until that is there.
   */
  async chooseOn(line: Locator, entry: string | RegExp, shows?: Locator): Promise<void> {
    const deadline = Date.now() + longMs;
    const choice = this.page.getByRole('menuitem', { name: entry, exact: typeof entry === 'string' }).first();
    await line.waitFor({ timeout: longMs });
    while (Date.now() < deadline) {
      await this.page.keyboard.press('Escape');
      await line.click({ button: 'right', timeout: 5_000 }).catch((error) => this.tryAgain(error, deadline));
      if (!(await did(choice.waitFor({ timeout: 3_000 }))) || !(await this.choose(choice, deadline))) continue;
      if (shows === undefined || (await did(shows.first().waitFor({ timeout: 20_000 })))) return;
    }
    throw new Error(`No ${entry} was chosen from the menu. It has: ${(await this.page.getByRole('menuitem').allInnerTexts()).join(' | ')}`);
  }

  /** The box of a question. */
  get question(): Locator {
    return this.page.locator('.quick-input-widget input').first();
  }

  /** Clicks until what it leads to is there: a click that falls into the moment VS Code draws something anew is lost. */
  async clickUntil(target: Locator, shows: Locator): Promise<void> {
    for (const deadline = Date.now() + longMs; !(await shows.isVisible()); ) {
      await target.click({ timeout: 5_000 }).catch((error) => this.tryAgain(error, deadline));
      await shows.waitFor({ timeout: 5_000 }).catch((error) => this.tryAgain(error, deadline));
    }
  }

  /** Ctrl+. until the menu offers it, as the findings may still be on their way; then chooses it. */
  async chooseFix(name: RegExp): Promise<void> {
    const offered = this.page.locator('.action-widget .monaco-list-row');
    const choice = offered.filter({ hasText: name }).first();
    for (const deadline = Date.now() + longMs; ; await this.page.keyboard.press('Escape')) {
      await this.page.keyboard.press('Control+.');
      if (await did(choice.waitFor({ timeout: 2_000 }))) return choice.click();
      if (Date.now() > deadline) throw new Error(`No action ${name}. There are: ${(await offered.allInnerTexts()).join(' | ')}`);
    }
  }

  /** VS Code drops a click that comes sooner after a menu opened than a hand could; so until the menu is gone. Whether it was clicked at all. */
  private async choose(choice: Locator, deadline: number): Promise<boolean> {
    await did(choice.hover({ timeout: 1_000 }));
    let isClicked = false;
    while (Date.now() < deadline) {
      isClicked = (await did(choice.click({ timeout: 1_000 }))) || isClicked;
      if (await did(choice.waitFor({ state: 'hidden', timeout: 1_000 }))) return isClicked;
    }
    return false;
  }

  /** Goes on after a failed try while there is time. */
  private tryAgain(error: unknown, deadline: number): void {
    if (Date.now() > deadline) throw error;
  }

  /** Opens an action-bar container (`Nimbus`) and resolves when its side bar shows. */
  async openView(container: string): Promise<void> {
    await this.page.locator('.activitybar').getByRole('tab', { name: container }).click({ timeout: longMs });
  }

  /** The row of a tree view of the side bar. */
  treeItem(name: string | RegExp): Locator {
    return this.page.locator('.sidebar').getByRole('treeitem', { name });
  }

  /** A notification with this text. */
  notification(text: string | RegExp): Locator {
    return this.page.locator('.notifications-toasts .notification-list-item').filter({ hasText: text }).first();
  }

  /** Waits for a notification and clicks one of its buttons. */
  async notificationAction(text: string | RegExp, action: string): Promise<void> {
    const toast = this.notification(text);
    await toast.waitFor({ timeout: longMs });
    await toast.getByRole('button', { name: action }).click();
  }

  /** A modal dialog's button. */
  async dialogAction(action: string | RegExp): Promise<void> {
    await this.page.locator('.monaco-dialog-box').getByRole('button', { name: action }).click({ timeout: longMs });
  }

  /** An editor tab by its title. */
  tab(title: string | RegExp): Locator {
    return this.page.locator('.tabs-container').getByRole('tab', { name: title }).first();
  }

  /** Of those that are in front in their group. */
  activeTab(title: string | RegExp): Locator {
    return this.page.locator('.tabs-container').getByRole('tab', { name: title, selected: true }).first();
  }

  async closeTab(title: string | RegExp): Promise<void> {
    await this.tab(title).click();
    await this.runCommand('View: Close Editor');
    await this.tab(title).waitFor({ state: 'detached', timeout: longMs });
  }

  /** Says in VS Code's own page that the folder is trusted. */
  async trust(): Promise<void> {
    await this.page
      .locator('.workspace-trust-editor')
      .getByRole('button', { name: /^Trust$/ })
      .click({ timeout: longMs });
    await this.page.locator('.statusbar').getByText('Restricted Mode').waitFor({ state: 'hidden', timeout: longMs });
  }

  /** Opens a file of the folder by its name, and resolves to its editor with the text drawn. */
  async openFile(name: string): Promise<Locator> {
    await this.typeFileName(name);
    const [file = name, ...folders] = name.split('/').reverse();
    const rows = this.page.locator('.quick-input-list .monaco-list-row').filter({ hasText: file });
    // What was open before is listed first, until what was typed is looked for: a file of the same name in another folder is another.
    const folder = new RegExp(`(^|[/ ])${folders.toReversed().join('/').replaceAll('.', '\\.')}$`);
    const meant = folders.length === 0 ? rows : rows.filter({ has: this.page.locator('.label-description', { hasText: folder }) });
    await meant.first().waitFor({ timeout: longMs });
    // The list is still being filled, and what is under the mouse may be another by the time it is pressed: the line is gone to.
    const isThere = async () => (await meant.and(this.page.locator('.focused')).count()) > 0;
    await expect
      .poll(async () => (await isThere()) || (await this.page.keyboard.press('ArrowDown').then(isThere)), { timeout: longMs, interval: 150 })
      .toBe(true);
    await this.page.keyboard.press('Enter');
    return this.editor(name);
  }

  /** Into the box that asks for a file, which may close again, as when something else in the window takes the focus. */
  private async typeFileName(name: string): Promise<void> {
    for (const deadline = Date.now() + longMs; ; await this.page.keyboard.press('Escape')) {
      await this.page.keyboard.press('Control+P');
      try {
        await this.question.waitFor({ timeout: 5_000 });
        return await this.question.fill(name, { timeout: 5_000 });
      } catch (error) {
        this.tryAgain(error, deadline);
      }
    }
  }

  /** The text editor of a document whose address ends like this, with its lines drawn. */
  async editor(address: string): Promise<Locator> {
    const editor = this.page.locator(`.monaco-editor[data-uri*="${encodeURI(address)}"]`).first();
    await editor.locator('.view-line').first().waitFor({ timeout: longMs });
    return editor;
  }

  /** What an editor shows, without the indentation guides' odd spaces. */
  async textOf(editor: Locator): Promise<string> {
    const lines = await editor
      .locator('.view-line')
      .evaluateAll((all) =>
        (all as unknown as { textContent: string; offsetTop: number }[]).sort((a, b) => a.offsetTop - b.offsetTop).map((line) => line.textContent),
      );
    return lines.join('\n').replaceAll('\u00a0', ' ');
  }

  /** Puts a text in the place of all that is in an editor. As one edit: typing would be completed and indented on the way. */
  async replaceText(editor: Locator, text: string): Promise<void> {
    await editor.locator('.view-line').first().click();
    await this.page.keyboard.press('Control+A');
    await this.page.keyboard.press('Delete');
    await this.page.keyboard.insertText(text);
  }

  /** A line of the Problems view. */
  problem(text: string | RegExp): Locator {
    return this.page.locator('.markers-panel [role=treeitem]').filter({ hasText: text }).first();
  }

  /** A row of the open quick pick. */
  quickPick(text: string | RegExp): Locator {
    return this.page.locator('.quick-input-list .monaco-list-row').filter({ hasText: text }).first();
  }

  /** VS Code's own diff editor, with its two sides drawn. */
  async diffEditor(): Promise<Locator> {
    const editor = this.page.locator('.monaco-diff-editor').first();
    await editor.locator('.modified .view-line').first().waitFor({ timeout: longMs });
    return editor;
  }

  /**
   * The document of a webview, by its page title (`<title>`): the inner frame, where roles and names work as on any page.
   * A webview that is hidden has no frame.
   */
  async webview(title: string | RegExp): Promise<Frame> {
    const matches = (text: string): boolean => (typeof title === 'string' ? text === title : title.test(text));
    const deadline = Date.now() + longMs;
    const seen = new Set<string>();
    while (Date.now() < deadline) {
      for (const frame of await webviewFrames(this.page)) {
        const text = await frame.title().catch(() => '');
        if (text) seen.add(text);
        if (matches(text)) return frame;
      }
      await this.page.waitForTimeout(lookMs);
    }
    throw new Error(`No webview with the title ${title} within ${longMs / 1000} s. Titles seen: ${[...seen].join(', ') || 'none'}`);
  }

  /** The document of a webview that says this: for pages of others, which have no title (VS Code's own view of Markdown). */
  async webviewSaying(text: string | RegExp): Promise<Frame> {
    for (const deadline = Date.now() + longMs; Date.now() < deadline; await this.page.waitForTimeout(lookMs))
      for (const frame of await webviewFrames(this.page))
        if (
          await frame
            .getByText(text)
            .first()
            .isVisible()
            .catch(() => false)
        )
          return frame;
    throw new Error(`No webview says ${text} within ${longMs / 1000} s.`);
  }

  /** Resolves when VS Code would bring back editors that match after a start, state included. */
  async keeps(editors: RegExp): Promise<void> {
    const deadline = Date.now() + longMs;
    let kept = '';
    while (Date.now() < deadline) {
      kept = await keptEditors(this.page);
      if (editors.test(kept)) return;
      await this.page.waitForTimeout(200);
    }
    throw new Error(`VS Code did not keep ${editors} within ${longMs / 1000} s. It kept: ${kept.slice(0, 2000)}`);
  }

  /** Reloads the window; see {@link keeps} for what has to come back. */
  async reload(): Promise<void> {
    await this.page.reload();
    await this.ready();
  }
}
