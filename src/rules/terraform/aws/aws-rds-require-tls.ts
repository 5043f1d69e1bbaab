import type { Block } from '../../hcl/block.ts';
import { asText, isUnknown } from '../../hcl/value.ts';
import { addBlock, setIn } from '../../hcl/write.ts';
import { terraformRule } from '../../rule.ts';
import { parameterGroups, parameterOf } from './parameter-group.ts';

/** What asks for TLS in an engine, and whether a family does so when nobody says anything. */
function parameterFor(family: string): { readonly name: string; readonly standard: boolean } | undefined {
  const version = Number(/(\d+(\.\d+)?)$/.exec(family)?.[1] ?? 0);
  if (family.startsWith('postgres')) return { name: 'rds.force_ssl', standard: version >= 15 };
  if (family.startsWith('sqlserver')) return { name: 'rds.force_ssl', standard: false };
  if (family.startsWith('mysql')) return { name: 'require_secure_transport', standard: version >= 8.4 };
  return family.startsWith('mariadb') ? { name: 'require_secure_transport', standard: version >= 11.8 } : undefined;
}

/** The parameter of a group that lets connections be plain. */
function plainIn(group: Block): string | undefined {
  const family = group.get('family');
  const parameter = typeof family === 'string' ? parameterFor(family) : undefined;
  if (parameter === undefined) return undefined;
  const value = asText(parameterOf(group, parameter.name));
  if (isUnknown(value)) return undefined;
  const on = value === undefined ? parameter.standard : ['1', 'on', 'true'].includes(value.toLowerCase());
  return on ? undefined : parameter.name;
}

export const awsRdsRequireTls = terraformRule({
  id: 'aws-rds-require-tls',
  title: 'Database takes encrypted connections only',
  severity: 'medium',
  category: 'security',
  why: 'A client that does not ask for TLS sends its statements and gets its rows in the clear, and nobody notices. With the parameter set the server refuses it, so a wrong connection string fails on the first day and not in an audit.',
  source: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/PostgreSQL.Concepts.General.SSL.html',
  also: ['CKV2_AWS_69'],
  targets: ['aws_db_instance'],

  check(database, folder) {
    const name = parameterGroups(database, folder).map(plainIn).find(Boolean);
    return name === undefined
      ? undefined
      : { message: `Its parameter group lets connections be plain: set ${name} = "1" there.`, at: database.span('parameter_group_name') };
  },
  fix(database, folder) {
    const edits = parameterGroups(database, folder).map((group) => {
      const name = plainIn(group);
      if (name === undefined) return [];
      const written = group.syntax.blocks.filter((block) => block.type === 'parameter').find((block) => writtenName(block) === `"${name}"`);
      if (written) return setIn(written, ['value'], '"1"');
      // What a `dynamic` block makes of a list stands in that list.
      if (parameterOf(group, name) !== undefined) return undefined;
      return [addBlock(group.syntax, ['parameter {', `  name  = "${name}"`, '  value = "1"', '}'])];
    });
    return edits.includes(undefined) ? undefined : edits.flatMap((some) => some ?? []);
  },

  fails: `
resource "aws_db_parameter_group" "main" {
  name   = "main"
  family = "postgres14"
}

resource "aws_db_instance" "main" {
  engine               = "postgres"
  parameter_group_name = aws_db_parameter_group.main.name
}`,
  passes: `
resource "aws_db_parameter_group" "main" {
  name   = "main"
  family = "postgres14"

  parameter {
    name  = "rds.force_ssl"
    value = "1"
  }
}

resource "aws_db_instance" "main" {
  engine               = "postgres"
  parameter_group_name = aws_db_parameter_group.main.name
}`,
});

function writtenName({ attributes, file }: Block['syntax']): string | undefined {
  const value = attributes.get('name')?.value;
  return value && file.text.slice(value.start, value.end);
}
