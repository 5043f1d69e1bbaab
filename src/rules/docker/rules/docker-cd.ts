import { dockerRule } from '../../rule.ts';
import { instructions } from '../words.ts';

export const dockerCd = dockerRule({
  id: 'docker-cd',
  title: 'Folders are changed with WORKDIR',
  severity: 'info',
  category: 'operations',
  why: 'A cd holds for its own RUN only, and the next reader does not know where they are. WORKDIR holds for everything below it, makes the folder where it is missing, and the last one is where docker exec lands.',
  source: 'https://docs.docker.com/build/building/best-practices/#workdir',
  also: ['DL3003', 'AVD-DS-0013'],
  check: (dockerfile) =>
    instructions(dockerfile, 'RUN')
      .filter((run) => /^cd\s+\S+\s*(&&|;)/.test(run.args))
      .map((run) => ({ message: 'The cd holds for this RUN only: use WORKDIR.', at: run })),

  fails: `
FROM debian:13.1-slim
RUN cd /app && make`,
  passes: `
FROM debian:13.1-slim
WORKDIR /app
RUN make`,
});
