import type { Frame, Page } from 'playwright-core';

/** The inner frames of the webviews that show: VS Code loads a page in a pending frame and makes it the active one when it is there. */
export async function webviewFrames(page: Page): Promise<readonly Frame[]> {
  const found: Frame[] = [];
  for (const frame of page.frames()) {
    if (!frame.parentFrame()?.parentFrame()) continue;
    // A frame may go while it is looked at.
    const element = await frame.frameElement().catch(() => undefined);
    const id = await element?.getAttribute('id').catch(() => undefined);
    if (id === 'active-frame') found.push(frame);
  }
  return found;
}
