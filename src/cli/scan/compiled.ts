import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { getHeapCodeStatistics } from 'node:v8';
import { Script } from 'node:vm';
import { noWork, type Work } from './compilers.ts';

/** A CommonJS file of ours, ready to be used. */
export interface Loaded<T> {
  readonly exports: T;
  /** Keeps what has been compiled by now for the next time, when it is worth it. To be called when all is said; `work`: what was done. */
  keep(work: Work): void;
}

/** What is kept begins with these: what they are, how much had been compiled, and by how much work of each kind. */
const head = { bytes: 20, magic: 0x4e_53_43_32 } as const;
/** Less than this more is not worth writing all of it again. */
const worthIt = 48 * 1024;
const keptDays = 30;

/**
 * Loads a file with all that was compiled of it before, functions first called late in a run included: Node's own cache holds
 * what was compiled when a file was loaded, which of a scan is little. `content` names what is in the file, and with V8's
 * version, and its flags, decides whether what is kept still is what the file says. Several processes and versions may share
 * `folder`: files are put in their place whole. Where anything goes wrong, nothing is lost but time.
 */
export function loadCompiled<T>(file: string, content: string, folder: string, require: (name: string) => unknown, compiledBytes = bytesOfCode): Loaded<T> {
  const place = join(folder, `scan-${content}-${process.versions.v8}-${process.arch}.bin`);
  const kept = readKept(place);
  const script = new Script(`(function(exports,require,module,__filename,__dirname){${readFileSync(file, 'latin1')}\n})`, {
    filename: file,
    ...(kept ? { cachedData: kept.data } : {}),
  });
  const known = kept && script.cachedDataRejected === false ? kept : undefined;
  const module = { exports: {} };
  script.runInThisContext()(module.exports, require, module, file, dirname(file));
  return {
    exports: module.exports as T,
    keep(work) {
      // To ask how much is compiled takes a while: where no more was done than before, it is known.
      if (known && kinds.every((kind) => work[kind] <= known.work[kind])) return;
      const compiled = compiledBytes();
      if (compiled - (known?.compiled ?? 0) <= worthIt) return;
      const most = noWork();
      for (const kind of kinds) most[kind] = Math.max(work[kind], known?.work[kind] ?? 0);
      write(place, script.createCachedData(), compiled, most);
    },
  };
}

const kinds = ['terraform', 'yaml', 'docker'] as const;

const bytesOfCode = (): number => getHeapCodeStatistics().bytecode_and_metadata_size;

/** V8 believes what it is given, so it is kept twice: what is damaged is no longer like the other. */
function readKept(place: string): { readonly data: Buffer; readonly compiled: number; readonly work: Work } | undefined {
  let all: Buffer;
  try {
    all = readFileSync(place);
  } catch {
    return undefined;
  }
  if (all.length <= head.bytes || all.readUInt32LE(0) !== head.magic) return undefined;
  const middle = head.bytes + (all.length - head.bytes) / 2;
  const data = all.subarray(head.bytes, middle);
  if (!data.equals(all.subarray(middle))) return undefined;
  const [compiled, terraform, yaml, docker] = [all.readUInt32LE(4), all.readUInt32LE(8), all.readUInt32LE(12), all.readUInt32LE(16)];
  return { data, compiled, work: { terraform, yaml, docker } };
}

function write(place: string, data: Buffer, compiled: number, { terraform, yaml, docker }: Work): void {
  const beside = `${place}.${process.pid}`;
  const start = Buffer.alloc(head.bytes);
  for (const [at, value] of [head.magic, compiled, terraform, yaml, docker].entries()) start.writeUInt32LE(Math.min(value, 0xff_ff_ff_ff), at * 4);
  try {
    mkdirSync(dirname(place), { recursive: true, mode: 0o700 });
    writeFileSync(beside, Buffer.concat([start, data, data]), { mode: 0o600 });
    renameSync(beside, place);
    removeOld(dirname(place));
  } catch {
    remove(beside);
  }
}

function remove(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // Where nothing can be written there is nothing to remove.
  }
}

/** Those of versions nobody runs any more. */
function removeOld(folder: string): void {
  const oldest = Date.now() - keptDays * 24 * 60 * 60 * 1000;
  for (const name of readdirSync(folder)) {
    if (name.startsWith('scan-') && statSync(join(folder, name)).mtimeMs < oldest) rmSync(join(folder, name), { force: true });
  }
}
