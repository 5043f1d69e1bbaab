import { z } from 'zod';
import { count } from '../../base/say.ts';
import { tool } from '../../domain/tool.ts';
import { context, namespace, release } from './inputs.ts';
import { isPending, lastGood, reach, readHistory } from './run/release.ts';

export const history = tool({
  name: 'helm.history',
  effect: 'read',
  summary: 'Show the revisions of a Helm release.',
  input: z.strictObject({ release, max: z.int().min(1).max(256).default(20).describe('The last so many revisions at the most.'), namespace, context }),
  output: z.object({
    release: z.string(),
    revisions: z.array(z.object({ revision: z.int(), status: z.string(), chart: z.string(), updated: z.string(), description: z.string() })),
    locked: z.string().optional().describe('An operation is under way, or was cut off: what to do.'),
  }),
  commands: ['helm history|hist {release}'],
  says: [
    'show the history of release web',
    'helm history api',
    'which revisions of the release redis are there',
    'when was release grafana last upgraded',
    'show revisions of release api',
    'how often was web upgraded with helm',
    'when was the release web deployed',
    'list past versions of the helm release cache',
    'revisions of the helm release web',
    'all versions of release api',
    'past upgrades of the release web',
    'when was web last upgraded',
    'revisions of web',
    'what was released for web before?',
    'past versions of the release web',
    'last 3 releases of web',
    'when was web last upgraded?',
    'earlier versions of release api',
    'hist of release billing',
    'when was release web last upgraded',
    'how often was release web upgraded',
    'who is the last revision of release web',
    'past upgrades of release web',
    'timeline of release web',
    'what changed in the last 2 releases of web',
    'last 5 revisions of release web',
    'all revisions helm has of web',
    'which revision is release web at',
    'what happened to release billing over time',
    'changes of release web over time',
    'list of upgrades of release api',
    'what was deployed as release web before',
    'since when is release web at this revision',
    'what happened to the release cart lately',
    'which revisions did release cart go through',
    'past releases of loki in namespace monitoring on the cluster staging-eu',
    'I would like to see all the deployments helm did for shop-frontend, newest ten',
    'which chart versions did fleet go through',
    'When was orders-db last upgraded with helm, and what came before?',
    'all former revisions of helm release notifier',
    'history of release edge on prod-us please',
    "someone must have rolled queue-eu back during the night because the old bug is back, so list the release's revisions, 8 at most",
    'helm history web',
    'the revisions of my helm release, please',
    'the upgrade trail of certs pls',
    'revisions of the release billing',
    'Before I dare to touch the ledger release I would like to see which revisions it has had and whether any one of them failed',
    'Requesting upgrade history of helm release metrics (audit 2024).',
  ],
  examples: [{ title: 'See the revisions of a release', input: { release: 'web', namespace: 'shop' } }],
  guessMs: 1_000,

  async run(what, at) {
    const to = await reach(what, at);
    if (!to.ok) return to;
    const read = await readHistory(at, to.value, what.release, what.max);
    if (!read.ok) return read;
    const revisions = read.value.map(({ app_version: _app, ...rest }) => rest);
    const last = revisions.at(-1);
    const back = last === undefined ? undefined : lastGood(read.value, last.revision);
    const locked =
      last !== undefined && isPending(last.status)
        ? `revision ${last.revision} is ${last.status} since ${last.updated}; if nobody is at work on it any more, ${back === undefined ? 'uninstall it and install again' : `roll back to revision ${back}`}`
        : undefined;
    return {
      ok: true,
      output: { release: what.release, revisions, ...(locked === undefined ? {} : { locked }) },
      summary: `${count(revisions.length, 'revision')} of ${what.release}; the newest is ${last?.revision}, ${last?.status}${locked === undefined ? '' : `: ${locked}`}.`,
      undo: 'nothing-changed',
    };
  },
});
