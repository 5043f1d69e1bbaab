import { dockerRule } from '../../rule.ts';
import { commandsOf, instructions } from '../words.ts';

export const dockerAptUpdateAlone = dockerRule({
  id: 'docker-apt-update-alone',
  title: 'Package lists are fetched where they are used',
  severity: 'medium',
  category: 'reliability',
  why: 'A layer with the lists alone is taken from the cache for ever, and the install after it gets packages that are gone. It shows on the day somebody adds a package: the lists are months old by then, and the mirror answers 404.',
  source: 'https://docs.docker.com/build/building/best-practices/#apt-get',
  also: ['AVD-DS-0017', 'DL3009'],
  check: (dockerfile) =>
    instructions(dockerfile, 'RUN')
      .filter((run) => {
        const commands = commandsOf(run);
        return (
          commands.some((command) => /^(apt-get|apt|apk|yum|dnf)\b.*\bupdate$/.test(command)) &&
          !commands.some((command) => /\b(install|add|upgrade|dist-upgrade)\b/.test(command))
        );
      })
      .map((run) => ({ message: 'The lists are fetched in a layer of their own: join it with the install.', at: run })),

  fails: `
FROM debian:13.1-slim
RUN apt-get update
RUN apt-get install -y --no-install-recommends curl=8.*`,
  passes: `
FROM debian:13.1-slim
RUN apt-get update && apt-get install -y --no-install-recommends curl=8.* && rm -rf /var/lib/apt/lists/*`,
});
