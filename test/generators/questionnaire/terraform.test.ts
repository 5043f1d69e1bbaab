import { expect, test } from 'vitest';
import type { Answer, Answers, Question } from '../../../src/domain/question.ts';
import { checkAll } from '../../../src/generators/questionnaire/check.ts';
import { resolve } from '../../../src/generators/questionnaire/resolve.ts';
import { parseTerraformAnswers } from '../../../src/generators/terraform/parse.ts';
import { terraformQuestionnaire } from '../../../src/generators/terraform/questionnaire.ts';
import { eksDefault, eksVersions, engines, lookedUp } from '../../../src/generators/terraform/questions/facts.ts';
import { tierLayout } from '../../../src/generators/terraform/questions/layout.ts';
import { autoLayout } from '../../../src/generators/terraform/view/network.ts';
import { customSubnets, shop } from './shop.ts';

const environments = ['dev', 'staging', 'prod'];
const single = terraformQuestionnaire.groups[0]?.questions.find(({ id }) => id === 'project.components');
const components = single?.type === 'multi-choice' ? single.options.map(({ value }) => value) : [];

test.each(environments.flatMap((environment) => [components, ...components.map((one) => [one])].map((chosen) => ({ environment, chosen }))))(
  'in $environment the defaults for $chosen pass every check and parse',
  ({ environment, chosen }) => {
    const answers: Answers = { ...shop, 'project.environment': environment, 'project.components': chosen };
    expect(checkAll(terraformQuestionnaire, answers)).toEqual([]);
    const parsed = parseTerraformAnswers(answers);
    if (!parsed.ok) throw new Error(parsed.failure.fix);
    const { value } = parsed;
    expect(['network', 'cluster', 'database', 'bucket'].filter((part) => value[part as 'network'] !== undefined)).toEqual(chosen);
    expect(value.project.environment).toBe(environment);
  },
);

test('production in a region of two zones asks for two', () => {
  const answers: Answers = { 'project.name': 'shop', 'project.environment': 'prod', 'project.components': ['network'], 'project.region': 'us-west-1' };
  const inTwo = resolve(terraformQuestionnaire, answers);
  expect(inTwo.answers['network.zones']).toBe(2);
  expect(checkAll(terraformQuestionnaire, inTwo.answers)).toEqual([]);
});

test('prod is not dev', () => {
  const [dev, prod] = ['dev', 'prod'].map((environment) => resolve(terraformQuestionnaire, { ...shop, 'project.environment': environment }).answers);
  const differ = Object.keys(dev ?? {}).filter((id) => JSON.stringify(dev?.[id]) !== JSON.stringify(prod?.[id]));
  expect(differ).toEqual([
    'project.environment',
    'network.cidr',
    'network.zones',
    'network.nat',
    'network.flowLogDays',
    'network.endpoints',
    'cluster.nodeGroups',
    'cluster.logTypes',
    'cluster.logDays',
    'database.instanceClass',
    'database.storageGiB',
    'database.storageMaxGiB',
    'database.multiAz',
    'database.backupDays',
    'database.deletionProtection',
    'bucket.noncurrentDays',
  ]);
});

test('every option that is offered can be taken', () => {
  for (const { questions } of terraformQuestionnaire.groups)
    for (const question of questions)
      for (const value of tries(question)) {
        const answers: Answers = {
          ...shop,
          ...engineFor(question, value),
          'cluster.allowedCidrs': ['203.0.113.0/24'],
          'state.bucket': 'example-state',
          'bucket.replication': true,
          ...companions[`${question.id}=${value}`],
          [question.id]: value,
        };
        expect({ question: question.id, value, problems: checkAll(terraformQuestionnaire, answers) }).toEqual({ question: question.id, value, problems: [] });
        expect(parseTerraformAnswers(answers).ok).toBe(true);
      }
});

const tries = (question: Question): readonly Answer[] => {
  if (question.type === 'boolean') return [true, false];
  if (question.type === 'choice') return question.options.map(({ value }) => value);
  return question.type === 'multi-choice' ? [question.options.map(({ value }) => value)] : [];
};

const engineFor = (question: Question, value: Answer): Answers =>
  question.type === 'choice' ? ((question.options.find((option) => option.value === value)?.when ?? {}) as Answers) : {};

/** What has to be answered too for some of them. */
const companions: { readonly [choice: string]: Answers } = {
  'network.nat=none': { 'network.endpoints': ['s3', 'ecr', 'ec2', 'sts'] },
  'network.subnets=custom': customSubnets({}),
  'bucket.versioning=false': { 'bucket.replication': false },
  'bucket.replicaRegion=eu-central-1': { 'project.region': 'eu-west-1' },
};

test('any answers at all are parsed or explained, never thrown at', () => {
  let state = 99;
  const next = (below: number) => {
    state = (state * 48271) % 2147483647;
    return state % below;
  };
  const odd: readonly unknown[] = [
    '',
    'x',
    '10.0.0.0/16',
    'public',
    'custom',
    's3',
    0,
    3,
    -1,
    1e9,
    true,
    false,
    [],
    ['private'],
    ['x', 'x'],
    [{}],
    [{ name: 'a' }],
    [[1]],
    null,
    {},
    Number.NaN,
  ];
  const ids = terraformQuestionnaire.groups.flatMap(({ questions }) => questions.map(({ id }) => id));
  for (let round = 0; round < 3000; round++) {
    const answers = Object.fromEntries(Array.from({ length: next(12) }, () => [ids[next(ids.length)] ?? '', odd[next(odd.length)]])) as Answers;
    const parsed = parseTerraformAnswers({ ...shop, ...answers });
    expect(parsed.ok || (parsed.failure.problems?.length ?? 0) > 0).toBe(true);
  }
});

test('the facts hold together', () => {
  expect(eksVersions.find(({ version }) => version === eksDefault)?.standardUntil.localeCompare(lookedUp)).toBe(1);
  for (const { default: version, versions } of Object.values(engines))
    expect(versions.find((one) => one.version === version)?.until.localeCompare(lookedUp)).toBe(1);
  expect(tierLayout).toEqual(autoLayout);
});

test('every text a person reads is short and plain, and every source is an address', () => {
  const all = terraformQuestionnaire.groups.flatMap(({ questions }) =>
    questions.flatMap((question) => [question, ...(question.type === 'list' ? (question.fields ?? []) : [])]),
  );
  for (const { id, label, help, source } of all) {
    expect(`${id} ${label} ${help}`).not.toMatch(/!|please|successfully/i);
    expect({ id, short: help.length <= 140 && label.length <= 40, ends: help.endsWith('.') }).toEqual({ id, short: true, ends: true });
    if (source !== undefined) expect(source).toMatch(/^https:\/\/(docs\.aws\.amazon\.com|developer\.hashicorp\.com|www\.postgresql\.org)\//);
  }
});
