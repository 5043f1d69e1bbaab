import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Failure } from '../../../src/domain/failure/failure.ts';
import { noteIntent } from '../../../src/tools/github/intent.ts';
import { call, inspect, preview, rollBack, workplace } from '../../support/drive-tool.ts';
import { type FakeGithub, githubWorld, startGithub, token } from '../../support/github.ts';
import { picture } from '../../support/github-data.ts';
import type { Answer } from '../../support/github-routes.ts';
import { secureServer } from '../../support/secure-server.ts';

const repository = 'example/shop';
const told = (failure: { code: string; message: string; fix: string } | undefined): string =>
  `${failure?.code}: ${failure?.message} → ${failure?.fix}`.replaceAll(/127\.0\.0\.1:\d+/g, '<host>');
const said = (status: number, message: string, headers: Record<string, string> = {}, more: object = {}): Answer => ({
  status,
  body: { message, ...more },
  headers,
});

/** Answers as GitHub gives them: docs.github.com/rest, "Troubleshooting the REST API" and "Rate limits". */
const answers: readonly { what: string; answer: Answer; says: string }[] = [
  {
    what: 'a token that has expired',
    answer: said(401, 'Bad credentials'),
    says: 'github/token-refused: github.com does not accept the token in GH_TOKEN: it has expired, was revoked or is not a token of github.com. Nothing was changed. → Sign in again, or make a new token, then try again.',
  },
  {
    what: 'a token without the permission',
    answer: said(403, 'Resource not accessible by personal access token', { 'x-accepted-github-permissions': 'issues=write' }),
    says: 'github/forbidden: GitHub does not let you comment on #1: Resource not accessible by personal access token. Nothing was changed. → It takes issues=write: sign in with a token that has it.',
  },
  {
    what: 'a token without the scope',
    answer: said(403, 'Must have admin rights to Repository.', { 'x-accepted-oauth-scopes': 'repo, public_repo' }),
    says: 'github/forbidden: GitHub does not let you comment on #1: Must have admin rights to Repository. Nothing was changed. → It takes the scope repo or public_repo: sign in with a token that has it.',
  },
  {
    what: 'single sign-on',
    answer: said(403, 'Resource protected by organization SAML enforcement.', {
      'x-github-sso': 'required; url=https://github.com/orgs/example/sso?authorization_request=AB12',
    }),
    says: 'github/sso-required: #1 in example/shop belongs to an organization that asks for single sign-on, and this token is not authorized for it. Nothing was changed. → Authorize it here, then try again: https://github.com/orgs/example/sso?authorization_request=AB12',
  },
  {
    what: 'nothing there',
    answer: said(404, 'Not Found'),
    says: 'github/not-found: There is no #1 in example/shop on github.com, or you may not see it. → Check the name and number, and whether the account you are signed in with may see it.',
  },
  {
    what: 'issues switched off',
    answer: said(410, 'Issues are disabled for this repo'),
    says: 'github/gone: #1 in example/shop is switched off or was deleted: Issues are disabled for this repo. Nothing was changed. → Somebody with admin rights can switch it on in the settings of the repository.',
  },
  {
    what: 'an input it does not take',
    answer: said(422, 'Validation Failed', {}, { errors: [{ resource: 'IssueComment', code: 'unprocessable', field: 'data', message: 'Body is too long' }] }),
    says: 'github/refused: GitHub refused to comment on #1: Body is too long. Nothing was changed. → Correct what it names, then try again.',
  },
  {
    what: 'a conflict',
    answer: said(409, 'Git Repository is empty.'),
    says: 'github/conflict: GitHub could not comment on #1 because something else changed at the same time: Git Repository is empty. → Look at it again, then decide again.',
  },
  {
    what: 'a quota that is used up for long',
    answer: said(403, 'API rate limit exceeded for user ID 1.', {
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': String(Date.UTC(2026, 5, 1, 0, 30) / 1000),
    }),
    says: 'github/rate-limited: The quota of requests to github.com is used up; it is filled again in 30 min. This request was not carried out. → Try again in 30 min.',
  },
  {
    what: 'a secondary limit for long',
    answer: said(403, 'You have exceeded a secondary rate limit.', { 'retry-after': '600' }),
    says: 'github/rate-limited: github.com asks to slow down for 10 min. This request was not carried out. → Try again in 10 min.',
  },
  {
    what: 'too many requests',
    answer: said(429, 'Too many requests'),
    says: 'github/rate-limited: github.com asks to slow down for 60 s. This request was not carried out. → Try again in 60 s.',
  },
  {
    what: 'trouble on its side',
    answer: { status: 502, body: '<html>Unicorn!</html>', headers: { 'content-type': 'text/html' } },
    says: 'github/server-trouble: github.com answered 502: the trouble is on its side. → Try again in a while; https://www.githubstatus.com says how it is.',
  },
  {
    what: 'a sign-in page in between',
    answer: { status: 200, body: '<html>Welcome to the hotel</html>', headers: { 'content-type': 'text/html' } },
    says: "github/garbled: github.com answered with something that is not what GitHub's API answers, so it can't be trusted. → Look whether a proxy or a sign-in page stands in between, and whether GITHUB_API_URL is right.",
  },
];

