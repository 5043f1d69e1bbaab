import { parseImage, registryProblem } from '../../kubernetes/image.ts';
import { dockerRule, type Problem } from '../../rule.ts';
import { filled, instructions } from '../words.ts';

export const dockerImageRegistry = dockerRule({
  id: 'docker-image-registry',
  title: 'Base image comes from a registry that was chosen',
  severity: 'medium',
  category: 'security',
  why: 'A name without a registry is looked for on Docker Hub, where anybody may publish one that looks like it, and all you build runs what is in it. A registry of your own keeps what was checked, and goes on when the other is away or counts your pulls.',
  source: 'https://github.com/hadolint/hadolint/wiki/DL3026',
  also: ['DL3026'],
  optional: true,
  parameters: {
    registries: {
      says: 'Where images may come from: `registry.example.com`, or a part of it, `registry.example.com/shop`. Where none is named, any will do that the image names.',
      standard: [],
    },
  },
  check(dockerfile, given) {
    const allowed = [given.registries ?? []].flat().map(String);
    const stages = new Set(dockerfile.stages.flatMap(({ name }, index) => [String(index), name?.toLowerCase()]));
    const bases = dockerfile.stages.flatMap(({ base, image, from }) => (base ? [] : [{ image, at: from }]));
    const copied = instructions(dockerfile, 'COPY').flatMap((at) => {
      const image = at.flags.get('from');
      return image === undefined || stages.has(image.toLowerCase()) ? [] : [{ image, at }];
    });
    return [...bases, ...copied].flatMap(({ image, at }): Problem[] => {
      const message = image === 'scratch' ? undefined : registryProblem(parseImage(filled(dockerfile, image)), allowed);
      return message === undefined ? [] : [{ message, at, also: at.name === 'FROM' ? ['DL3026'] : [] }];
    });
  },

  fails: `
FROM nginx:1.27.3
CMD ["true"]`,
  passes: `
FROM registry.example.com/mirror/nginx:1.27.3
CMD ["true"]`,
});
