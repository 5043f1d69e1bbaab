import '../shared/skeleton.css';
import '../shared/base.css';
import '../shared/form.css';
import './tfplan.css';
import './tree.css';
import { render } from 'lit';
import { addressOf, type FromTfplan, readToTfplan, type ToTfplan } from '../../src/protocol/tfplan.ts';
import { announce, readyToAnnounce } from '../shared/announce.ts';
import { connect } from '../shared/host.ts';
import type { Actions } from './actions.ts';
import { nothingTyped, stepFor } from './keys.ts';
import { Derived, emptyModel, fromKept, type Model, toKeep } from './model.ts';
import { isFiltering, noFilter } from './search.ts';
import { rowKey, rowOf, type TreeNode, wayTo } from './tree.ts';
import { tfplanView } from './view.ts';
import { drawn, rowHeight, scrollTo, topsOf } from './window.ts';
import { n } from './words.ts';

/** Of what was just opened so many lines are to show. */
const unfoldedMax = 6;
/** Somebody who types hears how many there are once they pause, ms. */
const pauseMs = 600;

const app = document.getElementById('app') ?? document.body;
const derived = new Derived();
/** Heights of lines that wrap, as they were drawn, px. */
let measured = new Map<string, number>();
const asked = new Set<number>();
let model: Model = emptyModel;
let typed = nothingTyped;
let paintRequested = false;
/** To be done with the next drawing: the line the keyboard is on is to show and to have the focus, or some of what is below it is to show too. */
let toActive: 'nothing' | 'focus' | 'unfold' = 'nothing';
let scrollOnce: number | undefined;
let sayTimer = 0;
let keepTimer = 0;

const host = connect<ToTfplan, FromTfplan>({ read: readToTfplan, take, misunderstood: () => update({ isMisunderstood: true }) });

function take(message: ToTfplan): void {
  switch (message.type) {
    case 'show': {
      const isFirst = model.shown === undefined;
      const kept = isFirst ? fromKept(host.kept()) : undefined;
      asked.clear();
      scrollOnce = kept?.scroll;
      update({ ...kept?.model, shown: message, reading: undefined, problem: undefined, details: new Map(), notice: undefined });
      if (!isFirst) announce('The plan was read again.');
      break;
    }
    case 'reading':
      // One that is read again stays until the new one is there.
      if (model.shown !== undefined) break;
      if (model.reading === undefined) announce(`Reading ${message.title}`);
      update({ reading: message, problem: undefined });
      break;
    case 'problem':
      update({ shown: undefined, reading: undefined, problem: message });
      break;
    case 'details': {
      const { details } = message;
      update({ details: new Map(model.details).set(details.row, details) });
      // Of what a person just opened; of others that are open, nothing is said.
      if (model.active !== rowKey(details.row)) break;
      if (treeElement()?.contains(document.activeElement)) toActive = 'unfold';
      const attributes = details.attributes.length + details.attributesLeft;
      announce(`${attributes === 1 ? '1 attribute' : `${n(attributes)} attributes`}${details.why[0] === undefined ? '' : `. ${details.why[0]}`}`);
      break;
    }
    case 'reveal':
      actions.reveal(message.row);
      break;
    case 'notice':
      update({ notice: message });
      break;
  }
}

function update(change: { readonly [K in keyof Model]?: Model[K] | undefined }): void {
  model = Object.fromEntries(Object.entries({ ...model, ...change }).filter(([, value]) => value !== undefined)) as unknown as Model;
  requestPaint();
  keepSoon();
}

function keepSoon(): void {
  clearTimeout(keepTimer);
  keepTimer = window.setTimeout(() => host.keep(toKeep(model, treeElement()?.scrollTop ?? 0)), 200);
}

function requestPaint(): void {
  if (paintRequested) return;
  paintRequested = true;
  requestAnimationFrame(paint);
}

const treeElement = (): HTMLElement | null => document.getElementById('tree');

/** The line the keyboard is on: the first where that one does not show. */
function activeIn(nodes: readonly TreeNode[]): number {
  const at = model.active === undefined ? -1 : nodes.findIndex(({ key }) => key === model.active);
  return at < 0 && nodes.length > 0 ? 0 : at;
}

