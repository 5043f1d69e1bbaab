import { dockerRule } from '../../rule.ts';
import { instructions } from '../words.ts';

export const dockerWorkdirAbsolute = dockerRule({
  id: 'docker-workdir-absolute',
  title: 'WORKDIR is an absolute path',
  severity: 'low',
  category: 'reliability',
  why: 'A relative path depends on what the base image was left in, and moves when that does. After a new base the files lie elsewhere, and a command that names the old place finds nothing.',
  source: 'https://github.com/hadolint/hadolint/wiki/DL3000',
  also: ['DL3000', 'CKV_DOCKER_10', 'AVD-DS-0009', 'WorkdirRelativePath'],
  check: (dockerfile) =>
    instructions(dockerfile, 'WORKDIR')
      .filter((one) => !/^["']?(\/|\$|[A-Za-z]:)/.test(one.args))
      .map((one) => ({ message: 'Where this is depends on the base image: write the whole path.', at: one })),

  fails: `
FROM debian:13.1-slim
WORKDIR app`,
  passes: `
FROM debian:13.1-slim
WORKDIR /app`,
});
