import { dockerRule } from '../../rule.ts';
import { finalStages } from '../words.ts';

export const dockerUser = dockerRule({
  id: 'docker-user',
  title: 'Image does not run as root',
  severity: 'high',
  category: 'security',
  why: 'Root in the container is root on the host as soon as one hole in the runtime is found. Another user would need a second hole for that, and cannot change the programs in the image.',
  source: 'https://docs.docker.com/build/building/best-practices/#user',
  also: ['DL3002', 'CKV_DOCKER_3', 'CKV_DOCKER_8', 'AVD-DS-0002'],
  check(dockerfile) {
    const users = finalStages(dockerfile).flatMap((stage) => stage.instructions.filter((one) => one.name === 'USER').toReversed());
    const last = users[0];
    if (!last) {
      // Images that say they have a user of their own.
      const image = finalStages(dockerfile).at(-1)?.image ?? '';
      return /nonroot|rootless|unprivileged/.test(image) ? undefined : { message: 'The image runs as root: add USER.', also: ['CKV_DOCKER_3', 'AVD-DS-0002'] };
    }
    return /^(root|0)(:.*)?$/.test(last.args)
      ? { message: 'The image runs as root: name another user.', at: last, also: ['DL3002', 'CKV_DOCKER_8', 'AVD-DS-0002'] }
      : undefined;
  },

  fails: `
FROM debian:13.1-slim
CMD ["true"]`,
  passes: `
FROM debian:13.1-slim
USER 10001
CMD ["true"]`,
});