function paint(): void {
  paintRequested = false;
  if (model.shown === undefined && model.reading === undefined && model.problem === undefined && !model.isMisunderstood) return;
  if (app.querySelector('.skeleton')) app.replaceChildren();
  const nodes = derived.nodes(model);
  const tops = topsOf(nodes, measured);
  const active = activeIn(nodes);
  const hadFocus = treeElement()?.contains(document.activeElement) ?? false;
  draw();
  const tree = treeElement();
  if (tree === null) return;
  const scroll = scrollOnce ?? (toActive === 'nothing' || active < 0 ? tree.scrollTop : scrolledTo(nodes, tops, active, tree));
  if (scroll !== tree.scrollTop) {
    tree.scrollTop = scroll;
    scrollOnce = undefined;
    draw();
  }
  if (measure(tree)) {
    // Heights came out another way than was thought: once more, with the same line to show.
    requestPaint();
    return;
  }
  if (toActive !== 'nothing' || (hadFocus && !tree.contains(document.activeElement))) elementOf(tree, nodes[active]?.key)?.focus({ preventScroll: true });
  toActive = 'nothing';
  scrollOnce = undefined;
  askForDetails(nodes, tops, tree);

  function draw(): void {
    const now = treeElement();
    const window = drawn(tops, now?.scrollTop ?? scrollOnce ?? 0, now?.clientHeight ?? globalThis.innerHeight);
    render(tfplanView(model, { nodes, tops, active, found: derived.rows(model).length, ...window }, actions), app);
  }
}

/** So that the line shows, and with `unfold` the first few below it. */
function scrolledTo(nodes: readonly TreeNode[], tops: Float64Array, active: number, { scrollTop, clientHeight }: HTMLElement): number {
  let last = active;
  if (toActive === 'unfold') while (last < active + unfoldedMax && (nodes[last + 1]?.level ?? 0) > (nodes[active]?.level ?? 0)) last += 1;
  return scrollTo(tops, active, scrollTo(tops, last, scrollTop, clientHeight), clientHeight);
}

const elementOf = (tree: HTMLElement, key: string | undefined): HTMLElement | undefined =>
  key === undefined ? undefined : [...tree.querySelectorAll<HTMLElement>('[role=treeitem]')].find((one) => one.dataset.key === key);

/** Whether a line is of another height than it was taken for. */
function measure(tree: HTMLElement): boolean {
  let isOther = false;
  for (const line of tree.querySelectorAll<HTMLElement>('.node.line')) {
    const { key } = line.dataset;
    const height = line.offsetHeight;
    if (key === undefined || height === 0 || measured.get(key) === height) continue;
    measured.set(key, height);
    isOther = true;
  }
  return isOther;
}

/** Of rows that are open and drawn, and not asked for yet. */
function askForDetails(nodes: readonly TreeNode[], tops: Float64Array, tree: HTMLElement): void {
  const { from, to } = drawn(tops, tree.scrollTop, tree.clientHeight);
  for (const { is } of nodes.slice(from, to)) {
    if (is.kind !== 'loading' || asked.has(is.row)) continue;
    asked.add(is.row);
    host.send({ type: 'readDetails', row: is.row });
  }
}

/** A page later a person pauses, and then hears what there is. */
function sayFound(): void {
  clearTimeout(sayTimer);
  sayTimer = window.setTimeout(() => {
    const found = derived.rows(model).length;
    const of = model.shown?.rows.length ?? 0;
    announce(isFiltering(model.filter) ? `${n(found)} of ${n(of)} changes` : `All ${n(of)} changes`);
  }, pauseMs);
}

const toggledTo = (keys: readonly string[], isOpen: boolean): ReadonlyMap<string, boolean> => {
  const toggled = new Map(model.toggled);
  for (const key of keys) toggled.set(key, isOpen);
  return toggled;
};

