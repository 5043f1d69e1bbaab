import { setFlagsFromString } from 'node:v8';
import type { Files } from '../../domain/workplace.ts';

/** Bytes that a scan has read, by kind: it tells how much there is to do with them. */
export interface Work {
  terraform: number;
  yaml: number;
  docker: number;
}

const kindOf = (path: string): keyof Work => (/\.ya?ml$/i.test(path) ? 'yaml' : /\.(tf|tofu|tfvars)$/.test(path) ? 'terraform' : 'docker');

export const noWork = (): Work => ({ terraform: 0, yaml: 0, docker: 0 });
const amountOf = ({ terraform, yaml, docker }: Work): number => terraform + docker + yaml * 2;

/** A little is done before V8 thinks of compiling anything, and V8's own module takes longer to load than that. */
const someWork = 32_000;
/** Bytes of Terraform from which on compilers pay, measured; a byte of YAML is twice the work. */
const muchWork = 400_000;

/**
 * V8's optimising compilers take more than they give in a process that is soon over, and so does marking what is still used
 * beside the work, on threads of its own, for a collection that never comes: they are off where there is something to do, until
 * it is known that there is much.
 */
const compilers = {
  some: ['--no-opt', '--no-maglev', '--no-incremental-marking'],
  // Much is read and little is kept: space for the young that doubles with every burst would be most of the memory.
  much: ['--opt', '--maglev', '--incremental-marking', '--semi-space-growth-factor=1'],
  /** As it was before: flags are part of what decides whether code that was kept still fits. */
  asEver: ['--opt', '--maglev', '--incremental-marking', '--semi-space-growth-factor=2'],
} as const;

const setCompilers = (how: keyof typeof compilers): void => {
  for (const flag of compilers[how]) setFlagsFromString(flag);
};

/** Once all is done: whatever has been set is as it was when it began. */
export function resetCompilers(work: Work): void {
  if (amountOf(work) > someWork) setCompilers('asEver');
}

/** The same files. What is read of them is counted; as there turns out to be more to do than there was so far, it is told once. */
export function countedFiles(files: Files, work: Work, tell: (how: 'some' | 'much') => void = setCompilers): Files {
  let told: 'little' | 'some' | 'much' = 'little';
  return {
    ...files,
    async read(path) {
      const content = await files.read(path);
      if (content.ok && content.value) {
        work[kindOf(path)] += content.value.length;
        const amount = amountOf(work);
        const now = amount > muchWork ? 'much' : amount > someWork ? 'some' : 'little';
        if (now !== told && now !== 'little') tell(now);
        told = now;
      }
      return content;
    },
  };
}
