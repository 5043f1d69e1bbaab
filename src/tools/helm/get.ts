import { z } from 'zod';
import { count } from '../../base/say.ts';
import { failed } from '../../domain/failure/failure.ts';
import { tool } from '../../domain/tool.ts';
import { readText } from './apart/ask.ts';
import { explain, saidBy } from './explain.ts';
import { context, namespace, release, revision } from './inputs.ts';
import { runHelm } from './program.ts';
import { reach, unknownRelease } from './run/release.ts';

export const get = tool({
  name: 'helm.get',
  effect: 'read',
  summary: 'Show the manifest of a Helm release, its notes or its hooks; contents of Secrets are left out.',
  input: z.strictObject({
    release,
    what: z
      .enum(['manifest', 'notes', 'hooks'])
      .default('manifest')
      .describe('`manifest`: the objects it made; `notes`: what its chart says after installing; `hooks`: what runs before and after.'),
    revision: revision.optional().describe('Of this revision; default: the current one.'),
    namespace,
    context,
  }),
  output: z.object({
    release: z.string(),
    what: z.string(),
    text: z.string(),
    objects: z.array(z.string()).readonly().describe('Kind and name of each.'),
  }),
  commands: ['helm get manifest {release} {what:manifest}', 'helm get notes {release} {what:notes}', 'helm get hooks {release} {what:hooks}'],
  says: [
    'show the manifest of release web',
    'helm get manifest web',
    'helm get notes grafana',
    'notes of the helm release web',
    'which hooks does release api have',
    'what did helm install for release web',
    'yaml that release web is made of',
    'show me the notes again that came after installing web',
    'hooks of the release billing',
    'manifest of revision 3 of release web',
    'which objects belong to the helm release cart',
    'what the chart of release web printed at the end',
    'can you get me the hooks that the helm release migrator has, one of them seems to be hanging',
    'The service of the portal release was edited by hand and now I have to know how helm had installed it, so show me the manifest of portal in north',
    'For the incident report I need the yaml that was installed with revision 31 of release mailer on the cluster west-1, as a manifest',
    "Somebody removed the service of our release web-shop by hand, I need to see how it was defined in the release's manifest",
    'notes of the grafana release please',
    'the deployed yaml of helm release fleet',
    'the full yaml that the ingest release put on the cluster',
    'pre and post install hooks of the release jobs',
    'show what helm has in store for release api',
    'hooks of release checkout',
    'I wonder whether the helm release sftp installed a network policy at all, show me the manifest which helm keeps for it please',
    'manifest of revision 4 of atlas',
    'manifests behind the helm release cache at rev 2',
    'release notes text helm printed after installing loki (NOTES.txt)',
  ],
  onlyWith: ['manifest', 'note', 'hook', 'yaml', 'object', 'print'],
  examples: [{ title: 'See what a release is made of', input: { release: 'web', namespace: 'shop' } }],
  guessMs: 1_000,

  async run(what, at) {
    const to = await reach(what, at);
    if (!to.ok) return to;
    const { helm, cluster } = to.value;
    const args = ['get', what.what, what.release, ...(what.revision === undefined ? [] : [`--revision=${what.revision}`])];
    const done = await runHelm(at, helm, [...args, ...cluster.flags]);
    if (!done.ok) return done;
    if (done.value.code !== 0) {
      if (/release: not found/.test(saidBy(done.value))) return unknownRelease(to.value, what.release);
      return failed(explain(`get ${what.what}`, '', cluster, done.value));
    }
    const said = done.value.stdout;
    const read = what.what === 'notes' ? { text: said.replace(/^NOTES:\n/, ''), objects: [] } : await readText(said, at.signal);
    const text = read.text.trim();
    const objects = read.objects.map(({ kind, name }) => `${kind} ${name}`);
    const empty = { manifest: 'makes no object', notes: 'has no notes', hooks: 'has no hooks' }[what.what];
    return {
      ok: true,
      output: { release: what.release, what: what.what, text, objects },
      summary:
        text === ''
          ? `${what.release} ${empty}.`
          : what.what === 'notes'
            ? `The notes of ${what.release}.`
            : `${what.release} has ${count(objects.length, what.what === 'hooks' ? 'hook' : 'object')}: ${objects.slice(0, 8).join(', ')}${objects.length > 8 ? ` and ${objects.length - 8} more` : ''}.`,
      undo: 'nothing-changed',
    };
  },
});
