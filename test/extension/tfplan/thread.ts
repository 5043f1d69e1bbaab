/** The thread that reads plans, as the source has it. */
export const planThread = new URL('../../../src/extension/tfplan/worker/worker.ts', import.meta.url);
