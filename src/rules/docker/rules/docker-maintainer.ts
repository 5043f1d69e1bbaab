import { dockerRule } from '../../rule.ts';
import { instructions } from '../words.ts';

export const dockerMaintainer = dockerRule({
  id: 'docker-maintainer',
  title: 'Who looks after the image stands in a label',
  severity: 'info',
  category: 'operations',
  why: 'MAINTAINER has been deprecated since 2017. It holds one name and nothing else; labels can be searched by, and say where the source is as well.',
  source: 'https://docs.docker.com/reference/dockerfile/#maintainer-deprecated',
  also: ['DL4000', 'CKV_DOCKER_6', 'AVD-DS-0022', 'MaintainerDeprecated'],
  check: (dockerfile) => instructions(dockerfile, 'MAINTAINER').map((one) => ({ message: 'MAINTAINER is deprecated: use a label.', at: one })),
  fix: (dockerfile) =>
    instructions(dockerfile, 'MAINTAINER').map((one) => ({
      file: dockerfile.file.path,
      start: one.start,
      end: one.end,
      text: `LABEL org.opencontainers.image.authors=${JSON.stringify(one.args.replace(/^(["'])(.*)\1$/, '$2'))}`,
    })),

  fails: `
FROM debian:13.1-slim
MAINTAINER team@example.com`,
  passes: `
FROM debian:13.1-slim
LABEL org.opencontainers.image.authors="team@example.com"`,
});
