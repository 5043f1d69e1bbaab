import { html, nothing, type TemplateResult } from 'lit';
import type { StepView } from '../../src/protocol/run-fold.ts';
import { effectMark, effectOf, stepTitle } from '../../src/protocol/run-words.ts';
import { textButton } from '../shared/button.ts';
import { icon } from '../shared/icon.ts';
import { linked } from '../shared/links.ts';
import { elapsed } from '../shared/time.ts';
import type { Actions } from './actions.ts';
import { planChanges } from './changes.ts';
import { fileList, totalLines } from './files.ts';
import { impactList } from './impacts.ts';
import type { Face, FilesShown } from './model.ts';
import { openDiff } from './open-diff.ts';
import { openPlan } from './open-plan.ts';
import { openTable } from './open-table.ts';

/** One step of the plan: what it would do, then how it goes, then how it went. */
export function stepRow(s: StepView, face: Face, files: FilesShown, now: number, act: Actions): TemplateResult {
  // In a plan that is asked about in mid-run, what is done is told as done.
  const isPlan = face === 'plan' && s.status === 'waiting';
  return html`<li class="step-row ${s.status}" data-step=${s.step.id}>
    <div class="step-line">
      ${isPlan ? effect(s) : status(s, face)}
      <span class="step-name">${stepTitle(s)}</span>
      ${isPlan ? html`${optional(s)}${riskWord(s)}` : nothing}${files === 'none' ? nothing : totalLines(s)}
      <span class="step-time quiet">${isPlan ? estimate(s.step) : took(s, face, now)}</span>
    </div>
    <div class="step-more">
      ${isPlan ? html`<p class="quiet">${s.step.reason}</p>` : progressOf(s, face)}
      ${isPlan || face === 'cut-off' ? warnings(s) : nothing} ${files === 'none' ? nothing : html`${fileList(s, files === 'all', act)}${impactList(s, files === 'all', act)}`} ${isPlan ? why(s) : nothing} ${denied(s)} ${failure(s, act)}
      ${isPlan ? openPlan(s, act) : html`${planChanges(s)} ${openPlan(s, act)} ${openDiff(s, act)} ${output(s, act)} ${openTable(s, act)}`}
    </div>
  </li>`;
}

function effect(s: StepView): TemplateResult {
  const seen = effectOf(s);
  return html`<span class="effect ${seen}"><span class="mark" aria-hidden="true">${effectMark[seen]}</span> ${seen}</span>`;
}

const optional = ({ step }: StepView): TemplateResult | typeof nothing =>
  step.optional ? html`<span class="quiet small" title="Left out, and said so, when what it needs is not there">optional</span>` : nothing;

function riskWord({ step, decision }: StepView): TemplateResult | typeof nothing {
  if (decision?.kind === 'later')
    return html`<span class="quiet small" title="It is looked at, and asked about, once what it is made of is there">asked about later</span>`;
  const risk = decision?.risk ?? step.risk;
  return risk === 'low' ? nothing : html`<span class="risk ${risk}">risk ${risk}</span>`;
}

/** What safety says of a step that is grave: at the step itself, and not in the fold with the rest. */
const why = ({ decision }: StepView): TemplateResult | typeof nothing =>
  decision?.kind === 'confirm' && (decision.risk === 'high' || decision.risk === 'critical')
    ? html`<ul class="why" aria-label="Why it is grave">${decision.reasons.slice(1).map((reason) => html`<li>${reason}</li>`)}</ul>`
    : nothing;

const marks = {
  waiting: ['circle-large-outline', 'waiting'],
  running: ['loading', 'running'],
  succeeded: ['pass-filled', 'done'],
  failed: ['error', 'failed'],
  skipped: ['circle-slash', 'skipped'],
  cancelled: ['circle-slash', 'cancelled'],
} as const;

/** A step of a run that is over and never reached it is not waiting for anything. */
function status(s: StepView, face: Face): TemplateResult {
  const [name, word] = marks[s.status];
  const said = s.status === 'waiting' && face !== 'run' ? 'not run' : s.status === 'running' && face === 'cut-off' ? 'cut off' : word;
  const mark = said === 'cut off' ? 'debug-disconnect' : name;
  return html`<span class="status ${s.status}">${icon(mark, said === 'cut off' ? 'warning' : `${s.status} ${mark === 'loading' ? 'codicon-modifier-spin' : ''}`)} ${said}</span>`;
}

