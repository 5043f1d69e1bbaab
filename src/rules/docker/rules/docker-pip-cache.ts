import { dockerRule } from '../../rule.ts';
import type { Dockerfile } from '../parse.ts';
import { commandsOf, instructions, replaceIn } from '../words.ts';

export const dockerPipCache = dockerRule({
  id: 'docker-pip-cache',
  title: 'pip leaves no cache in the image',
  severity: 'low',
  category: 'cost',
  why: 'The cache is a second copy of what pip downloaded, and nothing ever reads it there. A cache mount keeps rebuilds fast and is no part of the image.',
  source: 'https://github.com/hadolint/hadolint/wiki/DL3042',
  also: ['DL3042'],
  check: (dockerfile) => cached(dockerfile).map((run) => ({ message: 'The cache of pip stays in the image: add --no-cache-dir.', at: run })),
  fix: (dockerfile) => cached(dockerfile).flatMap((run) => replaceIn(dockerfile, run, /\b(pip3?\s+install)(?![^&|;]*--no-cache-dir)/, '$1 --no-cache-dir')),

  fails: `
FROM python:3.14-slim
RUN pip install flask==3.1.2`,
  passes: `
FROM python:3.14-slim
RUN pip install --no-cache-dir flask==3.1.2`,
});

const cached = (dockerfile: Dockerfile) =>
  instructions(dockerfile, 'RUN').filter((run) => {
    // Switched off for all, or kept on a cache mount.
    const off = instructions(dockerfile, 'ENV', 'ARG').some((env) => /PIP_NO_CACHE_DIR/.test(env.args)) || (run.flags.get('mount') ?? '').includes('cache');
    return !off && commandsOf(run).some((command) => /\bpip3?\s+install\b/.test(command) && !command.includes('--no-cache-dir'));
  });
