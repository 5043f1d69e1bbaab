import type { Dockerfile } from '../docker/parse.ts';
import type { DockerRule, Rule } from '../rule.ts';
import { problemsOf, report } from './hit.ts';
import type { Collector } from './look.ts';
import { suppressionsOf } from './suppress.ts';

export function lookAtDocker(dockerfile: Dockerfile, rules: readonly Rule[], collector: Collector): void {
  if (dockerfile.stages.length === 0) return;
  const { file } = dockerfile;
  const whole = { start: 0, end: file.text.length };
  const subject = {
    file,
    address: file.path,
    header: dockerfile.stages.at(-1)?.from ?? whole,
    whole,
    suppressions: suppressionsOf(file, dockerfile.comments),
  };
  for (const rule of rules as readonly DockerRule[]) {
    const problems = collector.attempt(rule, file.path, () => problemsOf(rule.check(dockerfile, collector.given(rule))));
    if (problems) report(rule, problems, subject, () => rule.fix?.(dockerfile, collector.given(rule)), collector);
  }
}
