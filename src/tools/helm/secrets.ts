import { stringify } from 'yaml';
import { yamlDocument } from '../../base/yaml.ts';

/** Names under which charts take secrets in. */
const secretName = /(?:pass(?:word|wd|phrase)?|secret|token|api_?key|access_?key|private_?key|credentials?|connection_?string|dsn)s?$/i;
const hidden = '<secret>';

/** Values with what looks like a secret by its name left out. */
export function withoutSecrets(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, hide(key, value)]));
}

function hide(key: string, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((one) => hide(key, one));
  if (value !== null && typeof value === 'object') return withoutSecrets(value as Record<string, unknown>);
  return secretName.test(key) && typeof value === 'string' && value !== '' ? hidden : value;
}

/** A manifest with the contents of its Secrets left out; all else is as it was rendered. */
export function manifestWithoutSecrets(manifest: string): string {
  return manifest
    .split(/^(?=---\s*$)/m)
    .map((part) => {
      if (!/^kind:\s*["']?Secret["']?\s*$/m.test(part) && !/kind["']?\s*:\s*["']?(?:Secret|List)\b/.test(part)) return part;
      const comments = part.split('\n').filter((line) => /^(?:---|#)/.test(line));
      const body: unknown = yamlDocument(part.replace(/^---\s*$/m, ''), { logLevel: 'silent' }).toJS();
      return `${[...comments, stringify(maskedBody(body)).trimEnd()].join('\n')}\n`;
    })
    .join('');
}

function maskedBody(body: unknown): unknown {
  if (body === null || typeof body !== 'object') return body;
  const whole = body as Record<string, unknown>;
  if (Array.isArray(whole.items)) return { ...whole, items: whole.items.map(maskedBody) };
  if (whole.kind !== 'Secret') return whole;
  const masked = (part: unknown): unknown => Object.fromEntries(Object.keys((part ?? {}) as object).map((key) => [key, hidden]));
  return {
    ...whole,
    ...(whole.data === undefined ? {} : { data: masked(whole.data) }),
    ...(whole.stringData === undefined ? {} : { stringData: masked(whole.stringData) }),
  };
}
