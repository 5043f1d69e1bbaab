import { z } from 'zod';
import { effectOfCall, type Tool } from '../../../src/domain/tool.ts';

/** Which inputs make the effect of a call milder than its tool's: `` `read` with `action`: `list` ``. Found by trying each choice there is. */
export function effectsByInput(tool: Tool): readonly string[] {
  if (tool.effectOf === undefined) return [];
  const { properties = {} } = z.toJSONSchema(tool.input, { io: 'input', reused: 'inline', unrepresentable: 'any' }) as Properties;
  const found = new Map<string, Set<string>>();
  for (const { input } of tool.examples ?? [])
    for (const [name, { enum: choices, type }] of Object.entries(properties))
      for (const choice of choices ?? (type === 'boolean' ? [true, false] : [])) {
        const parsed = tool.input.safeParse({ ...(input as object), [name]: choice });
        if (!parsed.success) continue;
        const effect = effectOfCall(tool, parsed.data);
        const other = (choices ?? [true, false]).some((one) => effectWith(tool, input, name, one) !== effect);
        if (effect !== tool.effect && other)
          found.set(effect, (found.get(effect) ?? new Set()).add(choice === true ? `\`${name}\`` : `\`${name}\`: \`${choice}\``));
      }
  return [...found].map(([effect, when]) => `only \`${effect}\` with ${[...when].map(without).join(' or ')}`);
}

interface Properties {
  readonly properties?: Readonly<Record<string, { readonly enum?: readonly unknown[]; readonly type?: string }>>;
}

function effectWith(tool: Tool, input: unknown, name: string, choice: unknown): string | undefined {
  const parsed = tool.input.safeParse({ ...(input as object), [name]: choice });
  return parsed.success ? effectOfCall(tool, parsed.data) : undefined;
}

const without = (when: string): string => when.replace(/^(`\w+`): `false`$/, 'no $1');
