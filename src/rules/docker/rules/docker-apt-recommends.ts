import { dockerRule } from '../../rule.ts';
import type { Dockerfile } from '../parse.ts';
import { commandsOf, instructions, replaceIn } from '../words.ts';

export const dockerAptRecommends = dockerRule({
  id: 'docker-apt-recommends',
  title: 'apt-get installs what was asked for only',
  severity: 'low',
  category: 'cost',
  why: 'Recommended packages can double the image, and with it what has to be patched. What turns out to be missing is better named in the install: then the file says what the program needs.',
  source: 'https://github.com/hadolint/hadolint/wiki/DL3015',
  also: ['DL3015', 'AVD-DS-0029'],
  check: (dockerfile) => wide(dockerfile).map((run) => ({ message: 'Recommended packages come along: add --no-install-recommends.', at: run })),
  fix: (dockerfile) =>
    wide(dockerfile).flatMap((run) =>
      replaceIn(dockerfile, run, /\b(apt-get\s+(?:-\S+\s+)*install(?:\s+-y)?)(?![^&|;]*--no-install-recommends)(?=\s)/, '$1 --no-install-recommends'),
    ),

  fails: `
FROM debian:13.1-slim
RUN apt-get update && apt-get install -y curl=8.* && rm -rf /var/lib/apt/lists/*`,
  passes: `
FROM debian:13.1-slim
RUN apt-get update && apt-get install -y --no-install-recommends curl=8.* && rm -rf /var/lib/apt/lists/*`,
});

const wide = (dockerfile: Dockerfile) =>
  instructions(dockerfile, 'RUN').filter((run) =>
    commandsOf(run).some((command) => /\bapt-get\b.*\binstall\b/.test(command) && !/--no-install-recommends|APT::Install-Recommends/.test(command)),
  );
