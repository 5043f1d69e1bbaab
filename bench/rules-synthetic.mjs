/** Terraform of one's own making: `resources` resources, ten a file, ten files a folder; every fourth one is as it should be. */
export function synthetic(resources) {
  const sources = [];
  for (let at = 0; at < resources; at += 10) {
    const folder = Math.floor(at / 100);
    const blocks = [];
    for (let n = at; n < Math.min(resources, at + 10); n++) blocks.push(kinds[n % kinds.length](n, n % 4 === 0));
    sources.push({ path: `stack${folder}/part${at / 10}.tf`, text: `${blocks.join('\n')}\n` });
  }
  return sources;
}

const kinds = [
  (n, good) =>
    `resource "aws_s3_bucket" "b${n}" {\n  bucket = "example-${n}"\n\n  tags = {\n    Name = "bucket ${n}"\n  }\n}\n${good ? `\nresource "aws_s3_bucket_versioning" "b${n}" {\n  bucket = aws_s3_bucket.b${n}.id\n\n  versioning_configuration {\n    status = "Enabled"\n  }\n}\n` : ''}`,
  (n, good) =>
    `resource "aws_db_instance" "d${n}" {\n  identifier        = "db-${n}"\n  engine            = "postgres"\n  instance_class    = "db.t4g.medium"\n  allocated_storage = 20\n  storage_encrypted = ${good}\n}\n`,
  (n, good) =>
    `resource "aws_security_group" "s${n}" {\n  name        = "group-${n}"\n  description = "Group ${n}"\n\n  ingress {\n    description = "HTTPS"\n    from_port   = 443\n    to_port     = 443\n    protocol    = "tcp"\n    cidr_blocks = ["${good ? '10.0.0.0/8' : '0.0.0.0/0'}"]\n  }\n}\n`,
  (n, good) =>
    `resource "aws_instance" "i${n}" {\n  ami           = "ami-12345678"\n  instance_type = "m7g.large"\n  monitoring    = ${good}\n\n  root_block_device {\n    encrypted   = ${good}\n    volume_type = "gp3"\n  }\n}\n`,
  (n, good) =>
    `resource "aws_iam_policy" "p${n}" {\n  name = "policy-${n}"\n  policy = jsonencode({\n    Version = "2012-10-17"\n    Statement = [{\n      Effect   = "Allow"\n      Action   = ${good ? '["s3:GetObject"]' : '"*"'}\n      Resource = "*"\n    }]\n  })\n}\n`,
];
