import { z } from 'zod';
import { readingTool } from '../aws-tool.ts';
import { bucket, key, place, versionId } from '../fields.ts';
import { isAbsent } from '../session/explain.ts';
import { addressOf, theObject } from './object.ts';
import { sizeOf } from './size.ts';

export const showObject = readingTool({
  name: 'aws.s3.showObject',
  summary: 'Show one S3 object without fetching it: size, type, encryption, version, storage class, metadata, tags.',
  input: z.strictObject({ bucket, key, versionId, ...place }),
  output: z.object({
    bucket: z.string(),
    key: z.string(),
    bytes: z.int(),
    modifiedAt: z.string(),
    etag: z.string(),
    type: z.string().optional(),
    storageClass: z.string(),
    encryption: z.string(),
    kmsKey: z.string().optional(),
    versionId: z.string().optional(),
    /** `Cache-Control`, `Content-Encoding` and others, as they are sent to who reads it. */
    headers: z.record(z.string(), z.string()),
    metadata: z.record(z.string(), z.string()),
    tags: z.record(z.string(), z.string()).optional().describe('Absent where the credentials may not read them.'),
  }),
  commands: ['aws s3api head-object --bucket={bucket} --key={key}', 'aws s3api get-object-tagging --bucket={bucket} --key={key}'],
  onlyWith: ['object', 'metadata', 's3', 'header', 'etag', 'storage', 'tag', 'size', 'big', 'large', 'type', 'encrypted'],
  says: [
    'show the object img/logo.png in bucket media-example',
    'metadata of s3://data-example/report.csv',
    'how big is s3://backup-example/db.dump',
    'which content type has s3://web-example/index.html',
    'is s3://data-example/keys.json encrypted',
    'tags of the object a.txt in bucket notes-example',
    'in which storage class is s3://archive-example/2024.zip',
    'etag of s3://web-example/app.js',
    'details of s3://media-example/clip.mp4',
    'head-object for config.json in bucket settings-example',
    'how big is s3://acme-logs/2024/app.log.gz',
    'What storage class does reports/q1.pdf in billing-exports have?',
    'metadata of index.html in bucket web',
    'The transfer to the customer broke off twice at the same place, so I want to know how large exports/full.tar really is in the bucket customer-handover.',
    'aws s3api head-object --bucket fleet-maps --key tiles/12/a.png',
    'Is invoices/8841.pdf in orders-archive encrypted, and with which key?',
    'tags on object raw/2025-01-03.parquet, s3 bucket ingest-raw',
    'Somebody claims the price file was changed after the deadline, can you tell me when the object prices/final.csv in tender-docs was last modified, without downloading it?',
    'when was config/prod.json in checkout-config last changed (s3)',
    'head s3://jobs-artifacts/build-1932.zip',
    'Requesting object details: key contracts/2023/acme.docx, bucket legal-hold-docs, account 171788990011.',
    "I need to see whether version u7Yt6Re5Wq of keys/public.pem in the S3 bucket trust-store was encrypted and how, just the object's details and not the content.",
    'info about s3 object media/intro.mp4 (bucket mobile-builds), profile mobile',
    'is old/2019.tar already in glacier? bucket is cold-archive',
    'Can you check size and type of photos/cat.jpg in the photo-dropbox bucket, region eu-west-3?',
    'describe the object terraform.tfstate in acme-tfstate with profile infra',
    'could you look up the etag of firmware/v2.8.img in kiosk-firmware',
    'An object in the bucket nightly-runs seems to be truncated, I want to see its size.',
  ],
  examples: [{ title: 'Look at one object', input: { bucket: 'shop-assets', key: 'robots.txt' } }],
  guessMs: 1_000,

  async read({ bucket: Bucket, key: Key, versionId: version }, aws) {
    const { headers, bytes, modifiedAt, etag, versionId: kept } = await theObject(Bucket, Key, aws, version);
    const s3 = await aws.service('s3');
    const tagging = await aws.ask(
      's3:GetObjectTagging',
      s3.getObjectTagging({ Bucket, Key, ...(version === undefined ? {} : { VersionId: version }) }),
      (error) => (isAbsent(error) || isDenied(error) ? 'none' : undefined),
    );
    const { ContentType: type, StorageClass = 'STANDARD', ServerSideEncryption = 'none', SSEKMSKeyId: kmsKey, Metadata = {}, Tagging: _, ...sent } = headers;
    const output = {
      bucket: Bucket,
      key: Key,
      bytes,
      modifiedAt,
      etag,
      ...(type === undefined ? {} : { type }),
      storageClass: StorageClass,
      encryption: ServerSideEncryption,
      ...(kmsKey === undefined ? {} : { kmsKey }),
      ...(kept === undefined ? {} : { versionId: kept }),
      headers: Object.fromEntries(Object.entries(sent).flatMap(([name, value]) => (value === undefined ? [] : [[headerOf(name), value]]))),
      metadata: Metadata,
      ...(tagging === 'none' ? {} : { tags: Object.fromEntries((tagging.TagSet ?? []).map((tag) => [tag.Key ?? '', tag.Value ?? ''])) }),
    };
    const words = [
      sizeOf(bytes),
      type ?? 'no media type',
      StorageClass,
      ServerSideEncryption === 'none' ? 'not encrypted' : `encrypted (${ServerSideEncryption})`,
    ];
    return { output, summary: `${addressOf(Bucket, Key)}: ${words.join(', ')}.` };
  },
});

const isDenied = (error: unknown): boolean => error instanceof Error && /^AccessDenied/.test(error.name);
const headerOf = (name: string): string => (name === 'WebsiteRedirectLocation' ? 'Redirect' : name.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '-'));
