import { dockerRule } from '../../rule.ts';
import { finalStages } from '../words.ts';

export const dockerHealthcheck = dockerRule({
  id: 'docker-healthcheck',
  title: 'Image says how to ask for its health',
  severity: 'low',
  category: 'reliability',
  why: 'Outside Kubernetes nothing else notices when the process hangs. In Kubernetes the probes do it: keep this quiet there.',
  source: 'https://docs.docker.com/reference/dockerfile/#healthcheck',
  also: ['CKV_DOCKER_2', 'AVD-DS-0026', 'DL3057'],
  check: (dockerfile) =>
    finalStages(dockerfile).some((stage) => stage.instructions.some((one) => one.name === 'HEALTHCHECK'))
      ? undefined
      : { message: 'Nobody notices when the process hangs: add HEALTHCHECK.' },

  fails: `
FROM debian:13.1-slim
CMD ["true"]`,
  passes: `
FROM debian:13.1-slim
HEALTHCHECK CMD ["true"]
CMD ["true"]`,
});