const actions: Actions = {
  send: (message) => host.send(message),
  copy(row) {
    host.send({ type: 'copyAddress', row });
    announce('Address copied');
  },
  filter(change) {
    const filter = { ...model.filter, ...change };
    // What was folded by hand before is of no use to a search.
    const starts = isFiltering(filter) !== isFiltering(model.filter);
    update({ filter, ...(starts ? { toggled: new Map([...model.toggled].filter(([key]) => key.startsWith('row:'))) } : {}) });
    scrollOnce = 0;
    sayFound();
  },
  toggleAction(action) {
    const all = new Set(model.filter.actions);
    if (!all.delete(action)) all.add(action);
    actions.filter({ actions: all });
  },
  clear() {
    actions.filter(noFilter);
    document.getElementById('words')?.focus();
  },
  group(grouping) {
    scrollOnce = 0;
    update({ grouping });
    announce(`Grouped by ${grouping}`);
  },
  openAll(isOpen) {
    update({ allOpen: isOpen, toggled: new Map() });
    announce(isOpen ? 'All groups are open.' : 'All groups are closed.');
  },
  activate(key) {
    toActive = 'focus';
    update({ active: key });
  },
  toggle(key) {
    const node = derived.nodes(model).find((one) => one.key === key);
    if (node?.isOpen === undefined) return;
    toActive = node.isOpen ? 'focus' : 'unfold';
    update({ toggled: toggledTo([key], !node.isOpen) });
  },
  reveal(row) {
    if (model.shown === undefined) return;
    if (!derived.rows(model).includes(row)) update({ filter: noFilter });
    toActive = 'focus';
    update({ active: rowKey(row), toggled: toggledTo([...wayTo(row, derived.groups(model)), rowKey(row)], true) });
    announce(addressOf(model.shown, row));
  },
  press,
  focused({ target }) {
    const key = target instanceof Element ? target.closest<HTMLElement>('[role=treeitem]')?.dataset.key : undefined;
    if (key !== undefined && key !== model.active) update({ active: key });
  },
  scrolled() {
    requestPaint();
    keepSoon();
  },
};

function press(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return;
  // A button in a line does what buttons do.
  if ((event.key === 'Enter' || event.key === ' ') && event.target instanceof HTMLButtonElement) return;
  const nodes = derived.nodes(model);
  const active = activeIn(nodes);
  const row = rowOf(nodes[active]);
  const isModified = event.ctrlKey || event.metaKey || event.altKey;
  if (isModified && row !== undefined && event.key === 'Enter') host.send({ type: 'openBlock', row });
  else if ((event.ctrlKey || event.metaKey) && row !== undefined && event.key.toLowerCase() === 'c' && (getSelection()?.isCollapsed ?? true)) actions.copy(row);
  else {
    const page = Math.max(1, Math.floor((treeElement()?.clientHeight ?? rowHeight) / rowHeight) - 1);
    const step = stepFor({ key: event.key, isModified, at: event.timeStamp }, nodes, active, page, typed);
    if (step === undefined) return;
    const to = nodes[step.do === 'go' || step.do === 'find' ? step.to : step.node];
    if (step.do === 'find') typed = step.typed;
    if (step.do === 'toggle' && to !== undefined) {
      toActive = step.isOpen ? 'unfold' : 'focus';
      update({ active: to.key, toggled: toggledTo([to.key], step.isOpen) });
    } else if (step.do === 'follow' && to?.is.kind === 'dependent' && to.is.dependent.row !== undefined) actions.reveal(to.is.dependent.row);
    else if (to !== undefined) actions.activate(to.key);
  }
  event.preventDefault();
}

window.addEventListener('keydown', (event) => {
  if (event.defaultPrevented) return;
  const words = document.getElementById('words');
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'f' && words instanceof HTMLInputElement) {
    words.focus();
    words.select();
    event.preventDefault();
  } else if (event.key === 'Escape' && isFiltering(model.filter)) actions.clear();
  else if (event.key === 'ArrowDown' && event.target === words) {
    toActive = 'focus';
    requestPaint();
    event.preventDefault();
  }
});

// Lines wrap another way.
window.addEventListener('resize', () => {
  measured = new Map();
  requestPaint();
});
readyToAnnounce();
