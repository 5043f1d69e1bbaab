import { dockerRule } from '../../rule.ts';
import { instructions } from '../words.ts';

export const dockerPortRange = dockerRule({
  id: 'docker-port-range',
  title: 'Ports are possible ports',
  severity: 'medium',
  category: 'reliability',
  why: 'No port is above 65535: some builders refuse the file, others take the line in silence. Where it is taken, the port the program listens on is not announced, and docker run -P publishes nothing for it.',
  source: 'https://github.com/hadolint/hadolint/wiki/DL3011',
  also: ['DL3011', 'AVD-DS-0008'],
  check: (dockerfile) =>
    instructions(dockerfile, 'EXPOSE')
      .filter((one) => one.args.split(/\s+/).some((port) => /^\d+(\/\w+)?$/.test(port) && Number.parseInt(port, 10) > 65535))
      .map((one) => ({ message: 'There is no such port: the last one is 65535.', at: one })),

  fails: `
FROM debian:13.1-slim
EXPOSE 80800`,
  passes: `
FROM debian:13.1-slim
EXPOSE 8080`,
});
