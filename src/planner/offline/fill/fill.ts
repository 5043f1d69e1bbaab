import type { Questionnaire } from '../../../domain/question.ts';
import type { Clause } from '../clauses.ts';
import { programOf, readCommand } from '../command/read.ts';
import type { PlanContext } from '../context.ts';
import type { Profile } from '../index.ts';
import { environments } from '../lexicon/common.ts';
import type { Token } from '../token.ts';
import { answersIn } from './answers.ts';
import { assign, type Filling } from './assign.ts';
import { code } from './code.ts';
import { images } from './images.ts';
import { byOwnNoun } from './own-noun.ts';
import { countedBack } from './revisions.ts';
import { told } from './said.ts';
import { slotOf } from './slots.ts';
import { environmentIn, special } from './special.ts';
import { switches } from './switches.ts';
import { texts } from './text.ts';

/** The input of a tool as far as one clause and what is around say it. */
export function fill(profile: Profile, clause: Clause, request: string, context: PlanContext, questionnaire: Questionnaire | undefined): Filling {
  const counted = profile.domains.has('git') && profile.fields.some((f) => f.name === 'from') ? countedBack(clause.tokens) : clause.tokens;
  const said = told(profile, counted);
  const apart = new Set(said.flatMap((s) => s.tokens));
  const tokens = counted.filter((t) => !apart.has(t));
  const command = readCommand(profile, tokens);
  const filling: Filling = {
    input: { ...Object.fromEntries(said.map(({ field, value }) => [field, value])), ...command?.input },
    used: new Set([...(command?.used ?? []), ...apart]),
  };
  code(profile, tokens, request, filling);
  special(profile, tokens, request, filling, context.today);
  texts(profile, tokens, request, filling);
  images(profile, tokens, filling);
  assign(profile, tokens, filling);
  // Of a command line the options were read; what else they look like is none of their business: the `-f` of kubectl forces nothing.
  switches(profile, tokens, plainText(programOf(tokens) === undefined ? tokens : tokens.filter((t) => t.kind !== 'flag'), request, tokens), filling);
  if (profile.fields.some((f) => f.name === 'answers') && !('answers' in filling.input))
    filling.input.answers = questionnaire === undefined ? plainAnswers(tokens) : answersIn(tokens, questionnaire);
  // "open an issue that the login is slow": the one text there is belongs to the title.
  if (profile.fields.some((f) => f.name === 'title' && f.required) && !('title' in filling.input) && typeof filling.input.body === 'string') {
    filling.input.title = filling.input.body;
    delete filling.input.body;
  }
  byOwnNoun(profile, tokens, request, filling);
  // Places come last, as they are said.
  for (const { field, value } of said) {
    delete filling.input[field];
    filling.input[field] = value;
  }
  consistent(profile, tokens, filling.input);
  for (const token of clause.tokens) if (!tokens.includes(token)) filling.used.add(token);
  place(profile, counted, filling.input, context);
  around(profile, counted, filling.input, context);
  return filling;
}

/** A value that the other inputs leave no use for stands where it is of use. */
function consistent({ spec, domains }: Profile, tokens: readonly Token[], input: Record<string, unknown>): void {
  if (spec.name === 'rules.scan') shownOrFailed(tokens, input);
  // "bump the api image to v2.3.1": of which image is not said.
  if (typeof input.image === 'string' && /^v?\d+(\.\d+)+$/.test(input.image)) delete input.image;
  // "upload dist/app.zip under builds/": into that folder, under its own name.
  if (typeof input.key === 'string' && input.key.endsWith('/')) {
    const from = [input.path, input.sourceKey].find((v) => typeof v === 'string');
    if (typeof from === 'string') input.key += from.split('/').at(-1);
  }
  // "undo commit 6c5b4a3 by a counter commit": beside an id a plain word is none.
  if (domains.has('git') && Array.isArray(input.commits) && input.commits.some((c) => sha.test(c)))
    input.commits = input.commits.filter((c) => sha.test(c) || !/^[a-z]+$/.test(c));
  if (!domains.has('git') || typeof input.from !== 'string') return;
  const [from] = [input.from];
  if (spec.name === 'git.branch' && input.action !== 'create') {
    delete input.from;
    if (/^(rename|delete)$/.test(String(input.action)) && !('name' in input)) input.name = from;
  }
  if (spec.name === 'git.checkout' && !('branch' in input) && !('paths' in input) && !/~|\^|@|^v?\d|^[0-9a-f]{7,40}$|^HEAD/.test(from)) {
    delete input.from;
    input.branch = from;
  }
}

const sha = /^[0-9a-f]{7,40}$/;

/** "fail on high" shows all that is found, "only the critical ones" fails on none, and a "security audit" is of every category. */
function shownOrFailed(tokens: readonly Token[], input: Record<string, unknown>): void {
  const says = (words: RegExp): boolean => tokens.some((t) => words.test(t.word));
  if (says(/^(fail|fails|failing|exit|break|breaks|block|gate)$/)) delete input.severity;
  else if ('severity' in input) delete input.failOn;
  if (!says(/^(only|just|findings?|problems?|issues?|violations?|rules?)$/)) delete input.category;
}

