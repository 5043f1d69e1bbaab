import { places } from '../lexicon/places.ts';
import type { Token } from '../token.ts';
import type { Filling } from './assign.ts';

/** "in Frankfurt", "the Ohio region": an AWS region by its place, with the tokens that name it. */
export function placeIn(tokens: readonly Token[]): { readonly region: string; readonly tokens: readonly Token[] } | undefined {
  for (let i = 0; i < tokens.length; i++)
    for (const length of [3, 2, 1]) {
      const named = tokens.slice(i, i + length);
      if (named.length < length || named.some((t) => t.kind !== 'word' && t.text !== '.')) continue;
      const region = places.get(
        named
          .map((t) => t.text.toLowerCase())
          .join(' ')
          .replace(' .', '.'),
      );
      const beside = /^(in|from|to|for|at|of|on|region|into|across|within|inside|,|\(|=|:|and)$/.test(tokens[i - 1]?.word ?? '');
      if (region !== undefined && (beside || tokens[i + length]?.word === 'region')) return { region, tokens: named };
    }
  return undefined;
}

/** Fills a region that is named by its place. */
export function regionByPlace(tokens: readonly Token[], { input, used }: Filling): void {
  if ('region' in input || tokens.some((t) => t.kind === 'region' && !used.has(t))) return;
  const found = placeIn(tokens);
  if (found === undefined) return;
  input.region = found.region;
  for (const token of found.tokens) used.add(token);
}
