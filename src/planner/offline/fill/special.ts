import { betweenPairs, optionsOf, scalar, setField } from '../command/options.ts';
import type { Profile } from '../index.ts';
import { environments } from '../lexicon/common.ts';
import { kubernetesKinds } from '../lexicon/nouns.ts';
import { isStop, lexicon } from '../lexicon/words.ts';
import { isNovel } from '../read.ts';
import type { Token } from '../token.ts';
import { depth, limit, lines, nameLike, ports, searched, since, span } from './amounts.ts';
import type { Filling } from './assign.ts';
import { dates } from './dates.ts';
import { durations } from './durations.ts';
import { globs } from './globs.ts';
import { grepLine } from './grep.ts';
import { clusterLabels } from './labels.ts';
import { byOwnName } from './named.ts';
import { regionByPlace } from './places.ts';
import { command, program } from './programs.ts';
import { repository } from './repository.ts';
import { sides } from './revisions.ts';
import { settings } from './settings.ts';
import { lastPlace, shapes } from './shapes.ts';
import { hosted, inOwnWay } from './ways.ts';

/** Values that are more than one input, or less than a token: done before the rest. */
export function special(profile: Profile, tokens: readonly Token[], request: string, filling: Filling, today?: string): void {
  const has = (name: string): boolean => profile.fields.some((f) => f.name === name);
  if (has('command') && tokens.some((t) => /^(run|execute|exec)$/.test(t.word))) command(tokens, request, filling);
  if (has('wholeWord')) grepLine(tokens, filling);
  flags(profile, tokens, filling);
  inOwnWay(profile, tokens, filling);
  if (has('program')) program(tokens, request, filling);
  if (has('command') && !('command' in filling.input)) command(tokens, request, filling);
  if (has('region') && profile.domains.has('aws')) regionByPlace(tokens, filling);
  if (has('kind') && has('namespace')) lastPlace(tokens, filling);
  if (has('kind')) kind(profile, tokens, filling);
  s3(tokens, filling, has);
  ports(tokens, filling, has);
  lines(tokens, filling, has);
  if (has('removeLabels') && has('kind')) clusterLabels(tokens, filling);
  pairs(tokens, filling, has);
  settings(profile, tokens, filling);
  if (profile.domains.has('rules')) ruleIds(tokens, filling);
  arns(tokens, filling, has);
  if (has('chart') && has('repository')) chartFrom(tokens, filling);
  if (has('url') && has('into')) hosted(tokens, filling);
  if (has('account')) account(tokens, filling);
  since(tokens, filling, has);
  durations(profile, tokens, filling);
  span(tokens, filling, has);
  if (has('since') && has('until')) dates(tokens, filling, today);
  limit(profile, tokens, filling, has);
  depth(tokens, filling, has);
  nameLike(profile, tokens, request, filling, has);
  searched(tokens, filling, has);
  shapes(profile, tokens, request, filling, has);
  globs(profile, tokens, filling);
  range(tokens, filling, has);
  repository(profile, tokens, request, filling, has);
  if (has('sinceFork')) sides(tokens, filling);
  byOwnName(profile, tokens, filling);
  if (has('stash') && has('action')) {
    const at = tokens.findIndex((t, i) => t.kind === 'number' && /^(stash|number|no)$/.test(tokens[i - 1]?.word ?? ''));
    const token = tokens[at];
    if (token !== undefined && !('stash' in filling.input)) {
      filling.input.stash = Number(token.text);
      filling.used.add(token);
    }
  }
  const remote = has('remote')
    ? tokens.find(
        (t) =>
          /^(origin|upstream)$/.test(t.word) &&
          !/^(set|its|the)$/.test(tokens[tokens.indexOf(t) - 1]?.word ?? '') &&
          tokens[tokens.indexOf(t) + 1]?.word !== 'set',
      )
    : undefined;
  if (remote !== undefined) {
    filling.input.remote = remote.text;
    filling.used.add(remote);
  }
}