describe('what GitHub answers becomes a failure with the next step, and nothing is sent twice', () => {
  test.each(answers)('$what', async ({ answer, says }) => {
    const github = await startGithub();
    github.next(/POST /, answer);
    const before = picture(github.data);
    const done = await call(githubWorld(github.url), 'github.commentIssue', { number: 1, body: 'Hello', repository });
    expect(told(done.failure)).toBe(says);
    expect(JSON.stringify(done.events)).not.toContain(token);
    expect(github.lines().filter((line) => line.startsWith('POST'))).toHaveLength(1);
    expect(picture(github.data)).toBe(before);
  });

  test('a repository that was renamed: its new name, and nothing is followed', async () => {
    const github = await startGithub();
    const moved = { status: 301, body: { message: 'Moved Permanently' } };
    github.next(/GET \/repos\/example\/shop$/, { ...moved, headers: { location: 'https://evil.example.com/repositories/7' } });
    const elsewhere = await call(githubWorld(github.url), 'github.commentIssue', { number: 1, body: 'Hello', repository });
    expect(told(elsewhere.failure)).toBe(
      'github/renamed: example/shop was renamed or moved. Nothing was changed. → Look up its new name and give that (`repository`).',
    );
    const world = githubWorld(github.url, { GITHUB_API_URL: github.url });
    github.next(/GET \/repos\/example\/shop$/, { ...moved, headers: { location: `${github.url}/repositories/7` } });
    github.next(/GET \/repositories\/7/, { status: 200, body: { full_name: 'example/store' } });
    expect((await call(world, 'github.commentIssue', { number: 1, body: 'Hello', repository })).failure?.message).toBe(
      'example/shop is now example/store. Nothing was changed.',
    );
  });

  test('a short wait is waited for, and the request goes out again', async () => {
    const github = await startGithub();
    github.next(/POST /, said(403, 'You have exceeded a secondary rate limit.', { 'retry-after': '1' }));
    const done = await call(githubWorld(github.url), 'github.commentIssue', { number: 1, body: 'Hello', repository });
    expect([done.failure, done.verdict]).toEqual([undefined, { met: true }]);
    expect(done.events.some(({ event }) => event.type === 'step-progressed' && event.line === 'github.com asks to wait 1 s')).toBe(true);
  });

  test('reads are tried again when the server stumbles', async () => {
    const github = await startGithub();
    github.next(/GET .*\/issues\/1$/, said(503, 'Service Unavailable'), { times: 2 });
    expect((await call(githubWorld(github.url), 'github.showIssue', { number: 1, repository })).failure).toBeUndefined();
  });

  test('what is not there is asked for once', async () => {
    const github = await startGithub();
    await call(githubWorld(github.url), 'github.showIssue', { number: 99, repository });
    expect(github.lines()).toEqual(['GET /repos/example/shop/issues/99']);
  });

  test('cancelling ends the wait', async () => {
    const github = await startGithub();
    const stop = new AbortController();
    github.next(/GET .*\/issues\/1$/, said(429, 'Too many requests', { 'retry-after': '40' }));
    const world = githubWorld(github.url);
    const at = { ...workplace(world, stop.signal), progress: () => stop.abort() };
    const tool = world.tools.get('github.showIssue');
    await expect(tool?.run(tool.input.parse({ number: 1, repository }), at)).rejects.toThrow(/abort/i);
  });
});

