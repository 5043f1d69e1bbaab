import type { Outcome } from './failure/failure.ts';

/** One message to a language model. */
export interface ModelMessage {
  readonly role: 'system' | 'user' | 'assistant';
  readonly text: string;
}

/**
 * A language model, as far as planning needs one. What it answers is data from outside: whoever asks checks it. What it is sent
 * leaves the runtime: whoever asks has taken the secrets out.
 */
export interface Model {
  /** As a person knows it. */
  readonly name: string;
  /** The text of one answer, meant to be JSON that fits `schema` (a JSON Schema). Rejects only for bugs and when `signal` fires. */
  answer(messages: readonly ModelMessage[], schema: object, signal: AbortSignal): Promise<Outcome<string>>;
}
