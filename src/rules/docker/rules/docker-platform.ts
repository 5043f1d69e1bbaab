import { dockerRule } from '../../rule.ts';

export const dockerPlatform = dockerRule({
  id: 'docker-platform',
  title: 'Base image is not tied to one kind of machine',
  severity: 'info',
  category: 'operations',
  why: 'With a fixed --platform the image is emulated on every other kind of machine, or does not start. Where a program exists for one kind only, it has to be so: keep this quiet there.',
  source: 'https://docs.docker.com/reference/dockerfile/#from',
  also: ['DL3029', 'FromPlatformFlagConstDisallowed'],
  check: (dockerfile) =>
    dockerfile.stages
      .filter((stage) => stage.from.flags.has('platform') && !/\$/.test(stage.from.flags.get('platform') ?? ''))
      .map((stage) => ({ message: 'This builds for one kind of machine only: leave --platform to the builder.', at: stage.from })),

  fails: `
FROM --platform=linux/amd64 debian:13.1-slim`,
  passes: `
FROM debian:13.1-slim`,
});