describe('no way there', () => {
  const reach = async (api: string) => told((await call(githubWorld(api, { GITHUB_API_URL: api }), 'github.showIssue', { number: 1, repository })).failure);

  test('nobody at that port', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await new Promise((done) => taken.once('listening', done));
    const { port } = taken.address() as { port: number };
    await new Promise((done) => taken.close(done));
    expect(await reach(`http://127.0.0.1:${port}`)).toContain(
      "github/unreachable: github.com can't be reached from here: nobody answers at that address (ECONNREFUSED).",
    );
  });

  test('a name nobody knows', async () => {
    expect(await reach('https://github.nowhere.invalid/api/v3')).toMatch(
      /^github\/unreachable: github\.com can't be reached from here: its name is not known here \((ENOTFOUND|EAI_AGAIN)\)/,
    );
  });

  test('a certificate that nobody vouches for: the token stays here', async () => {
    const asked: unknown[] = [];
    const { port } = await secureServer((request, answer) => void asked.push(request.headers, answer.end('{}')));
    expect(await reach(`https://127.0.0.1:${port}/api/v3`)).toMatch(
      /^github\/certificate: The certificate of .* could not be confirmed \((UNABLE_TO_VERIFY_LEAF_SIGNATURE|DEPTH_ZERO_SELF_SIGNED_CERT)\), so nothing was sent there\./,
    );
    expect(asked).toEqual([]);
  });

  test('a certificate that has expired: what it is told by, and the token stays here', async () => {
    const asked: unknown[] = [];
    const { port, certificate } = await secureServer((request, answer) => void asked.push(request.headers, answer.end('{}')), { expired: true });
    const usual = getCACertificates();
    setDefaultCACertificates([...usual, readFileSync(certificate, 'utf8')]);
    onTestFinished(() => setDefaultCACertificates(usual));
    expect((await reach(`https://127.0.0.1:${port}/api/v3`)).replaceAll(/127\.0\.0\.1:\d+/g, '<host>')).toBe(
      'github/certificate-expired: The certificate of github.com has expired, so nothing was sent there. → Whoever runs that server has to renew it; if it was renewed, look whether the clock of this machine is right.',
    );
    expect(asked).toEqual([]);
  });

  test('a server that answers half and hangs up', async () => {
    const half = createServer((socket) =>
      socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 500\r\n\r\n{"id":')),
    );
    half.listen(0, '127.0.0.1');
    await new Promise((done) => half.once('listening', done));
    onTestFinished(() => void half.close());
    expect(await reach(`http://127.0.0.1:${(half.address() as { port: number }).port}`)).toMatch(/^github\/(unreachable|garbled): /);
  });

  test.each(['http://github.example.com/api/v3', 'https://me:secret@github.example.com/', 'nonsense', 'file:///etc/passwd'])(
    'an address that is refused: %s',
    async (api) => {
      const said = await reach(api);
      expect(said).toContain('github/bad-api-address');
      expect(said).not.toContain('secret');
    },
  );
});

