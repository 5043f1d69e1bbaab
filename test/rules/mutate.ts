import { allRules } from '../../src/rules/all.ts';
import type { Source } from '../../src/rules/engine/source.ts';
import { exampleFiles } from '../../src/rules/rule.ts';

const pieces = [
  '{',
  '}',
  '[',
  ']',
  '"',
  '${',
  '%{',
  '<<EOT\n',
  '\nEOT\n',
  '\\',
  '#',
  '/*',
  '*/',
  '=',
  ' = {\n',
  '\r\n',
  '\t',
  '\u00e9',
  '😀',
  '\ud800',
  '\u0000',
  '---\n',
  '&a ',
  '*a',
  ': |\n',
  '- ',
  '? ',
  '!!x ',
  '\n\n',
  'for_each = ',
  'dynamic "x" {\n',
  '{{ .x }}',
  "'",
  ',',
  '\\\n',
  'jsonencode({',
  '"Principal": "*"',
  'Action = ["*"],',
  '<<-POLICY\n',
  'statement {\n',
  '${aws_s3_bucket.b.arn}',
];

/** Policies in all the ways they are written: text, an expression, a document of their own. */
const policies: readonly Source[] = [
  `resource "aws_iam_policy" "text" {
  # Who may read.
  policy = <<-POLICY
    {
      "Version": "2012-10-17",
      "Statement": [
        { "Effect": "Allow", "Action": "*", "Resource": "*" },
        { "Effect": "Allow", "Action": ["iam:PassRole", "s3:*"], "Resource": "\${aws_s3_bucket.b.arn}/*" }
      ]
    }
  POLICY
}
resource "aws_s3_bucket" "b" {}
`,
  `resource "aws_sqs_queue" "q" {}
resource "aws_sqs_queue_policy" "made" {
  queue_url = aws_sqs_queue.q.id
  policy = jsonencode({
    Version = "2012-10-17" # of the language
    Statement = [
      # Everybody.
      { Effect = "Allow", Principal = { AWS = ["*"] }, Action = "sqs:*", Resource = aws_sqs_queue.q.arn },
      {
        Effect    = "Deny"
        Principal = "*"
        Action    = ["sqs:SendMessage"]
        Resource  = "*"
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      },
    ]
  })
}
resource "aws_iam_role" "r" {
  assume_role_policy = jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "sts:AssumeRole" }] })
}
`,
  `data "aws_iam_policy_document" "d" {
  statement {
    effect    = "Allow"
    actions   = ["kms:*", "*"]
    resources = ["*"]
    principals {
      type        = "*"
      identifiers = ["*"]
    }
    dynamic "condition" {
      for_each = var.conditions
      content {
        test     = condition.value.test
        variable = "aws:SourceIp"
        values   = condition.value.ips
      }
    }
  }
}
resource "aws_kms_key" "k" {
  policy = data.aws_iam_policy_document.d.json
}
`,
].map((text) => ({ path: 'main.tf', text }));

const wholes: readonly (readonly Source[])[] = allRules.flatMap((rule) =>
  [rule.fails, rule.passes].map((example) => Object.entries(exampleFiles(rule, example)).map(([path, text]) => ({ path, text }))),
);
const examples = wholes.flat();

/** One in ten or so is about policies. */
export const seeds: readonly Source[] = [...examples, ...Array.from({ length: Math.ceil(examples.length / 30) }, () => policies).flat()];

/** A text with some to many faults. */
export const mutated = (random: () => number): Source => spoilt(oneOf(seeds, random), random);

const several = wholes.filter((files) => files.length > 1);

/** Files that belong together, each with faults of its own. */
export const mutatedTogether = (random: () => number): readonly Source[] => oneOf(several, random).map((source) => spoilt(source, random));

const oneOf = <T>(list: readonly T[], random: () => number): T => list[Math.floor(random() * list.length)] as T;

function spoilt(source: Source, random: () => number): Source {
  const pick = <T>(list: readonly T[]): T => oneOf(list, random);
  let { text } = source;
  for (let left = 1 + Math.floor(random() * 6); left > 0; left--) {
    const at = Math.floor(random() * (text.length + 1));
    const to = Math.min(text.length, at + Math.floor(random() * 60));
    switch (Math.floor(random() * 7)) {
      case 0:
        text = text.slice(0, at) + text.slice(to);
        break;
      case 1:
        text = text.slice(0, to) + text.slice(at, to) + text.slice(to);
        break;
      case 2:
        text = text.slice(0, at) + pick(pieces) + text.slice(at);
        break;
      case 3:
        text = text.slice(0, at);
        break;
      case 4: {
        const other = pick(seeds.filter(({ path }) => path.split('.').at(-1) === source.path.split('.').at(-1))).text;
        text = text.slice(0, at) + other.slice(Math.floor(random() * other.length));
        break;
      }
      case 5:
        text = text.slice(0, at) + pick(pieces).repeat(1 + Math.floor(random() * 200)) + text.slice(at);
        break;
      default:
        text = text.replaceAll('\n', '\r\n');
    }
  }
  return { path: source.path, text };
}