/** `main..develop`. */
function range(tokens: readonly Token[], { input, used }: Filling, has: (name: string) => boolean): void {
  const token = tokens.find((t) => t.kind === 'path' && /^[\w./-]*\w\.{2,3}\w[\w./-]*$/.test(t.text));
  const [, from, to] = /^(.*?\w)\.{2,3}(\w.*)$/.exec(token?.text ?? '') ?? [];
  if (token === undefined || from === undefined || !has('from') || !has('to')) return;
  Object.assign(input, { from, to });
  used.add(token);
}

/** `--namespace shop`, `-n shop`, `--replicas=3`: what a command line would say. */
function flags(profile: Profile, tokens: readonly Token[], { input, used }: Filling): void {
  for (const [i, token] of tokens.entries()) {
    if (token.kind !== 'flag' || used.has(token)) continue;
    used.add(token);
    const next = tokens[i + 1];
    // "tail -n 20"
    if (token.text === '-n' && next?.kind === 'number' && profile.fields.some((f) => f.name === 'tail')) {
      input.tail = Number(next.text);
      used.add(next);
      continue;
    }
    for (const { field, value, takesNext } of optionsOf(token.text, next?.text, profile.fields)) {
      if (field !== undefined && !(field.type === 'number' && Number.isNaN(value))) setField(input, field, value);
      if (takesNext && next !== undefined) used.add(next);
    }
  }
}

const isPlace = (tokens: readonly Token[], i: number): boolean => {
  const word = tokens[i]?.word ?? '';
  if (!/^(ns|namespaces?)$/.test(word)) return false;
  // "restart web, ns shop": something else was named already.
  const next = tokens[i + 1];
  const named = tokens
    .slice(1, i)
    .some(
      (t) =>
        t.kind === 'path' ||
        (t.kind === 'word' && !isStop(t.word) && !lexicon.verbs.has(t.word) && !/^(old|new|whole|entire|empty|unused|test|kubernetes|k8s)$/.test(t.word)),
    );
  if (next?.kind === 'word' && !isStop(next.word) && (named || (i > 0 && tokens[i - 1]?.word === ','))) return true;
  let p = i - 1;
  while (
    p >= 0 &&
    (/^(the|a|my|our|this|that|all|every|each|any)$/.test(tokens[p]?.word ?? '') ||
      (i - p <= 2 &&
        tokens[p]?.kind === 'word' &&
        !/(^|_)(in|from|to|of|into|for|within|across|inside)$|^(delete|remove|list|show|describe|get|kill|drop|which|what|name|create)$/.test(
          tokens[p]?.word ?? '',
        )))
  )
    p--;
  return /(^|_)(in|from|to|of|into|for|within|across|inside|using)$/.test(tokens[p]?.word ?? '');
};

/** The kind of a Kubernetes object, and its name where it is written `deployment/web`. */
function kind(profile: Profile, tokens: readonly Token[], { input, used }: Filling): void {
  for (const token of tokens) {
    const [left, right, more] = token.kind === 'path' ? token.text.split('/') : [];
    const of = left === undefined ? undefined : lexicon.kinds.get(left.toLowerCase());
    if (of === undefined || right === undefined || right === '' || more !== undefined || /\.(ya?ml|json)$/.test(right)) continue;
    input.kind = of;
    input.name = right;
    used.add(token);
    return;
  }
  const isName = profile.fields.some((f) => f.name === 'replicas');
  const found = tokens.findIndex(
    (t, i) =>
      t.kind === 'word' &&
      lexicon.kinds.has(t.word) &&
      !isPlace(tokens, i) &&
      !(isName && /^pods?$/.test(t.word) && tokens[i - 1]?.kind === 'number') &&
      !/^(ns|namespace|-n)$/.test(tokens[i - 1]?.word ?? '') &&
      !(t.word === 'job' && tokens[i + 1]?.word === 'of') &&
      !/^(called|named)$/.test(tokens[i - 1]?.word ?? '') &&
      !used.has(t),
  );
  const beside = tokens.findIndex(
    (t, i) =>
      t.kind === 'word' &&
      lexicon.kinds.has(t.word) &&
      !isPlace(tokens, i) &&
      tokens[i + 1] !== undefined &&
      isNovel(tokens[i + 1] as Token) &&
      !/^(called|named)$/.test(tokens[i - 1]?.word ?? ''),
  );
  const token = tokens[beside >= 0 ? beside : found];
  // "what is running in shop": what runs are pods.
  if (
    token === undefined &&
    profile.fields.some((f) => f.name === 'kind' && f.required) &&
    tokens.some((t) => /^(running|runs|run|up|alive|healthy|crashing)$/.test(t.word))
  )
    input.kind = 'pod';
  if (token === undefined) return;
  let value = lexicon.kinds.get(token.word) ?? '';
  if (
    value === 'event' &&
    tokens.some((t, i) => i !== found && t.kind === 'word' && lexicon.kinds.has(t.word) && !isPlace(tokens, i)) &&
    profile.spec.name.endsWith('describe')
  )
    value = lexicon.kinds.get(tokens.find((t, i) => i !== found && lexicon.kinds.has(t.word) && !isPlace(tokens, i))?.word ?? '') ?? value;
  const workload = profile.fields.find((f) => f.name === 'kind')?.fallback;
  // A pod can neither be scaled nor rolled out: its workload is meant.
  if (workload === 'deployment' && value === 'pod') return;
  input.kind = value;
}

