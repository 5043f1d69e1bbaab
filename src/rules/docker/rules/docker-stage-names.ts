import { dockerRule } from '../../rule.ts';

export const dockerStageNames = dockerRule({
  id: 'docker-stage-names',
  title: 'Stages have different names',
  severity: 'high',
  category: 'reliability',
  why: 'COPY --from takes one of the two, and the build does not say which. What ships may come of the wrong stage, and the build is as green as before.',
  source: 'https://docs.docker.com/build/building/multi-stage/',
  also: ['DL3024', 'AVD-DS-0012', 'DuplicateStageName'],
  check(dockerfile) {
    const seen = new Set<string>();
    return dockerfile.stages.flatMap((stage) => {
      const name = stage.name?.toLowerCase();
      if (name === undefined) return [];
      const twice = seen.has(name);
      seen.add(name);
      return twice ? [{ message: `There is another stage ${name}: give it a name of its own.`, at: stage.from }] : [];
    });
  },

  fails: `
FROM debian:13.1-slim AS build
FROM debian:13.1-slim AS build`,
  passes: `
FROM debian:13.1-slim AS build
FROM debian:13.1-slim AS run`,
});
