/** What a webview's page is made of. URIs as the webview sees them (`webview.asWebviewUri`). */
export interface PanelPage {
  /** For screen readers; the tab's title is the panel's. */
  readonly title: string;
  /** `dist/webview/<panel>.js`. */
  readonly scriptUri: string;
  /** `dist/assets/codicon.css`, `dist/webview/<panel>.css`. */
  readonly styleUris: readonly string[];
  /** `webview.cspSource`. */
  readonly cspSource: string;
  /** New for every page: at least 128 random bits, base64 or hex. */
  readonly nonce: string;
  /** The shape of the first paint, before the script has run. */
  readonly skeleton: keyof typeof skeletons;
  /** What the panel is about, in the host's words: comes back as `subject` of the state VS Code keeps over a reload. */
  readonly subject?: string;
}

/**
 * The page of a webview. **Invariant:** nothing may run but our one script: no inline code, no `eval`, no remote
 * source, no style attribute in the page, no connection. Lit's styles are constructed sheets, which need no exception.
 */
export function panelHtml({ title, scriptUri, styleUris, cspSource, nonce, skeleton, subject = '' }: PanelPage): string {
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${cspSource}`,
    `font-src ${cspSource}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapeHtml(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
${styleUris.map((uri) => `<link rel="stylesheet" href="${escapeHtml(uri)}">`).join('\n')}
</head>
<body>
<div id="app" data-subject="${escapeHtml(subject)}">${skeletonHtml(title, skeletons[skeleton])}</div>
<script nonce="${escapeHtml(nonce)}" src="${escapeHtml(scriptUri)}"></script>
</body>
</html>
`;
}

/** Bars where the real things will be, so that nothing jumps when they come. Sizes are in the style sheet. */
const skeletons = {
  questionnaire: { says: 'Loading the questions', bars: ['title', 'steps', 'heading', 'text', 'label', 'field', 'label', 'field', 'label', 'field'] },
  dashboard: { says: 'Counting the runs', bars: ['title', 'text', 'row', 'row', 'row'] },
  report: { says: 'Loading the findings', bars: ['title', 'text', 'row', 'row', 'row', 'row'] },
  table: { says: 'Asking for the list', bars: ['title', 'text', 'steps', 'row', 'row', 'row', 'row', 'row'] },
  tfplan: { says: 'Reading the plan', bars: ['title', 'text', 'row', 'row', 'row', 'row', 'row'] },
  run: { says: 'Loading the plan', bars: ['title', 'text', 'row', 'row', 'row', 'row'] },
} as const;

const skeletonHtml = (title: string, { says, bars }: (typeof skeletons)[keyof typeof skeletons]): string =>
  `<main class="skeleton" aria-busy="true" aria-label="${says}"><h1 class="heard">${escapeHtml(title)}</h1>${bars.map((kind) => `<div class="bar ${kind}"></div>`).join('')}</main>`;

const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
