import { z } from 'zod';
import { sha256 } from '../base/hash.ts';
import { decodeUtf8 } from '../base/utf8.ts';
import type { PreviewNote, RecordedEvent } from '../domain/event.ts';
import type { Workplace } from '../domain/workplace.ts';
import type { Redactor } from '../safety/redact.ts';
import { undosOf } from './rollback.ts';

/** A file that a run wrote, changed or removed in its folder, as its journal tells. */
export interface NotedFile {
  /** Relative to the run's folder. */
  readonly path: string;
  /** The steps that touched it, in order: the last one left it as the run did. */
  readonly steps: readonly string[];
  readonly action: 'created' | 'changed' | 'removed';
  /** SHA-256 of what was there before the run; null: nothing. Absent: a program did it, Git for one, and nobody noted what was there. */
  readonly before?: string | null;
  /** The same of what the run left. */
  readonly after?: string | null;
}

/** Against the disk: as the run left it, another content, no file any more, or nobody can tell. */
export type OnDisk = 'as-left' | 'changed' | 'gone' | 'unknown';

/** A content by its SHA-256, with its size where it can still be had. */
export interface Content {
  readonly sha256: string;
  readonly bytes?: number;
}

export interface RunFile extends Omit<NotedFile, 'before' | 'after'> {
  readonly before?: Content | null;
  readonly after?: Content | null;
  readonly disk: OnDisk;
  /** What the run left can still be shown and exported. */
  readonly kept: boolean;
}

/** Files that a run touched, in the order of its steps; one that is as it was before the run is none of them. */
export function notedFiles(events: readonly RecordedEvent[]): readonly NotedFile[] {
  const files = new Map<string, NotedFile>();
  const note = (step: string, path: string, was: { before?: string | null; after?: string | null }, action: NotedFile['action']) => {
    const known = files.get(path);
    const before = known === undefined ? was.before : known.before;
    files.set(path, {
      path,
      steps: [...(known?.steps ?? []), step],
      action: before === undefined ? action : before === null ? 'created' : was.after === null ? 'removed' : 'changed',
      ...(before === undefined ? {} : { before }),
      ...(was.after === undefined ? {} : { after: was.after }),
    });
  };
  const steps = stepsOf(events);
  for (const [id, undo] of undosOf(events)) {
    const { tool, input, preview, succeeded } = steps.get(id) ?? {};
    // Taking back is done by what it is given; how to take that back is nobody's matter.
    if (tool === restoring) {
      for (const { path, to, expect } of filesIn(input)) note(id, path, { before: expect, after: to }, 'changed');
      continue;
    }
    const back = undo !== 'nothing-changed' && 'steps' in undo ? undo.steps.flatMap((step) => (step.tool === restoring ? filesIn(step.input) : [])) : [];
    for (const { path, to, expect } of back) note(id, path, { before: to, after: expect }, 'changed');
    const noted = new Set(back.map(({ path }) => path));
    if (!succeeded || undo === 'nothing-changed' || preview === undefined || !isOfFolder(preview)) continue;
    for (const { path, action } of preview.files) if (action !== 'unchanged' && !noted.has(path)) note(id, path, {}, did[action]);
  }
  return [...files.values()].filter(({ before, after }) => before === undefined || before !== after);
}

const restoring = 'files.restore';
const did = { create: 'created', update: 'changed', delete: 'removed' } as const;

/** Elsewhere a preview lists objects of a cluster, or what lies in a bucket. */
const isOfFolder = ({ target }: PreviewNote): boolean => target === undefined || target.system === 'files' || target.system === 'git';

/** As far as it is read here; the tool checks all of it. */
const restoreInput = z.object({ files: z.array(z.object({ path: z.string(), to: z.string().nullable(), expect: z.string().nullable() })) });
const filesIn = (input: unknown) => restoreInput.safeParse(input).data?.files ?? [];

interface StepNote {
  readonly tool?: string;
  readonly input?: unknown;
  readonly preview?: PreviewNote;
  readonly succeeded?: boolean;
}

function stepsOf(events: readonly RecordedEvent[]): ReadonlyMap<string, StepNote> {
  const steps = new Map<string, StepNote>();
  const more = (id: string, found: StepNote) => steps.set(id, { ...steps.get(id), ...found });
  for (const { event } of events) {
    if (event.type === 'plan-ready') for (const { id, tool, input } of event.plan.steps) more(id, { tool, input });
    if (event.type === 'step-previewed') more(event.id, { preview: event.preview });
    if (event.type === 'step-ended') more(event.id, { succeeded: event.status === 'succeeded' });
  }
  return steps;
}

/** The file on disk now beside what the run left. */
export async function lookAtFile({ before, after, ...noted }: NotedFile, at: Workplace): Promise<RunFile> {
  const now = await at.files.read(noted.path);
  const there = now.ok ? now.value : undefined;
  const hash = there === undefined ? null : sha256(there);
  const content = (sha: string | null | undefined): Content | null | undefined => {
    if (typeof sha !== 'string') return sha;
    const bytes = (hash === sha ? there : at.blobs.get(sha))?.byteLength;
    return { sha256: sha, ...(bytes === undefined ? {} : { bytes }) };
  };
  const [was, left] = [content(before), content(after)];
  return {
    ...noted,
    ...(was === undefined ? {} : { before: was }),
    ...(left === undefined ? {} : { after: left }),
    disk: !now.ok || after === undefined ? 'unknown' : hash === after ? 'as-left' : hash === null ? 'gone' : 'changed',
    kept: left?.bytes !== undefined,
  };
}

/** How a file is now beside what the run left: "changed since". */
export function nowWords({ disk, after, kept }: RunFile): string {
  const lost = after === null || kept ? '' : '; what the run left is no longer kept';
  switch (disk) {
    case 'as-left':
      return after === null ? 'still gone' : 'as the run left it';
    case 'changed':
      return after === null ? 'there again' : `changed since${lost}`;
    case 'gone':
      return `gone since${lost}`;
    case 'unknown':
      return 'how the run left it was not noted';
  }
}

/** What the run left at a path, or what was there before it: from the store, or from the disk where it is that still. `undefined`: neither has it. */
export async function contentOf({ path }: Pick<NotedFile, 'path'>, sha: string, at: Workplace): Promise<Uint8Array | undefined> {
  const kept = at.blobs.get(sha);
  if (kept !== undefined) return kept;
  const now = await at.files.read(path);
  return now.ok && now.value !== undefined && sha256(now.value) === sha ? now.value : undefined;
}

/** Larger files are not kept only to be shown again. */
const keptBytesMax = 2 * 1024 * 1024;

/**
 * The same place, where what a step writes is kept in the store before it is written: so that it can be compared and exported
 * when somebody has changed it since. A text with a secret in it is not.
 */
export function keepingWhatIsWritten(place: Workplace, redactor: Pick<Redactor, 'text'>): Workplace {
  const isSecret = (content: Uint8Array): boolean => {
    const text = decodeUtf8(content, { keepMark: true });
    return text !== undefined && redactor.text(text) !== text;
  };
  return {
    ...place,
    files: {
      ...place.files,
      write(path, content) {
        if (content.byteLength <= keptBytesMax && place.blobs.get(sha256(content)) === undefined && !isSecret(content)) place.blobs.keep(content);
        return place.files.write(path, content);
      },
    },
  };
}
