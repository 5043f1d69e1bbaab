import type { Problem } from '../../../../domain/failure/failure.ts';
import type { Answers } from '../../../../domain/question.ts';
import { reservedTagKeys } from '../facts.ts';
import { recordsOf, textOf } from '../typed.ts';

export const checkProject = (answers: Answers): Problem[] => tags(answers);

function tags(answers: Answers): Problem[] {
  const seen = new Set<string>();
  return (recordsOf(answers, 'project.tags') ?? []).flatMap((tag, index) => {
    const key = textOf(tag, 'key');
    if (key === undefined) return [];
    const path = `project.tags[${index}].key`;
    if (/^aws:/i.test(key)) return [{ path, message: 'AWS keeps keys that start with aws: for itself: choose another key' }];
    if (reservedTagKeys.includes(key.toLowerCase()))
      return [{ path, message: `the tag ${key} is written by Nimbus: leave it out${ownQuestion[key.toLowerCase()] ?? ''}` }];
    if (seen.has(key)) return [{ path, message: `the tag ${key} is here twice: keep one of them` }];
    seen.add(key);
    return [];
  });
}

const ownQuestion: { readonly [key: string]: string } = {
  owner: ', and answer project.owner',
  costcentre: ', and answer project.costCentre',
  project: ', and answer project.name',
  environment: ', and answer project.environment',
};
