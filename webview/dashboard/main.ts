import '../shared/skeleton.css';
import '../shared/base.css';
import '../shared/form.css';
import './dashboard.css';
import { render } from 'lit';
import { type FromDashboard, readToDashboard, type ToDashboard } from '../../src/protocol/dashboard.ts';
import { announce, readyToAnnounce } from '../shared/announce.ts';
import { connect } from '../shared/host.ts';
import { counted, type Model } from './model.ts';
import { type Actions, dashboardView } from './view.ts';

const app = document.getElementById('app') ?? document.body;
let model: Model = { isMisunderstood: false };
let paintRequested = false;

const host = connect<ToDashboard, FromDashboard>({ read: readToDashboard, take, misunderstood: () => update({ isMisunderstood: true }) });

/** The period the person last looked at in this panel; the host begins with its own. */
const keptPeriod = (): number | undefined => {
  const kept = host.kept();
  return typeof kept === 'object' && kept !== null && 'period' in kept && typeof kept.period === 'number' ? kept.period : undefined;
};

function take(message: ToDashboard): void {
  if (message.type === 'notice') {
    update({ notice: message });
    return;
  }
  const isFirst = model.shown === undefined;
  const wanted = isFirst ? keptPeriod() : model.period;
  if (model.period === message.period) announce(`${counted(message.count, 'run')} in ${message.period} days`);
  update({ shown: message, period: wanted === undefined || wanted === message.period ? undefined : wanted });
  if (isFirst && wanted !== undefined && wanted !== message.period) host.send({ type: 'look', period: wanted });
}

function update(change: Partial<Model>): void {
  model = { ...model, ...change };
  if (paintRequested) return;
  paintRequested = true;
  requestAnimationFrame(paint);
}

function paint(): void {
  paintRequested = false;
  if (model.shown === undefined && !model.isMisunderstood) return;
  if (app.querySelector('.skeleton')) app.replaceChildren();
  render(dashboardView(model, actions), app);
}

const actions: Actions = {
  send: (message) => host.send(message),
  look(period) {
    host.keep({ period });
    update({ period });
    host.send({ type: 'look', period });
  },
};

readyToAnnounce();
