type Random = () => number;

/** Terraform nobody would write but that is nearly always sound: odd spacing, every kind of expression, now and then a small fault. */
export function strangeTerraform(random: Random): string {
  const text = body(random, 2) + space(random);
  return random() < 0.5 ? text : withFault(random, text);
}

const pick = <T>(random: Random, list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
const some = <T>(random: Random, most: number, make: () => T): T[] => Array.from({ length: Math.floor(random() * (most + 1)) }, make);

const space = (random: Random): string => pick(random, ['', ' ', ' ', '\n', '  ', '\t', ' # c\n', ' /* x */ ', '\r\n', ' // y\n']);
const gap = (random: Random): string => pick(random, ['', ' ', ' ']);
const name = (random: Random): string =>
  pick(random, ['a', 'var', 'local', 'foo_bar', 'x-y', 'for_each', 'truex', 'in1', 'each', 'data', 'aws_x', 'nul', '_z', 'a::b']);
const operator = (random: Random): string => pick(random, ['+', '-', '*', '/', '%', '&&', '||', '==', '!=', '<', '<=', '>', '>=']);
const charsOfTexts = ['abc', ' ', 'é', '😀', '\\n', '\\"', '$', '$$', '%', '%%', '$${x}', '%%{y}', '#', '//', '{', '}', '\\\\', '\t', '/*'];
const linesOfTexts = ['x\n', '  a $ b\n', '  $${q}\n', '# c\n', 'EOTX\n', 'EO\n', '\n\n', '%%{z}\n', '"q"\n', '$$${a}\n', 'EOT ${a}\n', ''];

function quoted(random: Random, depth: number): string {
  const parts = some(random, 3, () =>
    depth > 0 && random() < 0.3 ? `\${${space(random)}${expression(random, depth - 1)}${space(random)}}` : pick(random, charsOfTexts),
  );
  return `"${parts.join('')}"`;
}

const heredoc = (random: Random, depth: number): string =>
  `<<${pick(random, ['', '-'])}EOT${pick(random, ['', ' ', '\r'])}\n${pick(random, linesOfTexts)}${pick(random, ['', `  \${${expression(random, depth)}} z\n`])}${gap(random)}EOT${gap(random)}\n`;

function expression(random: Random, depth: number): string {
  const inner = (): string => expression(random, depth - 1);
  const list = (): string => some(random, 2, inner).join(`${space(random)},${space(random)}`);
  const s = (): string => space(random);
  if (depth <= 0)
    return pick(random, [
      () => name(random),
      () => String(Math.floor(random() * 100)),
      () => pick(random, ['1.5', 'true', 'null', '2.5e3']),
      () => quoted(random, 0),
      () => `${name(random)}.${name(random)}`,
    ])();
  return pick(random, [
    () => `${inner()}${s()}${operator(random)}${s()}${inner()}`,
    () => `${inner()}${s()}${operator(random)}${s()}${inner()}`,
    () => `${inner()}${gap(random)}?${s()}${inner()}${gap(random)}:${s()}${inner()}`,
    () => `${pick(random, ['-', '!'])}${gap(random)}${inner()}`,
    () => `(${s()}${inner()}${s()})`,
    () => `${name(random)}(${s()}${list()}${pick(random, ['', ',', '...'])}${s()})`,
    () => `[${s()}${list()}${pick(random, ['', ','])}${s()}]`,
    () => `{${s()}${some(random, 2, () => entry(random, depth)).join(pick(random, [',', '\n', ', ', ',\n']))}${s()}}`,
    () => `[${s()}for ${names(random)} in ${inner()}${gap(random)}:${s()}${inner()}${pick(random, ['', ` if ${inner()}`])}${s()}]`,
    () =>
      `{${s()}for ${names(random)} in ${inner()}${gap(random)}:${s()}${inner()}${s()}=>${s()}${inner()}${pick(random, ['', '...'])}${pick(random, ['', ` if ${inner()}`])}${s()}}`,
    () => `${inner()}${pick(random, [`.${name(random)}`, '[0]', `[${inner()}]`, '[*]', '.*', '.0', `[*].${name(random)}`, `.*.${name(random)}`, '[ * ]'])}`,
    () => quoted(random, depth),
    () => heredoc(random, depth - 1),
  ])();
}

const names = (random: Random): string => name(random) + pick(random, ['', `, ${name(random)}`]);

function entry(random: Random, depth: number): string {
  const key = pick(random, [() => name(random), () => quoted(random, depth - 1), () => `(${expression(random, depth - 1)})`])();
  return `${key}${space(random)}${pick(random, ['=', '=', ':'])}${space(random)}${expression(random, depth - 1)}`;
}

function body(random: Random, depth: number): string {
  return some(random, 3, () =>
    pick(random, [
      () => `${name(random)}${gap(random)}=${space(random)}${expression(random, Math.floor(random() * 4))}${pick(random, ['\n', '\n', ' ', '\r\n'])}`,
      () =>
        depth === 0
          ? '# c\n'
          : `${name(random)}${gap(random)}${pick(random, ['', '"x" ', '"a" "b" ', 'label ', '"q\\"r" '])}{${space(random)}${body(random, depth - 1)}${space(random)}}\n`,
    ])(),
  ).join('');
}

const faults = [
  ...'{}[]()"$%=,.:?!&|<>*/#\\ \n-',
  '${',
  '%{',
  '\u00a0',
  '\u2028',
  '\ufeff',
  'é',
  'for ',
  'if ',
  'in ',
  'null',
  '...',
  '=>',
  '<<E\n',
  '0',
  'e5',
];

function withFault(random: Random, text: string): string {
  const at = Math.floor(random() * (text.length + 1));
  return random() < 0.4 ? text.slice(0, at) + text.slice(at + 1) : text.slice(0, at) + pick(random, faults) + text.slice(at);
}
