import '../shared/skeleton.css';
import '../shared/base.css';
import '../shared/form.css';
import './questionnaire.css';
import { render } from 'lit';
import { type FromQuestionnaire, readToQuestionnaire, type ToQuestionnaire } from '../../src/protocol/questionnaire.ts';
import { announce, readyToAnnounce } from '../shared/announce.ts';
import { connect } from '../shared/host.ts';
import type { Actions } from './actions.ts';
import { idOf } from './field.ts';
import { isSettled, type Kept, keptOf, type Model, neighbour, placed, readKept, review, shownProblems, steps, withPage } from './model.ts';
import { questionnaireView } from './view.ts';

/** How often "saved 3 min ago" is looked at. */
const repaintEveryMs = 20_000;

const app = document.getElementById('app') ?? document.body;
let model: Model | undefined;
/** Next or Make the plan was pressed while an edit was on its way: done once the host has answered. */
let onSettled: (() => void) | undefined;
let paintRequested = false;

const host = connect<ToQuestionnaire, FromQuestionnaire>({
  read: readToQuestionnaire,
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

function take(message: ToQuestionnaire): void {
  if (message.type === 'show') open(message);
  if (!model) return;
  switch (message.type) {
    case 'page':
      takePage(withPage(model, message.page));
      break;
    case 'summary':
      update({ summary: message.summary });
      break;
    case 'saved':
      update({ saved: message });
      break;
    case 'busy':
      if (message.text) announce(message.text);
      update({ busy: message.text });
      break;
    case 'notice':
      update({ notice: message });
      break;
  }
}

function open(message: Extract<ToQuestionnaire, { type: 'show' }>): void {
  const kept = model ? keptOf(model) : readKept(host.kept());
  const isFirst = model === undefined;
  const { questionnaire, folder, page, summary, saved } = message;
  const at = kept.at ?? message.group ?? '';
  model = withPage(
    {
      questionnaire,
      folder,
      page,
      summary,
      saved,
      pending: new Map(),
      edits: page.edit,
      at: at === review ? review : (questionnaire.groups.find((g) => g.id === at)?.id ?? ''),
      left: new Set(kept.left),
      tried: new Set(kept.tried),
      visited: new Set(kept.visited),
      isMisunderstood: false,
    },
    page,
  );
  visit(model.at);
  paint();
  if (isFirst) backToWhereItWas(readKept(host.kept()));
}

function backToWhereItWas({ scroll, focus }: Kept): void {
  if (scroll !== undefined) window.scrollTo(0, scroll);
  if (focus) document.getElementById(focus)?.focus({ preventScroll: true });
}

function takePage(next: Model): void {
  const before = model ? new Set(shownProblems(model).map((p) => p.path + p.message)) : new Set();
  if (model && next.at !== model.at) host.send({ type: 'goTo', group: next.at });
  update(next);
  for (const p of shownProblems(next)) if (p.group === next.at && !before.has(p.path + p.message)) announce(`${p.label}: ${p.message}`);
  if (isSettled(next) && onSettled) {
    const go = onSettled;
    onSettled = undefined;
    go();
  }
}

function update(change: Partial<Model>): void {
  if (!model) return;
  model = { ...model, ...change };
  if (paintRequested) return;
  paintRequested = true;
  queueMicrotask(paint);
}

function paint(): void {
  paintRequested = false;
  if (!model) return;
  if (app.querySelector('.skeleton')) app.replaceChildren();
  render(questionnaireView(model, actions, Date.now()), app);
}

function visit(page: string): void {
  if (!model) return;
  // The review shows everything that is wrong, so from there on every page does.
  const tried = page === review ? model.questionnaire.groups.map((g) => g.id) : model.tried;
  model = { ...model, at: page, visited: new Set([...model.visited, page]), tried: new Set(tried) };
  keep();
}

const keep = (): void => {
  if (model) host.keep({ ...keptOf(model), scroll: window.scrollY, focus: document.activeElement?.id || undefined });
};

/** Runs `go` when the host's problems are about what is on the screen: now, or after its next answer. */
const whenSettled = (go: () => void): void => {
  if (model && isSettled(model)) go();
  else onSettled = go;
};

const actions: Actions = {
  set(id, value) {
    if (!model) return;
    const edit = model.edits + 1;
    update({ edits: edit, pending: new Map(model.pending).set(id, { edit, value }) });
    host.send({ type: 'answered', id, value, edit });
  },
  reset(id) {
    if (!model) return;
    const edit = model.edits + 1;
    // Shown as it is until the host says what the default is.
    update({ edits: edit });
    host.send({ type: 'reset', id, edit });
    if (id) requestAnimationFrame(() => document.getElementById(idOf(id))?.focus());
  },
  type: (path, text) => update({ draft: text === undefined ? undefined : { path, text } }),
  leave(path) {
    if (!model) return;
    const isNew = !model.left.has(path);
    update({ left: new Set([...model.left, path]), draft: undefined });
    if (isNew) for (const p of placed(model)) if (p.path === path) announce(`${p.label}: ${p.message}`);
    keep();
  },
  goTo(page, path) {
    onSettled = undefined;
    visit(page);
    host.send({ type: 'goTo', group: page });
    paint();
    window.scrollTo(0, 0);
    if (path === undefined || !focusOn(path)) document.getElementById('page-title')?.focus({ preventScroll: true });
    keep();
  },
  next: () => whenSettled(goOn),
  back() {
    const before = model && neighbour(model, -1);
    if (before) actions.goTo(before.id);
  },
  plan: () => whenSettled(makePlan),
  importAnswers: () => host.send({ type: 'import' }),
  exportAnswers: () => host.send({ type: 'export' }),
  openLink: (href) => host.send({ type: 'openLink', href }),
  reload: () => host.send({ type: 'reloadWindow' }),
};

function goOn(): void {
  if (!model) return;
  model = { ...model, tried: new Set([...model.tried, model.at]) };
  const wrong = placed(model).filter((p) => p.group === model?.at);
  const after = neighbour(model, 1);
  if (wrong[0]) {
    paint();
    keep();
    announce(wrong.length === 1 ? '1 problem on this page' : `${wrong.length} problems on this page`);
    focusOn(wrong[0].path);
  } else if (after) {
    actions.goTo(after.id);
    const place = steps(model).findIndex((s) => s.id === after.id);
    announce(`${after.title}, step ${place + 1} of ${steps(model).length}`);
  }
}

function makePlan(): void {
  if (!model || model.busy) return;
  if (placed(model).length === 0) {
    host.send({ type: 'plan' });
    return;
  }
  announce(`${placed(model).length} answers need another look before a plan can be made`);
  document.getElementById('problems')?.focus();
}

/** The control at a path, or the first of its group. */
const focusOn = (path: string): boolean => {
  const control = document.getElementById(idOf(path)) ?? document.getElementById(`${idOf(path)}-group`)?.querySelector<HTMLElement>('input, select, button');
  control?.focus();
  return control !== null && control !== undefined;
};

let scrollTimer = 0;
window.addEventListener('scroll', () => {
  clearTimeout(scrollTimer);
  scrollTimer = window.setTimeout(keep, 200);
});
window.addEventListener('focusin', keep);
window.setInterval(() => update({}), repaintEveryMs);
readyToAnnounce();
