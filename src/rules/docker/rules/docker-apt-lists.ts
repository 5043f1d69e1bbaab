import { dockerRule } from '../../rule.ts';
import type { Dockerfile } from '../parse.ts';
import { instructions } from '../words.ts';

export const dockerAptLists = dockerRule({
  id: 'docker-apt-lists',
  title: 'Package lists do not stay in the image',
  severity: 'low',
  category: 'cost',
  why: 'The lists are tens of megabytes in every pull, and stale the day after. Removing them in a later RUN saves nothing: the layer that holds them is shipped all the same.',
  source: 'https://github.com/hadolint/hadolint/wiki/DL3009',
  also: ['DL3009'],
  check: (dockerfile) =>
    kept(dockerfile).map((run) => ({ message: 'The package lists stay in this layer: remove /var/lib/apt/lists in the same RUN.', at: run })),
  fix: (dockerfile) => kept(dockerfile).map((run) => ({ file: dockerfile.file.path, start: run.end, end: run.end, text: ' && rm -rf /var/lib/apt/lists/*' })),

  fails: `
FROM debian:13.1-slim
RUN apt-get update && apt-get install -y --no-install-recommends curl=8.*`,
  passes: `
FROM debian:13.1-slim
RUN apt-get update && apt-get install -y --no-install-recommends curl=8.* && rm -rf /var/lib/apt/lists/*`,
});

/** Lists on a cache mount are not in the image. */
const kept = (dockerfile: Dockerfile) =>
  instructions(dockerfile, 'RUN').filter(
    (run) =>
      run.heredoc === '' &&
      run.words === undefined &&
      /\bapt-get\s+update\b/.test(run.args) &&
      !/\/var\/lib\/apt\/lists/.test(run.args) &&
      !(run.flags.get('mount') ?? '').includes('cache'),
  );
