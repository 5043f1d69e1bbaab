import { Redactor } from '../safety/redact.ts';

/** What this process takes out of all it prints and keeps: what its environment holds, and what its tools find out to be secret. */
export const redactor = new Redactor(process.env);
