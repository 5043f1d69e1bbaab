import { parseImage } from '../../kubernetes/image.ts';
import { dockerRule } from '../../rule.ts';
import { filled } from '../words.ts';

export const dockerImageTag = dockerRule({
  id: 'docker-image-tag',
  title: 'Base image has a tag that stays',
  severity: 'medium',
  category: 'reliability',
  why: 'latest is another image tomorrow: the build that passed yesterday is not the one that ships today. When a hole in one version of the base is announced, the Dockerfile does not say whether your image has it.',
  source: 'https://docs.docker.com/build/building/best-practices/#pin-base-image-versions',
  also: ['DL3006', 'DL3007', 'CKV_DOCKER_7', 'AVD-DS-0001'],
  check: (dockerfile) =>
    dockerfile.stages.flatMap((stage) => {
      if (stage.base || stage.image === 'scratch') return [];
      const image = parseImage(filled(dockerfile, stage.image));
      if (image.unknown || image.digest !== undefined || (image.tag !== undefined && image.tag !== 'latest')) return [];
      return [
        {
          message: `Which image ${image.name} is changes by the day: name a version.`,
          at: stage.from,
          also: [image.tag === undefined ? 'DL3006' : 'DL3007', 'CKV_DOCKER_7', 'AVD-DS-0001'],
        },
      ];
    }),

  fails: `
FROM debian:latest
CMD ["true"]`,
  passes: `
FROM debian:13.1-slim
CMD ["true"]`,
});
