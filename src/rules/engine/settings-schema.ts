import { z } from 'zod';
import type { Rule } from '../rule.ts';
import { settingsSchema } from './read-settings.ts';

/** JSON schema of `.nimbus/rules.yaml`, with every rule by its id: what editors complete and check with. */
export function settingsJsonSchema(rules: readonly Rule[]): object {
  const schema = z.toJSONSchema(settingsSchema, { io: 'input', target: 'draft-7' }) as unknown as { properties: { rules: { additionalProperties: object } } };
  const { rules: byRule } = schema.properties;
  const setting = byRule.additionalProperties;
  return {
    ...schema,
    title: 'Nimbus best-practice rules of a workspace',
    definitions: { setting },
    properties: {
      ...schema.properties,
      rules: {
        type: 'object',
        description: 'Settings of single rules, by id.',
        properties: Object.fromEntries(rules.map((rule) => [rule.id, { description: `${rule.title}. ${rule.why}`, $ref: '#/definitions/setting' }])),
        // Rules of one's own have ids of their own.
        additionalProperties: { $ref: '#/definitions/setting' },
      },
    },
  };
}
