import { type Around, type Rough, rough } from './choose.ts';
import { type Clause, clausesOf } from './clauses.ts';
import { commandIn } from './command/read.ts';
import { refusalOf } from './danger.ts';
import { slotOf } from './fill/slots.ts';
import type { Index, Profile } from './index.ts';
import { match } from './match.ts';
import { read } from './read.ts';
import type { Token } from './token.ts';

const programs = /^(?:\$ )?(git|kubectl|helm|terraform|tofu|aws|gh)\s/;

/** "run 'terraform validate' in infra/dns": a command that one of the tools stands for is planned as that tool, where the rest says. */
export function handedOver(
  clause: Clause,
  profile: Profile | undefined,
  request: string,
  around: Around,
  stepsOf: (command: string) => readonly Rough[],
): readonly Rough[] {
  const at = clause.tokens.findIndex((t) => t.kind === 'command' || t.kind === 'quote');
  const command = clause.tokens[at];
  const isRun =
    profile?.spec.name === 'shell.run' || (/^(run|execute|start|try|running|executing)$/.test(clause.tokens[at - 1]?.word ?? '') && !inside(clause.tokens));
  if (command === undefined || !isRun || refusalOf(command.text) !== undefined || !standsFor(command, around.index)) return [];
  const rest = { ...clause, tokens: clause.tokens.filter((t) => t !== command) };
  return stepsOf(command.text).map((step) => {
    const said = rough(rest, step.profile, request, around).input;
    const places = Object.keys(said).filter((name) => !(name in step.input) && slotOf(step.profile.spec.name, name)?.scope === true);
    return { ...step, input: { ...Object.fromEntries(places.map((name) => [name, said[name]])), ...step.input } };
  });
}

/** What runs in a pod is another's. */
const inside = (tokens: readonly Token[]): boolean => tokens.some((t) => /^(pods?|containers?|exec|deployment)$/.test(t.word));

function standsFor(command: Token, index: Index): boolean {
  if (!programs.test(command.text) || /[|;&<>$]/.test(command.text)) return false;
  const tokens = clausesOf(read(command.text, index.words))[0]?.tokens ?? [];
  if (commandIn(tokens, index) !== undefined) return true;
  const best = match({ tokens, question: false }, index, { around: undefined })[0];
  return best !== undefined && best.score >= 0.5 && best.profile.spec.name !== 'shell.run';
}
