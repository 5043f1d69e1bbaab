import type * as vscode from 'vscode';
import type { Redactor } from '../safety/redact.ts';

/** What of a log channel takes text. */
const writing: ReadonlySet<string | symbol> = new Set(['trace', 'debug', 'info', 'warn', 'error', 'append', 'appendLine', 'replace']);

/** The same log, with the secrets taken out of every line where it is written, whoever writes it. */
export function cleanLog(log: vscode.LogOutputChannel, redactor: Redactor): vscode.LogOutputChannel {
  const cleaned = (given: unknown): unknown =>
    given instanceof Error ? redactor.text(given.stack ?? given.message) : typeof given === 'string' ? redactor.text(given) : redactor.value(given);
  return new Proxy(log, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name, target);
      if (typeof member !== 'function') return member;
      return (...given: unknown[]): unknown => Reflect.apply(member, target, writing.has(name) ? given.map(cleaned) : given);
    },
  });
}
