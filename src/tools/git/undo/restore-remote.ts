import { z } from 'zod';
import { digestOf } from '../../../base/hash.ts';
import { failed, type Outcome, ok } from '../../../domain/failure/failure.ts';
import { remoteExists } from '../../../domain/failure/git.ts';
import { tool } from '../../../domain/tool.ts';
import type { Workplace } from '../../../domain/workplace.ts';
import { configuredRemotes, tracesOf } from '../repository/configured-remotes.ts';
import { succeeded } from '../repository/explain.ts';
import { directory, objectId, remoteName, withoutCredentials } from '../repository/names.ts';
import { openRepository, type Repository } from '../repository/repository.ts';

/** What a remote and the branches that follow it are set up by; nothing that names a program. */
const settings =
  /^(?:remote\.[\w][\w./-]*\.(?:url|pushurl|fetch|push|tagopt|prune|prunetags|mirror|skipfetchall|skipdefaultupdate|promisor|partialclonefilter)|branch\.[^\p{C}\s]+\.(?:remote|merge))$/u;

const input = z.strictObject({
  directory,
  name: remoteName,
  config: z
    .array(
      z.strictObject({
        key: z.string().max(500).regex(settings, 'a setting of a remote or of a branch that follows one'),
        value: z
          .string()
          .max(2000)
          .regex(/^[^\p{Cc}]*$/u, 'it holds a control character')
          .refine((value) => !/^-|^ext::/.test(value) && withoutCredentials(value) === value, 'no option, no program, no password'),
      }),
    )
    .max(5000),
  refs: z.array(z.strictObject({ ref: z.string().regex(/^refs\/remotes\/[^\p{C}\s~^:?*[\\]+$/u), to: objectId })).max(500),
});
type Input = z.output<typeof input>;

/** The undo of removing a remote: its settings, what followed it, and where its branches were last seen. */
export const restoreRemote = tool({
  name: 'git.restoreRemote',
  effect: 'write',
  summary: 'Bring back a remote that was removed, with what followed it; nothing is fetched.',
  input,
  output: z.object({ name: z.string() }),
  says: [],
  guessMs: 200,

  async preview(what, at) {
    const repo = await look(what, at);
    if (!repo.ok) return repo;
    return ok({ digest: digestOf(what), summary: `Bring back the remote ${what.name}`, files: [], undo: removing(what), warnings: [] });
  },

  async run(what, at) {
    const repo = await look(what, at);
    if (!repo.ok) return repo;
    for (const { key, value } of what.config) {
      const set = succeeded('config', await repo.value.run(['config', '--local', '--add', key, value], { writes: true }));
      if (!set.ok) return { ...set, undo: removing(what) };
    }
    const lines = what.refs.map(({ ref, to }) => `create ${ref} ${to}\n`).join('');
    const made = succeeded('update-ref', await repo.value.run(['update-ref', '--stdin'], { writes: true, input: lines }));
    if (!made.ok) return { ...made, undo: removing(what) };
    return { ok: true, output: { name: what.name }, summary: `The remote ${what.name} is back.`, undo: removing(what) };
  },

  async verify(what, _seen, at) {
    const repo = await openRepository(what.directory, at);
    const remotes = repo.ok ? await configuredRemotes(repo.value) : repo;
    return remotes.ok && remotes.value.some((one) => one.name === what.name) ? { met: true } : { met: false, missing: [`${what.name} is not there`] };
  },

  async inspect(what, at) {
    const repo = await openRepository(what.directory, at);
    const traces = repo.ok ? await tracesOf(repo.value, what.name) : repo;
    if (!traces.ok) return 'unknown';
    const { config, refs } = traces.value;
    if (config.length === 0 && refs.length === 0) return 'not-started';
    const isBack =
      what.config.every(({ key, value }) => config.some((one) => one.key === key && one.value === value)) &&
      what.refs.every(({ ref, to }) => refs.some((one) => one.ref === ref && one.to === to));
    return isBack ? 'done' : 'unknown';
  },
});

const removing = (what: Input) => ({ steps: [{ tool: 'git.remote', input: { directory: what.directory, action: 'remove', name: what.name } }] });

async function look(what: Input, at: Workplace): Promise<Outcome<Repository>> {
  const repo = await openRepository(what.directory, at);
  if (!repo.ok) return repo;
  const remotes = await configuredRemotes(repo.value);
  if (!remotes.ok) return remotes;
  return remotes.value.some((one) => one.name === what.name) ? failed(remoteExists(what.name)) : repo;
}
