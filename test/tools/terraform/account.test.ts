import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { whoAmI } from '../../../src/tools/terraform/saved/account.ts';
import { testHouse } from '../../support/house.ts';
import { type Env, planned } from './saved-plan.ts';

const planJson = {
  format_version: '1.2',
  resource_changes: [],
  configuration: {
    provider_config: { aws: { name: 'aws', full_name: 'registry.terraform.io/hashicorp/aws', expressions: { region: { constant_value: 'eu-central-1' } } } },
  },
};

interface Identities {
  url: string;
  account: string | undefined;
  /** How many calls get no answer, one after the other. */
  held: number;
  asked: number;
}

/** An AWS that only says whose the credentials are; nobody's: it refuses. */
async function identities(): Promise<Identities> {
  const it: Identities = { url: '', account: '123456789012', held: 0, asked: 0 };
  const server = createServer((_asked, answer) => {
    it.asked++;
    if (it.held > 0) {
      // Whoever gave up waiting was one of those.
      answer.once('close', () => it.held--);
      return;
    }
    if (it.account === undefined) return answer.writeHead(403).end();
    const result = `<GetCallerIdentityResult><Arn>arn:aws:iam::${it.account}:user/ada</Arn><UserId>A</UserId><Account>${it.account}</Account></GetCallerIdentityResult>`;
    answer.writeHead(200, { 'content-type': 'text/xml' });
    answer.end(`<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">${result}</GetCallerIdentityResponse>`);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  it.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return it;
}

interface Case {
  readonly what: string;
  readonly happens: (aws: { account: string | undefined }, env: Record<string, string | undefined>) => void;
  readonly says: string | undefined;
}

/** A plan is made as one account; then something changes, and the apply is looked at. */
async function check({ happens, says }: Case): Promise<void> {
  const aws = await identities();
  const env: Env = { PATH: process.env.PATH, AWS_ENDPOINT_URL: aws.url, AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' };
  const { look } = await planned(planJson, env);
  happens(aws, env);
  const seen = await look();
  if (says !== undefined) return expect(seen?.ok ? 'it is accepted' : seen?.failure.message).toBe(says);
  expect(seen).toMatchObject({ ok: true, value: { target: { facts: { account: '123456789012', region: 'eu-central-1' } } } });
}

const cases: readonly Case[] = [
  { what: 'is the same', happens: () => {}, says: undefined },
  {
    what: 'is another one',
    happens: (aws) => {
      aws.account = '210987654321';
    },
    says: 'The saved plan no longer fits: the account was 123456789012 and is 210987654321. Nothing was changed.',
  },
  {
    what: 'can’t be told any more',
    happens: (aws) => {
      aws.account = undefined;
    },
    says: 'The saved plan no longer fits: the account was 123456789012, and nobody tells which it is now. Nothing was changed.',
  },
  {
    what: 'is looked for elsewhere',
    happens: (_aws, env) => {
      env.AWS_PROFILE = 'prod';
      env.AWS_REGION = 'eu-west-1';
    },
    says: 'The saved plan no longer fits: AWS_PROFILE was not set and is prod and AWS_REGION was not set and is eu-west-1. Nothing was changed.',
  },
];

test.each(cases)('a saved plan and its account, which $what', check);

describe('whose the credentials are', () => {
  const who = async (aws: Identities, waitsMs: readonly number[]) => {
    const house = testHouse([]);
    const env = { AWS_ENDPOINT_URL: aws.url, AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' };
    return whoAmI(undefined, undefined, { ...house.workplace(house.folder, new AbortController().signal, () => {}), env }, waitsMs);
  };

  test('is asked once more where nobody answered in time', async () => {
    const aws = await identities();
    aws.held = 1;
    // On a slow machine one that gave up may not even have got there: there are more of them than are held.
    expect(await who(aws, [...Array<number>(30).fill(200), 60_000])).toBe('123456789012');
    expect(aws.asked).toBeGreaterThan(1);
  });

  test('stays unknown where nobody answers at all', async () => {
    const aws = await identities();
    aws.held = Number.POSITIVE_INFINITY;
    expect(await who(aws, [50, 100])).toBeUndefined();
  });

  test('is not asked again where that was refused', async () => {
    const aws = await identities();
    aws.account = undefined;
    expect([await who(aws, [60_000, 60_000]), aws.asked]).toEqual([undefined, 1]);
  });
});
