/** An object of a parsed JSON document, nothing known about its fields. */
export type Fields = Readonly<Record<string, unknown>>;

export const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);

/** `undefined` for anything else. */
export const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
export const flag = (value: unknown): boolean | undefined => (typeof value === 'boolean' ? value : undefined);
export const number = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);

/** None where it is no list. */
export const items = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
/** The objects of a list. */
export const records = (value: unknown): readonly Fields[] => items(value).filter(isFields);
/** The texts of a list. */
export const texts = (value: unknown): readonly string[] => items(value).filter((item) => typeof item === 'string');
