import { effectMark } from '../../protocol/run-words.ts';
import { type HoverText, wordAt } from '../yaml/hover.ts';
import { docsOf } from '../yaml/offers.ts';
import { below, schemaOf, typeWords } from '../yaml/schema.ts';
import { inputSchema, type Tools, toolDocs } from './complete.ts';
import { holdsMaps, stepAt, stepsIn } from './steps.ts';
import { stepFields, topFields } from './words.ts';

/** What a word of a plan file means. Pure; the file may be broken. */
export function hoverAt(lines: readonly string[], line: number, column: number, tools: Tools): HoverText | undefined {
  const text = lines[line] ?? '';
  const reference = [...text.matchAll(/\$\{steps\.([\w-]+)\.output((?:\.[\w-]+)*)\}/g)].find((m) => m.index <= column && column <= m.index + m[0].length);
  const steps = stepsIn(lines);
  if (reference !== undefined) {
    const step = steps.find(({ id }) => id === reference[1]);
    const tool = tools.get(step?.tool ?? '');
    const path = (reference[2] ?? '').split('.').filter(Boolean);
    const schema = tool && below(schemaOf(tool.output, 'output'), path);
    const said =
      step === undefined
        ? `There is no step \`${reference[1]}\`.`
        : `From step \`${step.id}\` (\`${step.tool ?? 'no tool'}\`)${schema === undefined ? '' : `: ${typeWords(schema)}`}`;
    return {
      text: [said, schema === undefined ? '' : docsOf(schema)].filter(Boolean).join('\n\n'),
      from: reference.index,
      to: reference.index + reference[0].length,
    };
  }
  const word = wordAt(lines, line, column, holdsMaps);
  if (word === undefined) return undefined;
  const { isKey, path, from, to } = word;
  const step = stepAt(steps, line);
  const said = isKey ? ofKey(path) : ofValue(path, word.text);
  return said === undefined || said === '' ? undefined : { text: said, from, to };

  function ofKey(at: readonly string[]): string | undefined {
    if (at.length === 1) return topFields[at[0] ?? '']?.docs;
    if (at[0] !== 'steps') return undefined;
    if (at.length === 3) return stepFields[at[2] ?? '']?.docs;
    if (at[2] === 'when') return stepFields.when?.fields?.[at[3] ?? '']?.docs;
    const schema = inputSchema(at, step, tools);
    return schema === undefined ? undefined : [`\`${word?.text}\`: ${typeWords(schema)}`, docsOf(schema)].filter(Boolean).join('\n\n');
  }

  function ofValue(at: readonly string[], value: string): string | undefined {
    if (at[0] !== 'steps') return undefined;
    if (at[2] === 'tool') {
      const tool = tools.get(value);
      return (
        tool &&
        `${effectMark[tool.effect]} **${tool.name}** · ${tool.effect}\n\n${toolDocs(tool)}${tool.says[0] === undefined ? '' : `\n\nAlso by asking: “${tool.says[0]}”`}`
      );
    }
    if (at[2] !== 'dependsOn') return undefined;
    const other = steps.find(({ id }) => id === value);
    return (
      other && [`Step \`${other.id}\`: \`${other.tool ?? 'no tool'}\``, other.reason ?? tools.get(other.tool ?? '')?.summary ?? ''].filter(Boolean).join('\n\n')
    );
  }
}