function s3(tokens: readonly Token[], { input, used }: Filling, has: (name: string) => boolean): void {
  const found = tokens.filter((t) => t.kind === 's3' && !used.has(t));
  if (found.length === 0 || !(has('bucket') || has('source'))) return;
  const parts = (token: Token) => /^s3:\/\/([^/]+)\/?(.*)$/i.exec(token.text)?.slice(1) ?? [];
  if (has('source')) {
    const downloads = /^(download|fetch|get|pull)/.test(tokens[0]?.word ?? '');
    for (const token of found) {
      const before = tokens[tokens.indexOf(token) - 1]?.word ?? '';
      const slot =
        (/^(to|into|with)$/.test(before) && !downloads) ||
        (found.length === 2 && token === found[1] && before !== 'from') ||
        (tokens.indexOf(token) > 1 &&
          !downloads &&
          !/^(from|in|under|below|of|at)$/.test(before) &&
          !('destination' in input) &&
          !(found.length === 2 && token === found[0]))
          ? 'destination'
          : 'source';
      input[slot] = token.text;
      used.add(token);
    }
    return;
  }
  const set = (bucketName: string, keyName: string, token: Token): void => {
    const [bucket = '', key = ''] = parts(token);
    input[bucketName] = bucket;
    used.add(token);
    if (has(keyName) && key !== '') {
      const local = tokens
        .find((t) => t.kind === 'path')
        ?.text.split('/')
        .at(-1);
      input[keyName] = key.endsWith('/') && has('path') && local !== undefined ? key + local : key;
    } else if (has('prefix') && key !== '') input.prefix = key;
  };
  const [first, second] = found;
  if (has('sourceBucket') && first !== undefined) {
    set('sourceBucket', 'sourceKey', first);
    if (second !== undefined) set('bucket', 'key', second);
  } else if (first !== undefined) set('bucket', 'key', first);
}

/** `aws-s3-versioning`: ids of rules look like nothing else here. */
function ruleIds(tokens: readonly Token[], { input, used }: Filling): void {
  for (const token of tokens)
    if (token.kind === 'word' && /^(aws|gcp|azure|k8s|kubernetes|docker(file)?|helm|kustomize|terraform|tf)-[a-z0-9]+(-[a-z0-9]+)*$/.test(token.text)) {
      input.rules = [...((input.rules as string[] | undefined) ?? []), token.text];
      used.add(token);
    }
}

function pairs(tokens: readonly Token[], { input, used }: Filling, has: (name: string) => boolean): void {
  for (const [i, token] of tokens.entries()) {
    if (token.kind !== 'pair' || used.has(token)) continue;
    for (const one of token.text.split(betweenPairs)) if (pair(one, tokens[i - 1]?.word ?? '', input, has)) used.add(token);
  }
}

