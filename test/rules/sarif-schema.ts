/**
 * What the SARIF 2.1.0 standard (OASIS, sarif-v2.1.0-os) says of the properties Nimbus writes, as JSON schema: names,
 * types, required members, value lists, lowest line and column. Anything else is refused, so that a property Nimbus
 * makes up is noticed.
 */
const text = { type: 'string' };
const object = (properties: object, required: readonly string[] = [], more: object = {}) => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
  ...more,
});
const list = (items: object, more: object = {}) => ({ type: 'array', items, ...more });

/** §3.11: a message has a text, or an id of one. */
const message = object({ text, markdown: text, id: text, arguments: list(text) }, [], { anyOf: [{ required: ['text'] }, { required: ['id'] }] });
const multiformat = object({ text, markdown: text }, ['text']);
/** §3.8: tags are unlike each other. */
const bag = { type: 'object', properties: { tags: list(text, { uniqueItems: true }) } };
const level = { enum: ['none', 'note', 'warning', 'error'] };
/** §3.10.2: a URI reference. */
const artifactLocation = object({
  uri: { type: 'string', format: 'uri-reference' },
  uriBaseId: text,
  index: { type: 'integer', minimum: -1 },
  description: message,
});
/** §3.30. */
const region = object(
  {
    startLine: { type: 'integer', minimum: 1 },
    startColumn: { type: 'integer', minimum: 1 },
    endLine: { type: 'integer', minimum: 1 },
    endColumn: { type: 'integer', minimum: 1 },
  },
  ['startLine'],
);
const location = object({
  physicalLocation: object({ artifactLocation, region }, ['artifactLocation']),
  logicalLocations: list(object({ fullyQualifiedName: text, name: text, kind: text })),
});
/** §3.55: a fix changes at least one artifact, and each change replaces at least one stretch. */
const fix = object(
  {
    description: message,
    artifactChanges: list(
      object(
        {
          artifactLocation,
          replacements: list(object({ deletedRegion: region, insertedContent: object({ text, binary: text }) }, ['deletedRegion']), { minItems: 1 }),
        },
        ['artifactLocation', 'replacements'],
      ),
      { minItems: 1 },
    ),
  },
  ['artifactChanges'],
);
const result = object(
  {
    ruleId: text,
    ruleIndex: { type: 'integer', minimum: -1 },
    level,
    message,
    locations: list(location),
    partialFingerprints: { type: 'object', additionalProperties: text },
    fixes: list(fix, { uniqueItems: true }),
    suppressions: list(
      object({ kind: { enum: ['inSource', 'external'] }, status: { enum: ['accepted', 'underReview', 'rejected'] }, justification: text }, ['kind']),
      { uniqueItems: true },
    ),
    properties: bag,
  },
  ['message'],
);
const rule = object(
  {
    id: text,
    name: text,
    shortDescription: multiformat,
    fullDescription: multiformat,
    helpUri: { type: 'string', format: 'uri' },
    help: multiformat,
    defaultConfiguration: object({ level, enabled: { type: 'boolean' }, rank: { type: 'number' } }),
    properties: bag,
  },
  ['id'],
);

export const sarifSchema = object(
  {
    $schema: { type: 'string', format: 'uri' },
    version: { const: '2.1.0' },
    runs: list(
      object(
        {
          tool: object(
            {
              driver: object(
                {
                  name: text,
                  semanticVersion: text,
                  version: text,
                  informationUri: { type: 'string', format: 'uri' },
                  rules: list(rule, { uniqueItems: true }),
                },
                ['name'],
              ),
            },
            ['driver'],
          ),
          columnKind: { enum: ['utf16CodeUnits', 'unicodeCodePoints'] },
          originalUriBaseIds: { type: 'object', additionalProperties: artifactLocation },
          invocations: list(
            object({ executionSuccessful: { type: 'boolean' }, toolExecutionNotifications: list(object({ level, message }, ['message'])) }, [
              'executionSuccessful',
            ]),
          ),
          results: list(result),
        },
        ['tool'],
      ),
    ),
  },
  ['version', 'runs'],
);
