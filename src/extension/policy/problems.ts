import { nearest } from '../../base/nearest.ts';
import { examinePolicy, type PolicyProblem } from '../../safety/policy/read.ts';
import { policyFile } from '../../safety/policy/schema.ts';
import { lineEnd, type PlacedProblem, Places, placed } from '../yaml/places.ts';
import { below, fieldsOf, schemaOf } from '../yaml/schema.ts';

/** Everything that keeps a policy from being used, each at its place: the words it does not know, contradictions, examples that come out otherwise. Pure. */
export function problemsIn(text: string): readonly PlacedProblem[] {
  const { document, problems } = examinePolicy(text);
  return problems.map((problem) => {
    const { start, end, message } = document === undefined ? unplaced(text, problem) : at(new Places(text, document), problem);
    return placed(text, start, end, message);
  });
}

const unplaced = (text: string, { at: [start, end] = [0, lineEnd(text)], message }: PolicyProblem): PlacedProblem => ({ start, end, message });

function at(places: Places, { path, isKey, message }: PolicyProblem): PlacedProblem {
  const last = path.at(-1);
  if (isKey) return places.key(path, `${message}${meant(path)}`);
  const isMissing = typeof last === 'string' && !places.has(path);
  return isMissing ? places.key(path.slice(0, -1), `${last} is missing`) : places.value(path, message);
}

function meant(path: PolicyProblem['path']): string {
  const around = path.slice(0, -1).map((key) => (typeof key === 'number' ? '[]' : key));
  const known = below(schemaOf(policyFile, 'input'), around);
  const near = known && nearest(String(path.at(-1)), [...fieldsOf(known).keys()]);
  return near === undefined ? '' : `; did you mean ${near}?`;
}
