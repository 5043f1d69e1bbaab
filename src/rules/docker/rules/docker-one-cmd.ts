import { dockerRule } from '../../rule.ts';

export const dockerOneCmd = dockerRule({
  id: 'docker-one-cmd',
  title: 'A stage has one CMD and one ENTRYPOINT',
  severity: 'medium',
  category: 'reliability',
  why: 'Only the last one counts, and the first is what people read. Whoever adds an option to the one above sees no error, and no change either.',
  source: 'https://docs.docker.com/reference/dockerfile/#cmd',
  also: ['DL4003', 'DL4004', 'AVD-DS-0016', 'AVD-DS-0007', 'MultipleInstructionsDisallowed'],
  check: (dockerfile) =>
    dockerfile.stages.flatMap((stage) =>
      ['CMD', 'ENTRYPOINT'].flatMap((name) =>
        stage.instructions
          .filter((one) => one.name === name)
          .slice(0, -1)
          .map((one) => ({
            message: `This ${name} never counts, as another follows: take it out.`,
            at: one,
            also: name === 'CMD' ? ['DL4003', 'AVD-DS-0016', 'MultipleInstructionsDisallowed'] : ['DL4004', 'AVD-DS-0007', 'MultipleInstructionsDisallowed'],
          })),
      ),
    ),

  fails: `
FROM debian:13.1-slim
CMD ["a"]
CMD ["b"]`,
  passes: `
FROM debian:13.1-slim
CMD ["b"]`,
});
