import { dockerRule } from '../../rule.ts';
import { instructions } from '../words.ts';

export const dockerPipeShell = dockerRule({
  id: 'docker-pipe-shell',
  title: 'What is downloaded is not run unseen',
  severity: 'high',
  category: 'security',
  why: 'Whoever holds the server, or the way to it, runs what they like in your build. Download, check the sum, then run.',
  source: 'https://docs.docker.com/reference/dockerfile/#add---checksum',
  also: [],
  check: (dockerfile) =>
    instructions(dockerfile, 'RUN')
      .filter((run) => /\b(curl|wget)\b[^|;&]*\|\s*(sudo\s+)?(ba|z|da)?sh\b/.test(run.heredoc === '' ? run.args : run.heredoc))
      .map((run) => ({ message: 'What the server sends is run unseen: download it, check its sum, then run it.', at: run })),

  fails: `
FROM debian:13.1-slim
RUN curl -fsSL https://example.com/install.sh | sh`,
  passes: `
FROM debian:13.1-slim
ADD --checksum=sha256:0d2c1b5e8f7a6c4d3e2f1a0b9c8d7e6f5a4b3c2d1e0f9a8b7c6d5e4f3a2b1c0d https://example.com/install.sh /tmp/install.sh`,
});
