/**
 * Says something to people who hear the page: a step that ended, an error that appeared, a page that changed. The
 * region stands outside what is painted, so that no repaint takes it away.
 */
export function announce(text: string): void {
  const region = document.getElementById('announcer') ?? document.body.appendChild(makeRegion());
  const line = document.createElement('p');
  line.textContent = text;
  // The last few stay, so that two in a row are both read.
  region.append(line);
  while (region.childElementCount > announcementsMax) region.firstElementChild?.remove();
}

const announcementsMax = 3;

function makeRegion(): HTMLElement {
  const region = document.createElement('div');
  region.id = 'announcer';
  region.className = 'heard';
  region.setAttribute('role', 'log');
  region.setAttribute('aria-live', 'polite');
  region.setAttribute('aria-label', 'Announcements');
  return region;
}

/** Put up before it is needed: a region that comes with its first text is not read. */
export const readyToAnnounce = (): void => {
  document.body.append(makeRegion());
};
