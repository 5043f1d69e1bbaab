import { count } from '../../base/say.ts';
import { type Finding, type ScanReport, severities } from '../../domain/finding.ts';
import type { Rule } from '../rule.ts';
import { totals } from './text.ts';

/**
 * One page that stands by itself: no script, nothing loaded from elsewhere, light and dark by the reader's own setting,
 * printable. For a build's artifacts or a mail.
 */
export function htmlReport(report: ScanReport, rules: readonly Rule[], version: string): string {
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  const groups = [...Map.groupBy(report.findings, ({ rule }) => rule)].sort(([, a], [, b]) => gravity(b[0]) - gravity(a[0]) || b.length - a.length);
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Best practices</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>Best practices</h1>
<p>${text(totals(report))}</p>
${bars(report)}
${groups.map(([id, findings]) => group(id, findings, byId.get(id))).join('\n')}
${list(
  'Kept quiet',
  report.suppressed.map((finding) => `${where(finding)} <code>${text(finding.rule)}</code> ${text(finding.reason) || 'no reason given'}`),
)}
${list('Not checked', report.notes.map(text))}
</main>
<footer>Nimbus ${text(version)}</footer>
</body>
</html>
`;
}

const gravity = (finding: Finding | undefined): number => severities.indexOf(finding?.severity ?? 'info');

function bars(report: ScanReport): string {
  const most = Math.max(1, ...severities.map((severity) => of(report, severity)));
  const rows = severities.toReversed().map((severity) => {
    const found = of(report, severity);
    return `<tr><th scope="row">${severity}</th><td>${found}</td><td aria-hidden="true"><svg class="${severity}" width="200" height="12"><rect width="${Math.round((found / most) * 200)}" height="12"/></svg></td></tr>`;
  });
  return `<table class="bars"><caption>Findings by severity</caption><tbody>${rows.join('')}</tbody></table>`;
}

const of = (report: ScanReport, severity: string): number => report.findings.filter((finding) => finding.severity === severity).length;

function group(id: string, findings: readonly Finding[], rule: Rule | undefined): string {
  const severity = findings[0]?.severity ?? 'info';
  const rows = findings.map(
    (finding) =>
      `<tr><td>${where(finding)}</td><td><code>${text(finding.resource)}</code></td><td>${text(finding.message)}${finding.fixable ? ' <em>Has a fix.</em>' : ''}</td></tr>`,
  );
  return `<section>
<h2>${text(rule?.title ?? id)}</h2>
<p><strong class="${severity}">${severity}</strong> · <code>${text(id)}</code> · ${count(findings.length, 'finding')}</p>
${rule ? `<p>${text(rule.why)}${/^https?:/.test(rule.source) ? ` <a href="${text(rule.source)}" rel="noreferrer">Source</a>` : ''}</p>` : ''}
<table><thead><tr><th scope="col">Where</th><th scope="col">What</th><th scope="col">Finding</th></tr></thead><tbody>
${rows.join('\n')}
</tbody></table>
</section>`;
}

const where = ({ file, line }: Finding): string => `<code>${text(file)}:${line}</code>`;

const list = (title: string, items: readonly string[]): string =>
  items.length === 0 ? '' : `<section><h2>${title}</h2><ul>${items.map((item) => `<li>${item}</li>`).join('')}</ul></section>`;

/** Text from files is data. */
const text = (raw: string): string => raw.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

const style = `
:root { color-scheme: light dark; font: 14px/1.5 system-ui, sans-serif; }
body { margin: 0 auto; max-width: 1000px; padding: 24px; overflow-wrap: anywhere; }
h2 { margin: 32px 0 4px; font-size: 16px; }
p { margin: 4px 0; }
table { width: 100%; border-collapse: collapse; margin-top: 8px; }
table.bars { width: auto; }
caption { text-align: left; font-weight: 600; }
th, td { padding: 4px 16px 4px 0; text-align: left; vertical-align: top; border-top: 1px solid color-mix(in srgb, currentColor 20%, transparent); font-weight: normal; }
svg { fill: #6b7280; }
svg.critical, svg.high { fill: #dc2626; }
svg.medium { fill: #d97706; }
strong.critical, strong.high { text-decoration: underline; }
code { font: 13px ui-monospace, monospace; }
footer { margin-top: 32px; opacity: 0.7; }
@media print { section { break-inside: avoid; } }
`;
