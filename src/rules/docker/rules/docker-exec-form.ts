import { dockerRule } from '../../rule.ts';
import type { Dockerfile } from '../parse.ts';
import { instructions } from '../words.ts';

export const dockerExecForm = dockerRule({
  id: 'docker-exec-form',
  title: 'The process gets its signals',
  severity: 'low',
  category: 'reliability',
  why: 'In shell form a shell stands in between and keeps the signal to stop: every stop waits out its time and ends in a kill. Requests under way are cut off, and what was not written yet is lost.',
  source: 'https://docs.docker.com/reference/dockerfile/#shell-and-exec-form',
  also: ['DL3025', 'JSONArgsRecommended'],
  check: (dockerfile) =>
    shells(dockerfile).map((one) => ({ message: `${one.name} runs in a shell that keeps the signal to stop: use the JSON form.`, at: one })),
  fix(dockerfile) {
    const plain = shells(dockerfile).filter((one) => /^[\w./:=@,+-]+(?: +[\w./:=@,+-]+)*$/.test(dockerfile.file.text.slice(one.argsStart, one.end)));
    return plain.map((one) => ({
      file: dockerfile.file.path,
      start: one.argsStart,
      end: one.end,
      text: `[${one.args
        .split(/ +/)
        .map((word) => JSON.stringify(word))
        .join(', ')}]`,
    }));
  },

  fails: `
FROM debian:13.1-slim
CMD node server.js`,
  passes: `
FROM debian:13.1-slim
CMD ["node", "server.js"]`,
});

const shells = (dockerfile: Dockerfile) => instructions(dockerfile, 'CMD', 'ENTRYPOINT').filter((one) => one.words === undefined && !one.args.startsWith('['));
