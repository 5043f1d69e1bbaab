import { dockerRule } from '../../rule.ts';
import type { Dockerfile } from '../parse.ts';
import { commandsOf, instructions, replaceIn } from '../words.ts';

export const dockerApkCache = dockerRule({
  id: 'docker-apk-cache',
  title: 'apk leaves no cache in the image',
  severity: 'low',
  category: 'cost',
  why: 'The index goes along with every pull, and is stale the day after. With --no-cache apk fetches it for this one install and keeps nothing.',
  source: 'https://github.com/hadolint/hadolint/wiki/DL3019',
  also: ['DL3019', 'AVD-DS-0025'],
  check: (dockerfile) => cached(dockerfile).map((run) => ({ message: 'The index of apk stays in the image: add --no-cache.', at: run })),
  fix: (dockerfile) => cached(dockerfile).flatMap((run) => replaceIn(dockerfile, run, /\b(apk\s+(?:-\S+\s+)*add)(?![^&|;]*--no-cache)/, '$1 --no-cache')),

  fails: `
FROM alpine:3.22
RUN apk add curl=8.14.1-r2`,
  passes: `
FROM alpine:3.22
RUN apk add --no-cache curl=8.14.1-r2`,
});

const cached = (dockerfile: Dockerfile) =>
  instructions(dockerfile, 'RUN').filter(
    (run) =>
      !(run.flags.get('mount') ?? '').includes('cache') &&
      commandsOf(run).some((command) => /\bapk\b.*\badd\b/.test(command) && !command.includes('--no-cache')),
  );
