/** How long anything in VS Code may take before it counts as never, ms: far more than it takes on an idle machine, so that a busy one fails nothing. */
export const longMs = 90_000;
