import { dockerRule } from '../../rule.ts';
import type { Dockerfile } from '../parse.ts';
import { commandsOf, instructions, replaceIn } from '../words.ts';

export const dockerAptYes = dockerRule({
  id: 'docker-apt-yes',
  title: 'apt-get asks nothing during a build',
  severity: 'medium',
  category: 'reliability',
  why: 'A question nobody can answer ends the build. As apt-get only asks when more than the named packages would come, it works for one package and fails for the next.',
  source: 'https://github.com/hadolint/hadolint/wiki/DL3014',
  also: ['DL3014', 'AVD-DS-0021'],
  check: (dockerfile) => silent(dockerfile).map((run) => ({ message: 'apt-get install would ask: add -y.', at: run })),
  fix: (dockerfile) =>
    silent(dockerfile).flatMap((run) =>
      replaceIn(dockerfile, run, /\b(apt-get\s+(?:-\S+\s+)*install)(?![^&|;]*\s(?:-[a-zA-Z]*[yq]{1,2}[a-zA-Z]*|--yes|--assume-yes)(?:\s|$))/, '$1 -y'),
    ),

  fails: `
FROM debian:13.1-slim
RUN apt-get update && apt-get install --no-install-recommends curl=8.* && rm -rf /var/lib/apt/lists/*`,
  passes: `
FROM debian:13.1-slim
RUN apt-get update && apt-get install -y --no-install-recommends curl=8.* && rm -rf /var/lib/apt/lists/*`,
});

const silent = (dockerfile: Dockerfile) =>
  instructions(dockerfile, 'RUN').filter((run) =>
    commandsOf(run).some((command) => /\bapt-get\b.*\binstall\b/.test(command) && !/\s(-[a-zA-Z]*y[a-zA-Z]*|-qq|--yes|--assume-yes)(\s|$)/.test(command)),
  );
