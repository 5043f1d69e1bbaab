import { dockerRule } from '../../rule.ts';
import { instructions } from '../words.ts';

export const dockerSshPort = dockerRule({
  id: 'docker-ssh-port',
  title: 'Image opens no SSH port',
  severity: 'medium',
  category: 'security',
  why: 'A second way in, with accounts and keys of its own, that nobody watches. Use docker exec or kubectl exec.',
  source: 'https://docs.docker.com/reference/cli/docker/container/exec/',
  also: ['CKV_DOCKER_1', 'AVD-DS-0004'],
  check: (dockerfile) =>
    instructions(dockerfile, 'EXPOSE')
      .filter((one) => one.args.split(/\s+/).some((port) => /^22(\/tcp)?$/.test(port)))
      .map((one) => ({ message: 'SSH is opened: take the port out.', at: one })),

  fails: `
FROM debian:13.1-slim
EXPOSE 22`,
  passes: `
FROM debian:13.1-slim
EXPOSE 8080`,
});
