/** How long anything in VS Code may take before it counts as never, ms: far more than it takes on an idle machine, so that a busy one fails nothing. */
export const longMs = 90_000;

/** How long between two looks for what is not there yet, ms: each look works both the page and the test, which VS Code then waits for. */
export const lookMs = 200;

/** Whether it came to its end, for what is tried again when it did not. */
export const did = (what: Promise<unknown>): Promise<boolean> =>
  what.then(
    () => true,
    () => false,
  );