const roughly = (ms: number): string => (ms < 1000 ? 'under 1 s' : `~${elapsed(Math.round(ms / 1000) * 1000)}`);

/** Where it is known how long it took before: half of the runs, and 9 of 10. */
function estimate({ estimateMs, estimate: from }: StepView['step']): TemplateResult | string {
  const mid = roughly(estimateMs);
  if (from === undefined) return mid;
  if (from === 'guess') return html`<span title="A guess: it did not run often enough on this machine yet">${mid}, a guess</span>`;
  const most = roughly(from.p90);
  const spread = most === mid ? nothing : html`, at most times within ${most.replace('~', '')}`;
  return html`<span title=${`From ${from.runs} runs on this machine: half took ${mid.replace('~', '')} or less, 9 of 10 ${most.replace('~', '')} or less`}>${mid}${spread}</span>`;
}

const took = (s: StepView, face: Face, now: number): string => {
  if (s.status === 'running') return face === 'run' && s.startedAt !== undefined ? elapsed(now - s.startedAt) : '';
  if (s.durationMs === undefined || s.attempts === 0) return '';
  return s.durationMs < 10_000 ? `${(s.durationMs / 1000).toFixed(1)} s` : elapsed(s.durationMs);
};

function progressOf(s: StepView, face: Face): TemplateResult | typeof nothing {
  if (s.status === 'running')
    return html`<p class="quiet now">
      ${s.attempts > 1 ? `Attempt ${s.attempts}. ` : ''}${s.output.at(-1) ?? ''}${s.fraction === undefined || face !== 'run' ? '' : ` ${Math.round(s.fraction * 100)} %`}
    </p>`;
  return s.summary && !s.failure ? html`<p class="quiet">${s.summary}</p>` : nothing;
}

const warnings = ({ preview }: StepView): TemplateResult | typeof nothing =>
  preview && preview.warnings.length > 0
    ? html`<ul class="warnings">${preview.warnings.map((w) => html`<li>${icon('warning', 'warning')} ${w}</li>`)}</ul>`
    : nothing;

const denied = ({ decision }: StepView): TemplateResult | typeof nothing =>
  decision?.kind === 'deny'
    ? html`<div class="failure">
        <p>${icon('circle-slash', 'error')} ${decision.reasons.join('; ')}</p>
        <p><strong>Instead:</strong> ${decision.instead}</p>
      </div>`
    : nothing;

function failure({ failure, status }: StepView, act: Actions): TemplateResult | typeof nothing {
  if (!failure) return nothing;
  const said = (text: string) => linked(text, (href) => act.send({ type: 'openLink', href }));
  return html`<div class="failure ${status}">
    <p>${said(failure.message)}</p>
    ${
      failure.problems && failure.problems.length > 0
        ? html`<ul class="failure-problems">${failure.problems.map((p) => html`<li>${p.path ? html`<span class="code">${p.path}</span>: ` : nothing}${said(p.message)}</li>`)}</ul>`
        : nothing
    }
    <p><strong>What to do:</strong> ${said(failure.fix)}</p>
    ${failure.details ? html`<details><summary>Details <span class="code quiet">${failure.code}</span></summary><pre tabindex="0" role="group" aria-label="Details">${failure.details}</pre></details>` : nothing}
  </div>`;
}

const output = (s: StepView, act: Actions): TemplateResult | typeof nothing =>
  s.output.length === 0
    ? nothing
    : html`<details class="output">
        <summary>Output</summary>
        ${s.dropped > 0 ? html`<p class="quiet">${s.dropped} earlier lines are not shown here.</p>` : nothing}
        <pre tabindex="0" role="group" aria-label=${`Output of ${stepTitle(s)}`}>${s.output.join('\n')}</pre>
        ${textButton('Open in an editor', () => act.send({ type: 'openOutput', step: s.step.id }))}
      </details>`;
