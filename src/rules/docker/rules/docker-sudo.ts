import { dockerRule } from '../../rule.ts';
import { commandsOf, instructions } from '../words.ts';

export const dockerSudo = dockerRule({
  id: 'docker-sudo',
  title: 'No sudo in a build',
  severity: 'medium',
  category: 'security',
  why: 'A build is root already where it has to be; sudo in the image is a way up for whoever breaks in. Where another user is set, a USER root above the line and the old USER below it do the same.',
  source: 'https://github.com/hadolint/hadolint/wiki/DL3004',
  also: ['DL3004', 'AVD-DS-0010'],
  check: (dockerfile) =>
    instructions(dockerfile, 'RUN')
      .filter((run) => commandsOf(run).some((command) => /^sudo\s/.test(command)))
      .map((run) => ({ message: 'sudo is not needed here: use USER.', at: run })),

  fails: `
FROM debian:13.1-slim
RUN sudo make install`,
  passes: `
FROM debian:13.1-slim
RUN make install`,
});
