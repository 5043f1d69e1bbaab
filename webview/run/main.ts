import '../shared/skeleton.css';
import '../shared/base.css';
import '../shared/form.css';
import './run.css';
import './result.css';
import { render } from 'lit';
import { type FromRun, readToRun, type ToRun } from '../../src/protocol/run.ts';
import { emptyRun, foldRun, type RunView } from '../../src/protocol/run-fold.ts';
import { outcomeSentence, stepTitle } from '../../src/protocol/run-words.ts';
import { announce, readyToAnnounce } from '../shared/announce.ts';
import { connect } from '../shared/host.ts';
import type { Actions } from './actions.ts';
import { faceOf, type Model, typedSteps } from './model.ts';
import { runView } from './view.ts';

const app = document.getElementById('app') ?? document.body;
let model: Model | undefined;
let paintRequested = false;

const host = connect<ToRun, FromRun>({
  read: readToRun,
  take,
  misunderstood: () => {
    if (model) update({ isMisunderstood: true });
    else
      document.body.prepend(
        Object.assign(document.createElement('p'), {
          className: 'notice error',
          role: 'alert',
          textContent: 'This panel and the extension don’t agree; reload the window.',
        }),
      );
  },
});

function take(message: ToRun): void {
  if (message.type === 'show') {
    const { events, where, live, elsewhere, changeable, repeatable = false, rollback = false, untrusted = false, now = Date.now() } = message;
    model = {
      folded: foldRun(emptyRun, events),
      shown: (model?.shown ?? 0) + 1,
      where,
      isLive: live,
      ...(elsewhere === undefined ? {} : { elsewhere }),
      isChangeable: changeable,
      isRepeatable: repeatable,
      isRollback: rollback,
      isUntrusted: untrusted,
      typed: {},
      unfolded: new Set(),
      isMisunderstood: false,
      clockSkewMs: now - Date.now(),
    };
    paint();
    if (model.shown === 1) backToWhereItWas();
    return;
  }
  if (!model) return;
  switch (message.type) {
    case 'events': {
      const before = model.folded.view;
      const folded = foldRun(model.folded, message.events);
      update({ folded, ...(folded.view.phase === before.phase ? {} : { asked: undefined, notice: undefined }) });
      tell(before, folded.view);
      break;
    }
    case 'yaml':
      update({ yaml: message.text });
      break;
    case 'notice':
      update({ notice: message, asked: undefined });
      break;
  }
}

/** Says what changed to people who hear the page: that it waits for them, each step's end, the outcome. Not every line. */
function tell(before: RunView, after: RunView): void {
  if (after.phase !== before.phase && after.phase === 'asking') announce('The plan is ready and waits for your answer.');
  for (const [i, step] of after.steps.entries()) {
    const was = before.steps[i]?.status;
    if (was !== undefined && was !== step.status && step.status !== 'waiting')
      announce(`${stepTitle(step)}: ${step.status === 'running' ? 'started' : step.status}`);
  }
  if (after.phase === 'ended' && before.phase !== 'ended') {
    announce(outcomeSentence(after));
    // The button that had the focus is gone: go where the answer is.
    requestAnimationFrame(() => {
      if (document.activeElement === document.body) document.getElementById('outcome')?.focus();
    });
  }
}

function update(change: Partial<Model>): void {
  if (!model) return;
  model = { ...model, ...change };
  if (paintRequested) return;
  paintRequested = true;
  requestAnimationFrame(paint);
}

function paint(): void {
  paintRequested = false;
  if (!model) return;
  if (app.querySelector('.skeleton')) app.replaceChildren();
  render(runView(model, actions, Date.now() + model.clockSkewMs), app);
}

const actions: Actions = {
  send: (message) => host.send(message),
  approve() {
    const hash = model?.folded.view.asked;
    if (!model || hash === undefined || model.asked !== undefined || typedSteps(model).some((t) => !t.isRight)) return;
    update({ asked: 'approve', notice: undefined });
    host.send({ type: 'approve', hash, typed: model.typed });
    // What happens now is told at the top.
    window.scrollTo({ top: 0 });
  },
  cancel() {
    if (model?.asked === 'cancel') return;
    update({ asked: 'cancel' });
    host.send({ type: 'cancel' });
  },
  type(step, text) {
    if (model) update({ typed: { ...model.typed, [step]: text } });
  },
  readYaml() {
    if (!model || model.yaml !== undefined) return;
    update({ yaml: '' });
    host.send({ type: 'readYaml' });
  },
  showAllFiles(step) {
    if (model) update({ unfolded: new Set([...model.unfolded, step]) });
  },
};

/** The host sends the run again when the page comes back; where the person was on it, only the page knows. */
function backToWhereItWas(): void {
  const kept = host.kept();
  if (typeof kept === 'object' && kept !== null && 'scroll' in kept && typeof kept.scroll === 'number') window.scrollTo(0, kept.scroll);
}

let scrollTimer = 0;
window.addEventListener('scroll', () => {
  clearTimeout(scrollTimer);
  scrollTimer = window.setTimeout(() => host.keep({ scroll: window.scrollY }), 200);
});

// Elapsed time moves once a second, and only while something runs.
window.setInterval(() => {
  if (model && faceOf(model) === 'run') update({});
}, 1000);
readyToAnnounce();