function pair(text: string, before: string, input: Record<string, unknown>, has: (name: string) => boolean): boolean {
  const [key = '', raw = ''] = text.split(/=(.*)/s);
  const value = raw.replace(/^["'](.*)["']$/s, '$1');
  const into = ['backendConfig', 'vars', 'set', 'tags'].find((name) => has(name) && !(name === 'tags' && /^labels?$/.test(before)));
  if (has(key) && key !== 'kind') input[key] = /^\d+$/.test(value) ? Number(value) : value;
  else if (into !== undefined) input[into] = { ...(input[into] as object | undefined), [key]: into === 'set' ? scalar(value) : value };
  else if (has('selector')) input.selector = [input.selector, text].filter(Boolean).join(',');
  else return false;
  return true;
}

/** AWS services by what may assume a role for them. */
const services: Readonly<Record<string, string>> = {
  lambda: 'lambda',
  ec2: 'ec2',
  ecs: 'ecs-tasks',
  eks: 'eks',
  rds: 'rds',
  codebuild: 'codebuild',
  glue: 'glue',
  sagemaker: 'sagemaker',
  apigateway: 'apigateway',
  states: 'states',
  events: 'events',
  firehose: 'firehose',
  backup: 'backup',
  s3: 's3',
};

function arns(tokens: readonly Token[], { input, used }: Filling, has: (name: string) => boolean): void {
  if (has('trusts')) {
    // "… in account 123456789012" is where; what else trusts is said by "trusting" or "for".
    const account = tokens.find(
      (t, i) =>
        t.kind === 'number' &&
        /^\d{12}$/.test(t.text) &&
        !(tokens[i - 1]?.word === 'account' && (i < 2 || /^(in|of|is|mark)$/.test(tokens[i - 2]?.word ?? ''))),
    );
    const host = tokens.find((t) => /\.amazonaws\.com$/.test(t.text));
    const named = tokens.find((t, i) => t.word in services && /^(for|by|that|lets|allows|trusting|trusted|the|aws|to|use)$/.test(tokens[i - 1]?.word ?? ''));
    const found = account ?? host ?? named;
    if (found !== undefined) {
      input.trusts = found === named ? `${services[found.word]}.amazonaws.com` : found.text;
      used.add(found);
    }
  }
  for (const token of tokens) {
    if (token.kind !== 'arn' || used.has(token)) continue;
    const name =
      has('policy') && /:policy\//.test(token.text)
        ? 'policy'
        : has('principal') && /:(role|user)\//.test(token.text)
          ? 'principal'
          : has('role') && /:role\//.test(token.text)
            ? 'role'
            : undefined;
    if (name !== undefined) {
      input[name] = name === 'role' ? (token.text.split('/').at(-1) ?? '') : token.text;
      used.add(token);
    } else if (has('resources') && has('actions')) {
      input.resources = [...((input.resources as string[] | undefined) ?? []), token.text];
      used.add(token);
    }
  }
}

/** "install ingress-nginx from https://charts.example.com": a chart by its name, and where it is kept. */
function chartFrom(tokens: readonly Token[], { input, used }: Filling): void {
  const url = tokens.find((t) => t.kind === 'url' && /^https?:/i.test(t.text) && !/\.tgz$/i.test(t.text) && !used.has(t));
  const at = tokens.findIndex((t) => /^charts?$/.test(t.word));
  const chart = at >= 0 ? tokens.slice(at + 1).find((t) => !/^(called|named|:)$/.test(t.word)) : tokens[1];
  if (
    url === undefined ||
    chart?.kind !== 'word' ||
    used.has(chart) ||
    !(isNovel(chart) || (at >= 0 && !isStop(chart.word))) ||
    'chart' in input ||
    'repository' in input
  )
    return;
  input.repository = url.text;
  input.chart = chart.text;
  used.add(url);
  used.add(chart);
}

/** Twelve digits are an account, whatever is done there. */
function account(tokens: readonly Token[], { input, used }: Filling): void {
  const token = tokens.find((t) => t.kind === 'number' && /^\d{12}$/.test(t.text) && !used.has(t));
  if (token === undefined || 'account' in input) return;
  input.account = token.text;
  used.add(token);
}

/** The environment that is spoken of. */
export const environmentIn = (tokens: readonly Token[]): { readonly token: Token; readonly environment: 'dev' | 'staging' | 'prod' } | undefined => {
  for (const token of tokens) {
    const environment = token.kind === 'word' ? environments[token.word] : undefined;
    if (environment !== undefined && !(token.word === 'stage' || token.word === 'live')) return { token, environment };
  }
  return undefined;
};

export const isKind = (word: string): boolean => word in kubernetesKinds;
