import { aws } from './aws.ts';
import { azurerm } from './azurerm.ts';
import { google } from './google.ts';
import type { Holdings, Kind } from './holdings.ts';
import { others } from './others.ts';

/** Every resource type that holds something. */
export const holdings: Holdings = new Map([...aws, ...google, ...azurerm, ...others]);

/** `undefined`: nothing that counts as data, or a type {@link isFamiliar} knows nothing of. */
export const whatItHolds = (type: string): Kind | undefined => holdings.get(type);

/** Providers whose types the tables were made from, by what their types start with: a type that is in no table holds nothing. */
const familiar: ReadonlySet<string> = new Set([
  ...['aws', 'google', 'azurerm', 'azuread', 'kubernetes'],
  ...['random', 'null', 'local', 'tls', 'time', 'archive', 'external', 'http', 'cloudinit', 'dns', 'template', 'terraform'],
]);

/** Types that make whatever they are told to. */
const anything: ReadonlySet<string> = new Set(['aws_cloudcontrolapi_resource', 'kubernetes_manifest']);

/** Whether it is known what the type holds, be it nothing. */
export function isFamiliar(type: string): boolean {
  if (holdings.has(type)) return true;
  return !anything.has(type) && familiar.has(type.slice(0, Math.max(0, type.indexOf('_'))));
}

/** What is lost with it, where that is more than data: goes on after its address. */
export const says: Readonly<Record<Kind, string>> = {
  database: '',
  table: '',
  bucket: 'holds objects',
  'file system': 'holds files',
  volume: '',
  backup: 'is a copy kept for recovery',
  queue: 'holds messages',
  stream: 'holds records',
  key: 'is a key: what it encrypted or signed needs it',
  secret: 'holds secrets',
  log: 'holds logs',
  registry: 'holds images, packages or sources',
  directory: 'holds accounts of people',
  zone: 'holds names that others resolve',
  workspace: 'holds what people made in it',
  cluster: 'holds all that runs in it',
  container: 'holds whatever was made in it',
};
