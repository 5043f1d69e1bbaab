/** One message of Terraform's `-json` output. */
export interface Message {
  readonly type?: string;
  readonly '@message'?: string;
  readonly [field: string]: unknown;
}

/** `undefined` for a line that is not one. */
export function readMessage(line: string): Message | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Message) : undefined;
  } catch {
    return undefined;
  }
}

/** What a line says to a person, on one line. */
export const messageIn = (line: string): string => {
  const message = readMessage(line);
  return (typeof message?.['@message'] === 'string' ? message['@message'] : line).trim().replaceAll(/\s+/g, ' ');
};