describe('who is signed in', () => {
  const header = (github: FakeGithub) => github.requests[0]?.headers.authorization;
  const show = { number: 1, repository };

  test('nobody: what is missing and how to get it', async () => {
    const done = await call(githubWorld('http://127.0.0.1:9', { GH_TOKEN: undefined }), 'github.showIssue', show);
    expect(done.failure).toMatchObject({ code: 'github/not-signed-in', missing: true, fix: expect.stringContaining('GH_TOKEN or GITHUB_TOKEN') });
  });

  test('GH_TOKEN before GITHUB_TOKEN, and neither in what is kept', async () => {
    const github = await startGithub();
    await call(githubWorld(github.url, { GITHUB_TOKEN: 'other' }), 'github.showIssue', show);
    expect(header(github)).toBe(`token ${token}`);
    const second = await startGithub();
    await call(githubWorld(second.url, { GH_TOKEN: undefined, GITHUB_TOKEN: 'other' }), 'github.showIssue', show);
    expect(header(second)).toBe('token other');
  });

  test('the editor’s session is for github.com alone', async () => {
    const asked: (readonly string[])[] = [];
    const world = githubWorld('', { GITHUB_API_URL: undefined, GITHUB_SERVER_URL: undefined, GH_TOKEN: undefined, GH_HOST: 'github.example.com' });
    const at = { ...workplace(world), signIn: async (_provider: string, scopes: readonly string[]) => void asked.push(scopes) };
    const tool = world.tools.get('github.showIssue');
    expect(await tool?.run({ number: 1, repository }, at)).toMatchObject({ failure: { code: 'github/not-signed-in' } });
    expect(asked).toEqual([]);
    expect(await tool?.run({ number: 1, repository: 'github.com/example/shop' }, at)).toMatchObject({ failure: { code: 'github/not-signed-in' } });
    expect(asked).toEqual([['repo']]);
  });

  test('a token that is none never becomes a header', async () => {
    const done = await call(githubWorld('http://127.0.0.1:9', { GH_TOKEN: 'two words\nand a line' }), 'github.showIssue', show);
    expect(done.failure?.code).toBe('github/token-refused');
    expect(JSON.stringify(done.events)).not.toContain('two words');
  });
});

describe('which repository', () => {
  const remotes: readonly { remote: string; env?: Record<string, string | undefined>; says: string }[] = [
    { remote: 'https://github.com/example/shop.git', says: 'example/shop' },
    { remote: 'https://someone:secret@github.com/example/shop', says: 'example/shop' },
    { remote: 'git@github.com:example/shop.git', says: 'example/shop' },
    { remote: 'ssh://git@ssh.github.com:443/example/shop.git', says: 'example/shop' },
    { remote: 'https://github.com/example/old', says: 'github/not-found' },
    { remote: 'https://evil.example.com/example/shop.git', says: 'github/host-not-known' },
    { remote: 'https://gitlab.com/example/group/shop.git', says: 'github/no-repository' },
    { remote: '/srv/git/shop.git', says: 'github/no-repository' },
    { remote: 'git@github.com:example/..', says: 'github/no-repository' },
    { remote: 'ext::sh -c touch% nimbus-escaped', says: 'github/no-repository' },
  ];
  test.each(remotes)('$remote', async ({ remote, says }) => {
    const github = await startGithub();
    const world = githubWorld(github.url);
    execFileSync('git', ['init', '--quiet', world.folder]);
    execFileSync('git', ['-C', world.folder, 'remote', 'add', 'origin', remote]);
    const done = await call(world, 'github.listIssues', {});
    expect(done.failure?.code ?? done.summary).toContain(says);
    expect(JSON.stringify(done.events)).not.toContain('secret');
    if (says === 'github/host-not-known') expect(github.requests).toEqual([]);
  });

  test('a name alone is of the owner that the remote of the same host has, and approved as the whole', async () => {
    const github = await startGithub();
    const world = githubWorld(github.url);
    const input = { number: 1, body: 'Thanks.', repository: 'shop' };
    expect(told((await preview(world, 'github.commentIssue', input)) as Failure)).toBe(
      'github/no-repository: Which repository is meant is not clear: "shop" has no owner, and no remote of this folder on github.com tells one. → Name it (`repository: owner/name`), or add a remote: git remote add origin https://github.com/owner/name.git',
    );
    execFileSync('git', ['init', '--quiet', world.folder]);
    const remote = (address: string) => execFileSync('git', ['-C', world.folder, 'config', 'remote.origin.url', address]);
    // Another host's owner may be somebody else here.
    for (const address of ['https://git.example.com/example/app.git', '/srv/git/app.git']) {
      remote(address);
      expect(await preview(world, 'github.commentIssue', input)).toMatchObject({ code: 'github/no-repository' });
    }
    expect(github.requests).toEqual([]);
    remote('git@github.com:example/app.git');
    expect(await preview(world, 'github.commentIssue', input)).toMatchObject({
      target: { label: 'example/shop as octo', facts: { repository: 'example/shop' } },
      impacts: [{ address: 'example/shop#1' }],
      undo: { steps: [{ input: { repository: 'example/shop' } }] },
    });
    // What takes a run back names the whole.
    expect(world.tools.get('github.reopen')?.input.safeParse({ repository: 'shop', number: 1 }).success).toBe(false);
  });

  test('no repository at all, and no remote', async () => {
    const world = githubWorld('http://127.0.0.1:9');
    expect((await call(world, 'github.listIssues', {})).failure?.message).toContain('this folder is not in a git repository');
    execFileSync('git', ['init', '--quiet', world.folder]);
    expect((await call(world, 'github.listIssues', {})).failure?.message).toContain('the git repository here has no remote');
  });

  test('GitHub Enterprise: from GH_HOST and the remote, with its own token', async () => {
    const { placeOf } = await import('../../../src/tools/github/place.ts');
    const world = githubWorld('', { GITHUB_API_URL: undefined, GITHUB_SERVER_URL: undefined, GH_HOST: 'git.example.com' });
    const at = workplace(world);
    expect(await placeOf('example/shop', at)).toMatchObject({ value: { host: 'git.example.com', api: 'https://git.example.com/api/v3' } });
    expect(await placeOf('octo-corp.ghe.com/example/shop', at)).toMatchObject({ value: { api: 'https://api.octo-corp.ghe.com' } });
    expect(await placeOf('github.com/example/shop', at)).toMatchObject({ value: { api: 'https://api.github.com' } });
    expect(await placeOf('other.example.com/example/shop', at)).toMatchObject({ failure: { code: 'github/host-not-known' } });
    const { tokenFor } = await import('../../../src/tools/github/sign-in.ts');
    const enterprise = { owner: 'a', name: 'b', host: 'git.example.com', api: '', cloud: false };
    expect(await tokenFor(enterprise, { ...at, env: { GH_TOKEN: 'cloud', GH_ENTERPRISE_TOKEN: 'own' } })).toMatchObject({ value: { value: 'own' } });
  });
});