/** What was written, without what is quoted. */
export function plainText(tokens: readonly Token[], request: string, all: readonly Token[] = tokens): string {
  if (tokens.length === 0) return '';
  const end = Math.max(...tokens.map((t) => t.end));
  let text = tokens.some((t) => t.at === t.end) ? 'without ' : '';
  for (let at = Math.min(...tokens.map((t) => t.at)); at < end; ) {
    const quoted = all.find((t) => t.at === at && (t.kind === 'quote' || t.kind === 'command' || (t.kind === 'flag' && all !== tokens)));
    if (quoted !== undefined) {
      text += ' ';
      at = quoted.end;
    } else text += request[at++];
  }
  return text;
}

/** Answers of a generator whose questions are not known here. */
function plainAnswers(tokens: readonly Token[]): Record<string, unknown> {
  const at = tokens.findIndex((t) => /^(called|named)$/.test(t.word));
  const name = tokens[at + 1];
  const environment = environmentIn(tokens)?.environment;
  return { ...(at >= 0 && name !== undefined ? { name: name.text } : {}), ...(environment === undefined ? {} : { environment }) };
}

/** Which folder, file of variables, cluster or account an environment is here. */
function place(profile: Profile, tokens: readonly Token[], input: Record<string, unknown>, context: PlanContext): void {
  const files = context.files ?? [];
  const said = environmentIn(tokens);
  const clusters = [...new Set([...(context.kubeContexts ?? []), ...(context.kubeContext === undefined ? [] : [context.kubeContext])])];
  if (typeof input.context === 'string' && !clusters.includes(input.context)) {
    const named = input.context.toLowerCase();
    // As a whole word: “dev” is not “devops-prod”.
    const fits = clusters.filter((c) => `-${c.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}-`.includes(`-${named.replaceAll(/[^a-z0-9]+/g, '-')}-`));
    if (fits.length === 1) input.context = fits[0];
  }
  for (const name of ['directory', 'path']) {
    const whole = folderNamed(input[name], files);
    if (whole !== undefined && profile.fields.some((f) => f.name === name && f.type === 'string')) input[name] = whole;
  }
  if (!profile.domains.has('terraform')) return;
  const folder = typeof input.directory === 'string' ? input.directory : undefined;
  const environment = said?.environment ?? (folder === undefined ? undefined : environments[folder]);
  if (environment === undefined) return;
  const spoken = said?.token.text ?? folder ?? environment;
  const isOnlyName = folder === undefined || folder in environments;
  const folders = [...new Set(files.map((f) => f.split('/').slice(0, -1).join('/')))].filter(
    (f) => f.split('/').at(-1) === spoken || f.split('/').at(-1) === environment,
  );
  if (isOnlyName && folders[0] !== undefined) {
    input.directory = folders[0];
    return;
  }
  const has = (name: string): boolean => profile.fields.some((f) => f.name === name);
  const vars = files.find(
    (f) =>
      f.endsWith('.tfvars') &&
      (f.split('/').at(-1) ?? '')
        .replace('.tfvars', '')
        .split(/[.-]/)
        .some((p) => p === spoken || p === environment),
  );
  if (folder !== undefined && folder in environments && files.length > 0) delete input.directory;
  if (vars !== undefined && has('varFiles') && !('varFiles' in input)) {
    const root =
      (input.directory as string | undefined) ??
      vars
        .split('/')
        .slice(0, -1)
        .filter((p) => !/^(env|envs|environments|vars)$/.test(p))
        .join('/');
    if (root !== '') input.directory = root;
    input.varFiles = [root === '' ? vars : vars.slice(root.length + 1)];
  } else if (has('workspace') && !('workspace' in input) && said !== undefined && isOnlyName && folder === undefined) input.workspace = spoken;
}

/** "the network stack": the one folder that is called so, where no folder at the top is. */
function folderNamed(said: unknown, files: readonly string[]): string | undefined {
  if (typeof said !== 'string' || !/^[\w.-]+$/.test(said) || files.some((f) => f === said || f.startsWith(`${said}/`))) return undefined;
  const folders = files.flatMap((f) => {
    const parts = f.split('/').slice(0, -1);
    const at = parts.indexOf(said);
    return at < 0 ? [] : [parts.slice(0, at + 1).join('/')];
  });
  const [only, ...more] = new Set(folders);
  return more.length === 0 ? only : undefined;
}

const pointing = /\b(it|this|that|these|those|them|here|current|open|selected)\b/i;

/** What is open or selected stands for "this file". */
function around(profile: Profile, tokens: readonly Token[], input: Record<string, unknown>, context: PlanContext): void {
  const text = tokens.map((t) => t.word).join(' ');
  for (const field of profile.fields) {
    if (field.name in input) continue;
    const slot = slotOf(profile.spec.name, field.name);
    if (
      slot?.around === 'openFile' &&
      context.openFile !== undefined &&
      /\b(this|the|that|open|current) (open |current )?(file|manifest|chart|document|yaml)\b/i.test(text)
    )
      input[field.name] = context.openFile;
    else if (slot?.around === 'openFile' && context.openFile !== undefined && field.required && pointing.test(text)) input[field.name] = context.openFile;
    else if (slot?.around === 'gitBranch' && context.gitBranch !== undefined && /\b(this|the current|my) branch\b/i.test(text))
      input[field.name] = context.gitBranch;
  }
}
