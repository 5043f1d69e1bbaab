import type { Answer, Question, QuestionGroup, QuestionnaireData } from '../../src/protocol/question.ts';
import type { Page, Summary } from '../../src/protocol/questionnaire.ts';
import type { Notice } from '../shared/notice.ts';

/** The last page: everything at a glance. A questionnaire's group can't have this id. */
export const review = 'review';

/** Everything the panel shows. The host owns the answers; the view owns where the person is and what they have seen. */
export interface Model {
  readonly questionnaire: QuestionnaireData;
  readonly folder: string;
  readonly page: Page;
  /** Edits the host has not answered yet, by question id; they win over `page.values`. */
  readonly pending: ReadonlyMap<string, { readonly edit: number; readonly value?: Answer }>;
  readonly edits: number;
  /** A group's id, or `review`. */
  readonly at: string;
  /** Paths whose field was left once, and groups where Next was pressed: their problems are shown. */
  readonly left: ReadonlySet<string>;
  readonly tried: ReadonlySet<string>;
  readonly visited: ReadonlySet<string>;
  /** What is being typed where the value can't hold it: `1.` on the way to `1.5`. */
  readonly draft?: { readonly path: string; readonly text: string };
  readonly summary?: Summary;
  readonly saved?: { readonly at?: number; readonly problem?: string };
  readonly busy?: string;
  readonly notice?: Notice;
  readonly isMisunderstood: boolean;
}

/** A problem where the view can show it. */
export interface Placed {
  /** A question's id, or a place in a list that exists: `cluster.nodeGroups[0].max`. Empty: the whole. */
  readonly path: string;
  readonly message: string;
  readonly group: string;
  /** `Node groups, 1, Max`. */
  readonly label: string;
}

export const askedGroups = (m: Model): readonly QuestionGroup[] => m.questionnaire.groups.filter((g) => g.questions.some((q) => isAsked(m, q)));

export const askedIn = (m: Model, group: QuestionGroup): readonly Question[] => group.questions.filter((q) => isAsked(m, q));

const isAsked = (m: Model, question: Question): boolean => m.page.asked.includes(question.id);

export function answerOf(m: Model, id: string): Answer | undefined {
  const edit = m.pending.get(id);
  return edit?.value ?? m.page.values[id];
}

/** The person's own answer, not a default. */
export function isOwn(m: Model, id: string): boolean {
  const edit = m.pending.get(id);
  return edit ? edit.value !== undefined : m.page.answered.includes(id);
}

/** Every problem, at a place that is on a page; those of a row that is gone go to its list. */
export function placed(m: Model): readonly Placed[] {
  return m.page.problems.map(({ path, message }) => {
    for (const group of m.questionnaire.groups) {
      const question = group.questions.find((q) => path === q.id || path.startsWith(`${q.id}[`));
      if (question) return { message, group: group.id, ...inside(m, question, path) };
    }
    return { path: '', message, group: review, label: '' };
  });
}

function inside(m: Model, question: Question, path: string): { path: string; label: string } {
  const rest = /^\[(\d+)\](?:\.(.+))?$/.exec(path.slice(question.id.length));
  const rows = answerOf(m, question.id);
  if (question.type !== 'list' || !rest || !Array.isArray(rows) || Number(rest[1]) >= rows.length) return { path: question.id, label: question.label };
  const row = `${question.id}[${rest[1]}]`;
  const label = `${question.label}, ${question.item} ${Number(rest[1]) + 1}`;
  const field = question.fields?.find((f) => f.id === rest[2]);
  return field ? { path: `${row}.${field.id}`, label: `${label}, ${field.label}` } : { path: row, label };
}

/** Shown once the field was left or Next was pressed on its page: nobody is told off for what they have not done yet. */
export const isShown = (m: Model, problem: Placed): boolean => m.tried.has(problem.group) || m.left.has(problem.path);

export const shownProblems = (m: Model): readonly Placed[] => placed(m).filter((p) => isShown(m, p));

export type StepState = 'now' | 'done' | 'problems' | 'open';

export interface StepOf {
  readonly id: string;
  readonly title: string;
  readonly state: StepState;
  readonly problems: number;
}

export function steps(m: Model): readonly StepOf[] {
  const problems = placed(m);
  const groups = askedGroups(m).map((g): StepOf => {
    const own = problems.filter((p) => p.group === g.id && isShown(m, p)).length;
    const state = g.id === m.at ? 'now' : own > 0 ? 'problems' : m.visited.has(g.id) ? 'done' : 'open';
    return { id: g.id, title: g.title, state, problems: own };
  });
  return [...groups, { id: review, title: 'Review', state: m.at === review ? 'now' : 'open', problems: 0 }];
}

/** The page before or after this one; `undefined` at an end. */
export function neighbour(m: Model, by: -1 | 1): StepOf | undefined {
  const all = steps(m);
  const i = all.findIndex((s) => s.id === m.at);
  return all[i + by];
}

/** Whether the host has answered every edit, so that `page.problems` is about what is on the screen. */
export const isSettled = (m: Model): boolean => m.page.edit >= m.edits;

/** Takes in what the host made of the answers; edits it has not seen yet stay on top. */
export function withPage(m: Model, page: Page): Model {
  const pending = new Map([...m.pending].filter(([, { edit }]) => edit > page.edit));
  const next = { ...m, page, pending };
  const there = next.at === review || askedGroups(next).some((g) => g.id === next.at);
  return there ? next : { ...next, at: askedGroups(next)[0]?.id ?? review };
}

/** What is kept across hiding and reloading. */
export interface Kept {
  readonly at?: string;
  readonly left?: readonly string[];
  readonly tried?: readonly string[];
  readonly visited?: readonly string[];
  readonly scroll?: number;
  readonly focus?: string;
}

export const keptOf = (m: Model): Kept => ({ at: m.at, left: [...m.left], tried: [...m.tried], visited: [...m.visited] });

/** The view's own memory is text from a store: what is not of the right shape is as good as nothing. */
export function readKept(state: unknown): Kept {
  const kept = typeof state === 'object' && state !== null ? (state as Record<string, unknown>) : {};
  const texts = (value: unknown): readonly string[] => (Array.isArray(value) ? value.filter((v) => typeof v === 'string') : []);
  return {
    at: typeof kept.at === 'string' ? kept.at : undefined,
    left: texts(kept.left),
    tried: texts(kept.tried),
    visited: texts(kept.visited),
    scroll: typeof kept.scroll === 'number' ? kept.scroll : undefined,
    focus: typeof kept.focus === 'string' ? kept.focus : undefined,
  };
}
