// Runs in the page before its script: VS Code's side of a webview, and what the tests ask of the page.
// Plain JavaScript, as nothing compiles it on the way.

document.addEventListener('securitypolicyviolation', (e) => console.error(`policy breached: ${e.violatedDirective} by ${e.blockedURI || e.sourceFile}`));

// The state outlives a reload, as in VS Code.
window.acquireVsCodeApi = () => ({
  postMessage: (message) => window.toHost(JSON.parse(JSON.stringify(message))),
  getState: () => JSON.parse(sessionStorage.getItem('state') ?? 'null') ?? undefined,
  setState: (state) => sessionStorage.setItem('state', JSON.stringify(state)),
});

window.inPage = {
  post: (message) => window.postMessage(message, '*'),

  // One line a finding, with where.
  axe: async () => {
    const { violations } = await window.axe.run();
    return violations.flatMap(({ id, nodes }) => nodes.map((n) => `${id} ${n.target.join(' ')}: ${n.failureSummary}`)).join('\n');
  },

  // Pixels the page scrolls sideways; code boxes may, the page never.
  sideways: () => document.documentElement.scrollWidth - document.documentElement.clientWidth,

  // After everything posted so far has been taken and painted.
  painted: () => new Promise((done) => setTimeout(() => requestAnimationFrame(() => requestAnimationFrame(done)))),

  height: () => document.documentElement.scrollHeight,

  // What has the focus, as a screen reader would name it.
  focused: () => {
    const at = document.activeElement;
    if (!at || at === document.body) return 'nothing';
    const label = at.getAttribute('aria-label') ?? at.labels?.[0]?.textContent ?? at.textContent;
    return `${at.localName} ${label?.replace(/\s+/g, ' ').trim()}`;
  },

  // What describes the focused control, in the order it is read.
  described: () =>
    (document.activeElement?.getAttribute('aria-describedby') ?? '')
      .split(' ')
      .filter(Boolean)
      .map((id) => document.getElementById(id)?.textContent?.replace(/\s+/g, ' ').trim() ?? `missing ${id}`)
      .join(' | '),

  // What was said to people who hear the page and is still in the region.
  heard: () => [...(document.getElementById('announcer')?.children ?? [])].map((p) => p.textContent),
};