describe('a change the world refuses', () => {
  const refused: readonly { what: string; tool: string; input: object; prepare?: (github: FakeGithub) => void; says: string }[] = [
    {
      what: 'an archived repository',
      tool: 'createIssue',
      input: { title: 'x' },
      prepare: ({ data }) => void Object.assign(data, { archived: true }),
      says: 'github/archived',
    },
    {
      what: 'a label that is not there',
      tool: 'createIssue',
      input: { title: 'x', labels: ['bugs'] },
      says: 'github/label-unknown: There is no label "bugs" in this repository. → Did you mean "bug"?',
    },
    { what: 'an assignee who is not there', tool: 'createIssue', input: { title: 'x', assignees: ['nobody'] }, says: 'github/cannot-assign' },
    {
      what: 'issues switched off',
      tool: 'createIssue',
      input: { title: 'x' },
      prepare: ({ data }) => void Object.assign(data, { hasIssues: false }),
      says: 'github/gone',
    },
    {
      what: 'a pull request taken for an issue',
      tool: 'commentIssue',
      input: { number: 2, body: 'x' },
      says: 'github/is-pull-request: #2 is a pull request, not an issue.',
    },
    {
      what: 'a locked conversation',
      tool: 'commentIssue',
      input: { number: 1, body: 'x' },
      prepare: ({ data }) => void Object.assign(data.issues.get(1) ?? {}, { locked: true }),
      says: 'github/locked',
    },
    {
      what: 'closing what is closed',
      tool: 'closeIssue',
      input: { number: 1 },
      prepare: ({ data }) => void Object.assign(data.issues.get(1) ?? {}, { state: 'closed' }),
      says: 'github/not-open',
    },
    {
      what: 'a second pull request for the same branch',
      tool: 'createPullRequest',
      input: { title: 'x', head: 'feature/login' },
      says: 'github/pull-request-exists: #2 already asks to merge feature/login into main.',
    },
    { what: 'a branch without commits', tool: 'createPullRequest', input: { title: 'x', head: 'same' }, says: 'github/nothing-to-propose' },
    { what: 'a base that is not there', tool: 'createPullRequest', input: { title: 'x', head: 'topic', base: 'nowhere' }, says: 'github/branch-not-there' },
    {
      what: 'a branch that was never pushed',
      tool: 'createPullRequest',
      input: { title: 'x', head: 'mine' },
      says: 'github/branch-not-there: There is no branch mine in example/shop. → Push it first (git.push), then try again.',
    },
    {
      what: 'approving one’s own',
      tool: 'reviewPullRequest',
      input: { number: 2, verdict: 'approve' },
      prepare: ({ data }) => void Object.assign(data.issues.get(2) ?? {}, { author: 'octo' }),
      says: 'github/own-pull-request',
    },
    { what: 'an edit of nothing', tool: 'editIssue', input: { number: 1 }, says: 'github/nothing-to-edit' },
  ];
  test.each(refused)('$what', async ({ tool, input, prepare, says }) => {
    const github = await startGithub();
    prepare?.(github);
    const before = picture(github.data);
    expect(told((await call(githubWorld(github.url), `github.${tool}`, { ...input, repository })).failure)).toContain(says);
    expect(picture(github.data)).toBe(before);
  });

  test('a reviewer nobody knows: the pull request is there, and how to take it back is known', async () => {
    const github = await startGithub();
    const world = githubWorld(github.url);
    const done = await call(world, 'github.createPullRequest', { title: 'x', head: 'topic', reviewers: ['nobody'], repository });
    expect([done.failure?.code, done.undo]).toEqual(['github/refused', { steps: [{ tool: 'github.withdrawPullRequest', input: { repository, number: 3 } }] }]);
    expect(await rollBack(world, done)).toBe('succeeded');
    expect(github.data.issues.get(3)?.state).toBe('closed');
  });

  test('an edit somebody changed since is not rolled back over', async () => {
    const github = await startGithub();
    const world = githubWorld(github.url);
    const done = await call(world, 'github.editIssue', { number: 1, title: 'Mine', repository });
    Object.assign(github.data.issues.get(1) ?? {}, { title: 'Theirs' });
    expect(await rollBack(world, done)).toContain('github/changed-since');
    expect(github.data.issues.get(1)?.title).toBe('Theirs');
  });

  test('a public issue says so, and a title that is there already', async () => {
    const github = await startGithub();
    expect(await preview(githubWorld(github.url), 'github.createIssue', { title: 'login FAILS', repository })).toMatchObject({
      warnings: expect.arrayContaining(['the repository is public: everybody can read it', '#1 has this title and is open']),
    });
  });
});

