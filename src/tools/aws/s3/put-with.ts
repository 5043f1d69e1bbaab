import { z } from 'zod';
import { text } from '../fields.ts';
import type { Session } from '../session.ts';
import type { Headers, ObjectNow } from './object.ts';
import { tagsOf } from './object.ts';

const headerText = z
  .string()
  .max(500)
  .regex(/^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/, 'one line of plain characters');
const mediaType = z
  .string()
  .max(200)
  .regex(/^[\w.+-]+\/[\w.+-]+(?:; ?[\w-]+=[\w.+-]+)*$/, 'a media type such as text/html; charset=utf-8');
/** Sent as the end of a header's name. */
const metadataName = z.string().regex(/^[A-Za-z0-9][\w.-]{0,100}$/, 'letters, digits, - and _');

/** Source: docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html, object-tagging.html. */
const metadataBytesMax = 2_048;
const tagsMax = 10;

/** What an object can be put with, as inputs of a tool. */
export const putWith = {
  contentType: mediaType.optional().describe('Media type, as browsers are told it: text/html; default: by the ending of the file.'),
  cacheControl: headerText.optional().describe('How long it may be kept in caches: max-age=3600.'),
  contentEncoding: headerText.optional().describe('How its content is packed: gzip.'),
  contentDisposition: headerText.optional().describe('Whether browsers show or save it: attachment; filename="report.csv".'),
  metadata: z
    .record(metadataName, z.union([headerText, z.number(), z.boolean()]))
    .refine(
      (all) => Object.entries(all).reduce((n, [name, value]) => n + name.length + String(value).length, 0) <= metadataBytesMax,
      `at most ${metadataBytesMax} bytes`,
    )
    .optional()
    .describe('Metadata of your own, by name: x-amz-meta-NAME.'),
  tags: z
    .record(text(128).min(1), z.union([text(256), z.number(), z.boolean()]))
    .refine((all) => Object.keys(all).length <= tagsMax, `at most ${tagsMax} tags`)
    .optional()
    .describe('Tags of the object, by name.'),
  storageClass: z
    .enum(['STANDARD', 'STANDARD_IA', 'ONEZONE_IA', 'INTELLIGENT_TIERING', 'GLACIER_IR', 'GLACIER', 'DEEP_ARCHIVE'])
    .optional()
    .describe('Storage class; default: STANDARD.'),
  encryption: z.enum(['AES256', 'aws:kms', 'aws:kms:dsse']).optional().describe('Encryption at rest; default: the one of the bucket.'),
  kmsKey: z
    .string()
    .max(2_048)
    .regex(/^[A-Za-z0-9][\w:/-]*$/, 'the id, ARN or alias of a key')
    .optional()
    .describe('Key of KMS it is encrypted with: its id, its ARN or alias/NAME.'),
};

export type PutWith = { readonly [name in keyof typeof putWith]?: z.output<(typeof putWith)[name]> };

/** What was asked for, as S3 names it; nothing else is in it. */
export function headersAsked(asked: PutWith): Headers {
  const encryption = asked.encryption ?? (asked.kmsKey === undefined ? undefined : 'aws:kms');
  return {
    ...(asked.contentType === undefined ? {} : { ContentType: asked.contentType }),
    ...(asked.cacheControl === undefined ? {} : { CacheControl: asked.cacheControl }),
    ...(asked.contentEncoding === undefined ? {} : { ContentEncoding: asked.contentEncoding }),
    ...(asked.contentDisposition === undefined ? {} : { ContentDisposition: asked.contentDisposition }),
    ...(asked.storageClass === undefined ? {} : { StorageClass: asked.storageClass }),
    ...(encryption === undefined ? {} : { ServerSideEncryption: encryption }),
    ...(asked.kmsKey === undefined ? {} : { SSEKMSKeyId: asked.kmsKey }),
    // S3 makes these names lower-case.
    ...(asked.metadata === undefined
      ? {}
      : { Metadata: Object.fromEntries(Object.entries(inWords(asked.metadata)).map(([name, value]) => [name.toLowerCase(), value])) }),
    ...(asked.tags === undefined ? {} : { Tagging: new URLSearchParams(inWords(asked.tags)).toString() }),
  };
}

const inWords = (values: Readonly<Record<string, string | number | boolean>>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));

/** What of it the object does not have, in words: `its tags`. */
export async function missingOf(asked: Headers, bucket: string, now: ObjectNow, aws: Session): Promise<readonly string[]> {
  const { headers } = now;
  const { Metadata, Tagging, StorageClass, SSEKMSKeyId, ...plain } = asked;
  const others = Object.entries(plain).filter(([name, value]) => headers[name as keyof typeof plain] !== value);
  return [
    ...others.map(([name]) => `its ${words[name] ?? name}`),
    ...(StorageClass === undefined || StorageClass === (headers.StorageClass ?? 'STANDARD') ? [] : ['its storage class']),
    ...(SSEKMSKeyId === undefined || isKey(SSEKMSKeyId, headers.SSEKMSKeyId) ? [] : ['its key']),
    ...(Metadata === undefined || isSame(Metadata, headers.Metadata ?? {}) ? [] : ['its metadata']),
    ...(Tagging === undefined || isSame(Object.fromEntries(new URLSearchParams(Tagging)), await tagsOf(bucket, now.key, aws)) ? [] : ['its tags']),
  ];
}

const words: Readonly<Record<string, string>> = {
  ContentType: 'media type',
  CacheControl: 'cache control',
  ContentEncoding: 'content encoding',
  ContentDisposition: 'content disposition',
  ServerSideEncryption: 'encryption',
};

/** An object tells its key by ARN; which key an alias leads to is not told. */
const isKey = (asked: string, has: string | undefined): boolean =>
  has !== undefined && (has === asked || has.endsWith(`:key/${asked}`) || asked.includes('alias/'));

export const isSame = (a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>): boolean =>
  Object.keys(a).length === Object.keys(b).length && Object.entries(a).every(([name, value]) => b[name] === value);

/** What to know before something is put so. */
export const warningsOf = ({ storageClass }: PutWith): readonly string[] =>
  storageClass === 'GLACIER' || storageClass === 'DEEP_ARCHIVE' ? [`In ${storageClass} it can’t be read until it is restored, which takes hours`] : [];
