import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { call } from '../../support/drive-tool.ts';
import { tempFolder } from '../../support/temp.ts';
import { serveAs } from './serve.ts';
import { commitFiles, repository, sh, type World, withConfig, withRemote } from './support.ts';

const session = 'gho_sessionOfTheEditor0123456789';
const login = { user: 'x-access-token', password: session };

interface SignedIn {
  readonly world: World;
  readonly remote: string;
  /** How often the editor was asked for its session. */
  readonly asked: () => number;
}

/** A repository with a commit to push to a host that wants to know who comes; the editor has a session of GitHub. */
async function begin(
  host: string,
  { config = '', env = {} }: { readonly config?: string; readonly env?: Readonly<Record<string, string>> } = {},
): Promise<SignedIn> {
  const house = repository();
  const remote = withRemote(house);
  sh(remote, 'config', 'http.receivepack', 'true');
  const served = await serveAs([host, 'other.example.com'], dirname(remote), login);
  withConfig(`[user]\n\tname = Ada Example\n\temail = ada@example.com\n${served}${config}`);
  house.git('remote', 'set-url', 'origin', `https://${host}/remote.git`);
  commitFiles(house.folder, { 'more.txt': 'more\n' }, 'More');
  let asked = 0;
  const signIn = async () => {
    asked++;
    return session;
  };
  const world: World = {
    ...house,
    workplace: (...given) => {
      const at = house.workplace(...given);
      return { ...at, signIn, env: { ...at.env, ...env } };
    },
  };
  return { world, remote, asked: () => asked };
}

const subject = (remote: string): string => sh(remote, 'log', '-1', '--format=%s', 'main').trim();

test('where github.com asks who it is and nobody has said, the editor’s session answers; it is kept nowhere and shown nowhere', async () => {
  const kept = join(tempFolder(), 'credentials');
  const { world, remote, asked } = await begin('github.com', { config: `[credential]\n\thelper = store --file ${kept}\n` });
  const [program, log] = [join(tempFolder(), 'git'), join(tempFolder(), 'arguments')];
  writeFileSync(program, `#!/bin/sh\nprintf '%s ' "$@" >> ${log}\nexec git "$@"\n`);
  chmodSync(program, 0o755);
  process.env.NIMBUS_GIT = program;
  onTestFinished(() => {
    delete process.env.NIMBUS_GIT;
  });
  const done = await call(world, 'git.push');
  expect([done.failure, done.verdict, subject(remote)]).toEqual([undefined, { met: true }, 'More']);
  expect(asked()).toBeGreaterThan(0);
  expect(existsSync(kept)).toBe(false);
  expect(readFileSync(log, 'utf8')).not.toContain(session);
  expect(JSON.stringify(done)).not.toContain(session);
  expect(readFileSync(join(world.folder, '.git/config'), 'utf8')).not.toContain(session);

  const cloned = await call(world, 'git.clone', { url: 'https://github.com/remote.git', into: 'copy' });
  expect([cloned.failure, cloned.verdict]).toEqual([undefined, { met: true }]);
  expect(readFileSync(join(world.folder, 'copy/.git/config'), 'utf8')).not.toContain(session);
});

test('a token of the environment comes before the session', async () => {
  const { world, remote, asked } = await begin('github.com', { env: { GH_TOKEN: session } });
  expect([(await call(world, 'git.push')).failure, subject(remote), asked()]).toEqual([undefined, 'More', 0]);
});

test('what a person has set up comes before either, and what else is configured by the environment stays', async () => {
  const config = `[credential]\n\thelper = "!f() { echo username=${login.user}; echo password=${session}; }; f"\n`;
  const own = await begin('github.com', { config });
  expect([(await call(own.world, 'git.push')).failure, own.asked()]).toEqual([undefined, 0]);
  for (const [name, value] of [
    ['COUNT', '1'],
    ['KEY_0', 'url.https://github.com/.insteadOf'],
    ['VALUE_0', 'https://renamed.example.com/'],
  ] as const)
    vi.stubEnv(`GIT_CONFIG_${name}`, value);
  onTestFinished(() => void vi.unstubAllEnvs());
  const configured = await begin('github.com');
  configured.world.git('remote', 'set-url', 'origin', 'https://renamed.example.com/remote.git');
  expect([(await call(configured.world, 'git.push')).failure, subject(configured.remote)]).toEqual([undefined, 'More']);
});

test('a session that GitHub refuses is told, and not tried again', async () => {
  const { world, remote, asked } = await begin('github.com', { env: { GH_TOKEN: 'gho_notThisOne' } });
  const { failure } = await call(world, 'git.push');
  expect([failure?.code, subject(remote), asked()]).toEqual(['git/auth-refused', 'First', 0]);
  expect(JSON.stringify(failure)).not.toContain('gho_notThisOne');
});

test.each(['example.com', 'github.com.example.com', 'notgithub.com'])('no other host gets it: %s', async (host) => {
  const { world, remote, asked } = await begin(host, { env: { GH_TOKEN: session } });
  expect([(await call(world, 'git.push')).failure?.code, subject(remote), asked()]).toEqual(['git/auth-required', 'First', 0]);
});

test('nor does a submodule on another host of what is cloned from GitHub', async () => {
  const { world, asked } = await begin('github.com');
  writeFileSync(join(world.folder, '.gitmodules'), '[submodule "lib"]\n\tpath = lib\n\turl = https://other.example.com/remote.git\n');
  world.git('add', '.gitmodules');
  world.git('update-index', '--add', '--cacheinfo', `160000,${world.git('rev-parse', 'HEAD').trim()},lib`);
  world.git('commit', '--quiet', '--message=With a part');
  expect((await call(world, 'git.push')).failure).toBeUndefined();
  const before = asked();
  const { failure } = await call(world, 'git.clone', { url: 'https://github.com/remote.git', into: 'copy', submodules: true });
  expect([failure?.code, failure?.message.slice(0, 45), asked() - before]).toEqual(['git/auth-required', 'https://other.example.com/remote.git asks who', 1]);
});
