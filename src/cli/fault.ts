import { type Failure, FailureError } from '../domain/failure/failure.ts';

/** What was thrown, as a failure: one of ours as it is, anything else as the bug it is. */
export const failureOf = (error: unknown): Failure =>
  error instanceof FailureError
    ? error.failure
    : {
        code: 'nimbus/broke',
        category: 'system',
        severity: 'high',
        recoverable: false,
        message: `Nimbus broke: ${error instanceof Error ? error.message : String(error)}.`,
        fix: 'Run it again with --verbose and report what it prints.',
        details: error instanceof Error ? error.stack : undefined,
      };
