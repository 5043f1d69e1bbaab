import { dockerRule } from '../../rule.ts';
import type { Dockerfile } from '../parse.ts';
import { instructions } from '../words.ts';

export const dockerCopyNotAdd = dockerRule({
  id: 'docker-copy-not-add',
  title: 'Files are copied with COPY',
  severity: 'low',
  category: 'security',
  why: 'ADD also downloads and unpacks, depending on what it is given; COPY does what it says. It knows an archive by its contents, so one with another ending is unpacked where a copy was meant.',
  source: 'https://docs.docker.com/build/building/best-practices/#add-or-copy',
  also: ['DL3020', 'CKV_DOCKER_4', 'AVD-DS-0005'],
  check: (dockerfile) => adds(dockerfile).map((add) => ({ message: 'ADD may unpack or download: use COPY.', at: add })),
  fix: (dockerfile) =>
    adds(dockerfile).map((add) => ({
      file: dockerfile.file.path,
      start: add.start,
      end: add.start + 3,
      text: dockerfile.file.text[add.start] === 'a' ? 'copy' : 'COPY',
    })),

  fails: `
FROM debian:13.1-slim
ADD app /app`,
  passes: `
FROM debian:13.1-slim
COPY app /app`,
});

/** What ADD alone can do is left to it: archives, addresses, repositories, and its own flags. */
const adds = (dockerfile: Dockerfile) =>
  instructions(dockerfile, 'ADD').filter((add) => {
    const sources = (add.words ?? add.args.split(/\s+/)).slice(0, -1);
    const special = sources.some((source) => /^(https?|git|ftp):|^git@|\.(tar|tgz|gz|bz2|xz|zst|txz|tbz2)$|\.tar\.|\$/.test(source));
    return !special && !add.flags.has('checksum') && !add.flags.has('unpack') && !add.flags.has('keep-git-dir');
  });
