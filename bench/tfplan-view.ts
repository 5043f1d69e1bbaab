import { entriesOf } from '../src/extension/tfplan/entries.ts';
import { readDocument, readPlan } from '../src/extension/tfplan/read-plan.ts';
import { shownPlan } from '../src/extension/tfplan/shown.ts';
import { readToTfplan } from '../src/protocol/tfplan.ts';
import { Redactor } from '../src/safety/redact.ts';
import { Derived, emptyModel, type Model } from '../webview/tfplan/model.ts';
import { noFilter } from '../webview/tfplan/search.ts';
import { topsOf } from '../webview/tfplan/window.ts';
import type { BenchRow, Measured } from './bench.ts';
import { planText } from './support/plan-text.ts';

const changes = 5_000;
/** Planning leaves two of seven resources as they are. */
const text = (): string => planText(Math.ceil((changes * 7) / 6));
const words = ['rds', 'part_31', 'name', 'security_group ingress', 'aws_iam policy', 'nothing-has-this'];

/** Words typed letter by letter, each with the whole tree worked out anew and placed, all groups open: what a key press costs. */
export const { name, unit, limit, run }: BenchRow = {
  name: 'Terraform plan viewer with 5,000 changes: tree after a key press in the search',
  unit: 'ms',
  limit: 16,
  run: async (): Promise<Measured> => {
    const content = text();
    const redactor = new Redactor({});
    const samples: number[] = [];
    const opened: number[] = [];
    let bytes = 0;
    let readMs = 0;
    let rows = 0;
    for (let round = 0; round < 5; round++) {
      const [made, ms] = timed(() => {
        const document = readDocument(content);
        if (!document.ok) throw new Error(document.failure.message);
        const read = readPlan(document.value.plan, document.value.document, {});
        return redactor.value(shownPlan(read, entriesOf(read), { title: 'plan.json', where: [], remarks: [], hasCode: true }, 0));
      });
      readMs = ms;
      const wire = JSON.stringify(made);
      bytes = wire.length;
      rows = made.rows.length;
      const message: unknown = JSON.parse(wire);
      const derived = new Derived();
      const [model, openMs] = timed(() => {
        const got = readToTfplan(message);
        if (!got.ok || got.message.type !== 'show') throw new Error('the page could not read it');
        const first: Model = { ...emptyModel, shown: got.message, allOpen: true };
        topsOf(derived.nodes(first), new Map());
        return first;
      });
      opened.push(openMs);
      for (const word of words)
        for (let length = 1; length <= word.length; length++) {
          const typing: Model = { ...model, filter: { ...noFilter, text: word.slice(0, length) } };
          samples.push(timed(() => topsOf(derived.nodes(typing), new Map()))[1]);
        }
    }
    const slowest = Math.max(...samples);
    const middle = opened.toSorted((a, b) => a - b)[2] ?? 0;
    return {
      samples,
      detail: `${rows} changes in a message of ${(bytes / 1e6).toFixed(2)} MB; read, reviewed and priced in ${readMs.toFixed(0)} ms from ${(content.length / 1e6).toFixed(1)} MB of JSON; page checks the message and has the tree in ${middle.toFixed(0)} ms; slowest key press ${slowest.toFixed(1)} ms`,
    };
  },
};

function timed<T>(work: () => T): readonly [T, number] {
  const started = performance.now();
  const done = work();
  return [done, performance.now() - started];
}
