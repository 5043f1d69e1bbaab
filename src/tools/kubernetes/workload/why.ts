import type { KubeObject } from '../client/object.ts';

export interface Condition {
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
  readonly message?: string;
}

interface ContainerStatus {
  readonly name: string;
  readonly ready?: boolean;
  readonly restartCount?: number;
  readonly state?: {
    readonly waiting?: { readonly reason?: string; readonly message?: string };
    readonly terminated?: { readonly reason?: string; readonly exitCode?: number; readonly message?: string };
    readonly running?: { readonly startedAt?: string };
  };
  readonly lastState?: { readonly terminated?: { readonly reason?: string; readonly exitCode?: number } };
}

export interface Pod extends KubeObject {
  readonly spec?: {
    readonly nodeName?: string;
    readonly containers?: readonly {
      readonly name: string;
      readonly image?: string;
      readonly ports?: readonly { readonly containerPort: number; readonly name?: string }[];
    }[];
    readonly initContainers?: readonly { readonly name: string }[];
  };
  readonly status?: {
    readonly phase?: string;
    readonly reason?: string;
    readonly message?: string;
    readonly conditions?: readonly Condition[];
    readonly containerStatuses?: readonly ContainerStatus[];
    readonly initContainerStatuses?: readonly ContainerStatus[];
  };
}

export interface KubeEvent extends KubeObject {
  readonly type?: string;
  readonly reason?: string;
  readonly message?: string;
  readonly count?: number;
  readonly lastTimestamp?: string | null;
  readonly eventTime?: string | null;
  readonly involvedObject?: { readonly kind?: string; readonly name?: string; readonly uid?: string };
}

export const isReady = (pod: Pod): boolean => pod.status?.conditions?.some((c) => c.type === 'Ready' && c.status === 'True') ?? false;

const said: Readonly<Record<string, string>> = {
  ImagePullBackOff: 'its image can’t be pulled',
  ErrImagePull: 'its image can’t be pulled',
  InvalidImageName: 'the name of its image is not valid',
  CrashLoopBackOff: 'it crashes again and again',
  CreateContainerConfigError: 'its configuration is incomplete',
  CreateContainerError: 'its container can’t be made',
  RunContainerError: 'its container can’t be started',
};

/** What keeps a pod from being ready, one sentence each; none: nothing is known, or it is ready. */
export function whyPodWaits(pod: Pod): readonly string[] {
  if (isReady(pod)) return [];
  const { name } = pod.metadata;
  const { status } = pod;
  const unscheduled = status?.conditions?.find((c) => c.type === 'PodScheduled' && c.status === 'False');
  if (unscheduled !== undefined) return [`pod ${name} finds no node: ${unscheduled.message ?? unscheduled.reason ?? ''}`];
  if (status?.phase === 'Failed') return [`pod ${name} has failed: ${status.message ?? status.reason ?? 'its containers ended'}`];
  const reasons: string[] = [];
  for (const { name: container, state, lastState, restartCount = 0, ready } of [
    ...(status?.initContainerStatuses ?? []),
    ...(status?.containerStatuses ?? []),
  ]) {
    const { waiting, terminated } = state ?? {};
    const last = lastState?.terminated;
    const died = last === undefined ? '' : ` (it last ended with ${last.reason === 'OOMKilled' ? 'too little memory' : `exit code ${last.exitCode}`})`;
    if (waiting?.reason !== undefined && waiting.reason !== 'ContainerCreating' && waiting.reason !== 'PodInitializing') {
      const message = waiting.message === undefined || waiting.reason === 'CrashLoopBackOff' ? '' : `: ${waiting.message}`;
      reasons.push(`pod ${name}, container ${container}: ${said[waiting.reason] ?? waiting.reason}${message}${died}`);
    } else if (terminated !== undefined && terminated.exitCode !== 0) {
      reasons.push(
        `pod ${name}, container ${container}: ${terminated.reason === 'OOMKilled' ? 'it had too little memory' : `it ended with exit code ${terminated.exitCode}`}`,
      );
    } else if (state?.running !== undefined && ready === false) {
      reasons.push(
        `pod ${name}, container ${container}: it runs and does not say it is ready${restartCount > 0 ? `, after ${restartCount} restarts` : ''}${died}`,
      );
    }
  }
  return reasons;
}

/** The same thing about many pods is said once. */
export function summedUp(reasons: readonly string[]): readonly string[] {
  const groups = Map.groupBy(reasons, (reason) => reason.replace(/pod [^ ,]+/, 'pod'));
  return [...groups.values()].map((alike) => (alike.length === 1 ? (alike[0] ?? '') : `${alike[0]} (and ${alike.length - 1} more like it)`));
}

/** What the warnings say that are about making pods: a quota, a missing account, a refused volume. */
export function whyNotMade(events: readonly KubeEvent[], owners: ReadonlySet<string>): readonly string[] {
  const failed = events.filter(
    (e) =>
      e.type === 'Warning' &&
      owners.has(e.involvedObject?.uid ?? '') &&
      /^Failed(Create|Mount|AttachVolume)|^FailedBinding|^ProvisioningFailed/.test(e.reason ?? ''),
  );
  const newest = failed.toSorted((a, b) => time(b) - time(a)).slice(0, 1);
  return newest.map((e) => {
    const message = (e.message ?? '').replace(/^Error creating: /, '');
    return /exceeded quota/.test(message) ? `the namespace’s quota is used up: ${message}` : `pods can’t be made: ${message}`;
  });
}

export const time = (event: KubeEvent): number => Date.parse(event.lastTimestamp ?? event.eventTime ?? event.metadata.creationTimestamp ?? '') || 0;