describe('cut off', () => {
  const input = { number: 1, body: 'Hello', repository };

  test.each(['hang up', { status: 500, body: { message: 'Server Error' } }] as const)(
    'a comment whose answer never came is found, and not posted twice',
    async (answer) => {
      const github = await startGithub();
      github.next(/POST /, answer, { done: true });
      const world = githubWorld(github.url);
      const done = await call(world, 'github.commentIssue', input);
      expect([done.failure, done.verdict]).toEqual([undefined, { met: true }]);
      expect(github.data.issues.get(1)?.comments).toHaveLength(1);
      expect(await rollBack(world, done)).toBe('succeeded');
      expect(github.data.issues.get(1)?.comments).toHaveLength(0);
    },
  );

  test('one that was not posted says so', async () => {
    const github = await startGithub();
    github.next(/POST /, 'hang up');
    expect((await call(githubWorld(github.url), 'github.commentIssue', input)).failure?.code).toBe('github/unreachable');
  });

  test('nobody can tell: it says that it may be there', async () => {
    const github = await startGithub();
    github.next(/POST /, 'hang up');
    github.next(/GET .*comments$/, 'hang up', { times: 3 });
    expect(told((await call(githubWorld(github.url), 'github.commentIssue', input)).failure)).toContain(
      'github/unknown-outcome: Whether GitHub did the comment on #1 is not known: it was sent, and no answer came',
    );
  });

  const posts: readonly { tool: string; input: object; act: (github: FakeGithub) => void }[] = [
    {
      tool: 'github.commentIssue',
      input,
      act: ({ data }) => void data.issues.get(1)?.comments.push({ id: 5, author: 'octo', body: 'Hello\r\n', createdAt: '2026-06-01T00:01:00Z' }),
    },
    {
      tool: 'github.createIssue',
      input: { title: 'Slow', repository },
      act: ({ data }) => {
        const [first] = data.issues.values();
        if (first !== undefined) data.issues.set(9, { ...first, number: 9, title: 'Slow', body: null, author: 'octo', createdAt: '2026-06-01T00:01:00Z' });
      },
    },
    {
      tool: 'github.reviewPullRequest',
      input: { number: 2, verdict: 'approve', repository },
      act: ({ data }) =>
        void data.issues
          .get(2)
          ?.pull?.reviews.push({ id: 5, author: 'octo', body: '', state: 'APPROVED', commit: 'b'.repeat(40), submittedAt: '2026-06-01T00:01:00Z' }),
    },
    {
      tool: 'github.createPullRequest',
      input: { title: 'Topic', head: 'topic', repository },
      act: ({ data }) => {
        const like = data.issues.get(2);
        if (like?.pull !== undefined)
          data.issues.set(9, { ...like, number: 9, title: 'Topic', author: 'octo', pull: { ...like.pull, head: 'topic' }, createdAt: '2026-06-01T00:01:00Z' });
      },
    },
  ];
  test.each(posts)('after a crash: whether $tool took effect', async ({ tool, input: given, act }) => {
    const github = await startGithub();
    const world = githubWorld(github.url);
    expect(await inspect(world, tool, given)).toBe('not-started');
    const parsed = world.tools.get(tool)?.input.parse(given) as Record<string, unknown>;
    await noteIntent(workplace(world), { tool, input: parsed }, '2026-06-01T00:00:30Z');
    expect(await inspect(world, tool, given)).toBe('not-started');
    act(github);
    expect(await inspect(world, tool, given)).toBe('done');
    github.next(/GET /, 'hang up', { times: 20 });
    expect(await inspect(world, tool, given)).toBe('unknown');
  });
  test('the same words in another run are another comment: taking the first back looks past them', async () => {
    const github = await startGithub();
    const world = githubWorld(github.url);
    github.next(/POST /, 'hang up');
    const runs = [await call(world, 'github.commentIssue', input), await call(world, 'github.commentIssue', input)];
    expect(runs.map(({ status }) => status)).toEqual(['failed', 'succeeded']);
    const keys = runs.map(({ events }) => events.flatMap(({ event }) => (event.type === 'step-started' ? [event.idempotencyKey] : [])));
    expect(keys).toEqual(runs.map(({ runId }) => [`${runId}/do`]));
    const left = runs.map(
      ({ events }) => events.flatMap(({ event }) => (event.type === 'step-started' && typeof event.undo === 'object' ? [event.undo] : []))[0],
    );
    const found = left.map((undo) => inspect(world, 'github.deleteComment', undo !== undefined && 'steps' in undo ? (undo.steps[0]?.input as object) : {}));
    // Of the second a comment is found; by its text alone, so that a person has to look.
    expect(await Promise.all(found)).toEqual(['done', 'unknown']);
  });
  test('after a crash: whether a comment was taken back', async () => {
    const github = await startGithub();
    const world = githubWorld(github.url);
    const made = await call(world, 'github.commentPullRequest', { number: 2, body: 'Looks good', repository });
    const [step] = typeof made.undo === 'object' && 'steps' in made.undo ? made.undo.steps : [];
    const told = () => inspect(world, 'github.deleteComment', step?.input as object);
    expect([made.failure, step?.tool, await told()]).toEqual([undefined, 'github.deleteComment', 'not-started']);
    expect(await rollBack(world, made)).toBe('succeeded');
    expect(await told()).toBe('done');
    github.next(/GET /, 'hang up', { times: 20 });
    expect(await told()).toBe('unknown');
  });
});
