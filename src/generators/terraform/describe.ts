import { list } from '../../base/say.ts';
import type { Answers } from '../../domain/question.ts';

const words: Readonly<Record<string, string>> = { network: 'network', cluster: 'cluster', database: 'database', bucket: 'buckets' };

/** What the answers ask for, in a few words: "network, cluster and database for staging". Takes any answers, checked or not. */
export function describeAnswers(answers: Answers): string {
  const components = answers['project.components'];
  const chosen = Array.isArray(components) ? components.map((c) => words[String(c)] ?? String(c)) : Object.values(words);
  return `${list(chosen)} for ${String(answers['project.environment'] ?? 'dev')}`;
}
