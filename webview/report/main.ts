import '../shared/skeleton.css';
import '../shared/base.css';
import '../shared/form.css';
import './report.css';
import { render } from 'lit';
import { type FromReport, readToReport, type ToReport } from '../../src/protocol/report.ts';
import { announce, readyToAnnounce } from '../shared/announce.ts';
import { connect } from '../shared/host.ts';
import { type Model, noFilter } from './model.ts';
import { type Actions, reportView } from './view.ts';

const app = document.getElementById('app') ?? document.body;
let model: Model = { filter: noFilter, unfolded: new Set(), isMisunderstood: false };
let paintRequested = false;

const host = connect<ToReport, FromReport>({ read: readToReport, take, misunderstood: () => update({ isMisunderstood: true }) });

function take(message: ToReport): void {
  if (message.type === 'notice') {
    update({ notice: message });
    return;
  }
  const before = model.shown;
  update({ shown: message });
  if (before && before.findings.length !== message.findings.length && message.progress === undefined) announce(`${message.findings.length} findings`);
}

function update(change: Partial<Model>): void {
  model = { ...model, ...change };
  host.keep({ filter: model.filter });
  if (paintRequested) return;
  paintRequested = true;
  requestAnimationFrame(paint);
}

function paint(): void {
  paintRequested = false;
  if (model.shown === undefined && !model.isMisunderstood) return;
  if (app.querySelector('.skeleton')) app.replaceChildren();
  render(reportView(model, actions), app);
}

const actions: Actions = {
  send: (message) => host.send(message),
  filter: (filter) => update({ filter: { ...model.filter, ...filter } }),
  clear() {
    update({ filter: noFilter });
    announce('All findings are listed.');
  },
  toggle(rule) {
    const unfolded = new Set(model.unfolded);
    if (!unfolded.delete(rule)) unfolded.add(rule);
    update({ unfolded });
  },
};

readyToAnnounce();
