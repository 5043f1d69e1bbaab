import { setFlagsFromString } from 'node:v8';
import type { Files } from '../../domain/workplace.ts';

/**
 * V8's optimising compilers take more than they give in a process that is soon over: they are off until it is known that
 * there is much to do. The flags are part of what decides whether code that was kept still fits.
 */
export const beQuick = (): void => {
  setFlagsFromString('--no-opt');
  setFlagsFromString('--no-maglev');
};

const beThorough = (): void => {
  setFlagsFromString('--opt');
  setFlagsFromString('--maglev');
};

/** Bytes of Terraform from which on they pay, measured; a byte of YAML is twice the work. */
const muchWork = 400_000;
const workOf = (path: string, bytes: number): number => (/\.ya?ml$/i.test(path) ? bytes * 2 : bytes);

/** The same files: once so much of them has been read that there is much to do, the compilers come on. */
export function countedFiles(files: Files, whenMuch = beThorough): Files {
  let work = 0;
  return {
    ...files,
    async read(path) {
      const content = await files.read(path);
      if (content.ok && content.value && work <= muchWork) {
        work += workOf(path, content.value.length);
        if (work > muchWork) whenMuch();
      }
      return content;
    },
  };
}
