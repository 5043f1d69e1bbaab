import type { Failure, Problem } from '../../../domain/failure/failure.ts';
import {
  apiFailed,
  changedInCluster,
  clusterUnreachable,
  fieldConflicts,
  forbidden,
  listExpired,
  notSignedIn,
  objectInvalid,
  objectUnknown,
  serverCertificateExpired,
  serverNotTrusted,
} from '../../../domain/failure/kubernetes.ts';
import { budgetHolds } from '../../../domain/failure/kubernetes-node.ts';
import type { KubeContext } from './kubeconfig.ts';

/** An API server's `Status`, as far as it is read. */
export interface Status {
  readonly kind: 'Status';
  readonly code: number;
  readonly reason?: string;
  readonly message?: string;
  readonly metadata?: { readonly continue?: string };
  readonly details?: {
    readonly causes?: readonly { readonly reason?: string; readonly message?: string; readonly field?: string }[];
    readonly retryAfterSeconds?: number;
  };
}

/** A list that was too slow: where the cluster offers to go on with it, for what comes after. */
export interface Expired extends Failure {
  readonly goesOnAt?: string;
}

export function failureOfStatus(status: Status, context: KubeContext, about = 'it'): Failure {
  const { code, reason, message = '', details } = status;
  const causes = details?.causes ?? [];
  switch (code) {
    case 401:
      return notSignedIn(context.name, message === 'Unauthorized' ? '' : message);
    case 403:
      return forbidden(message);
    case 404:
      return objectUnknown(about, `context ${context.name}`);
    case 409: {
      const conflicts = causes.filter((cause) => cause.reason === 'FieldManagerConflict');
      if (conflicts.length > 0) return fieldConflicts(about, conflicts.map(conflictOf));
      return reason === 'AlreadyExists' ? apiFailed(code, message) : changedInCluster(about);
    }
    case 410: {
      const expired: Expired = { ...listExpired(about), ...(status.metadata?.continue ? { goesOnAt: status.metadata.continue } : {}) };
      return expired;
    }
    case 422:
      return objectInvalid(
        about,
        message,
        causes.map((cause) => ({ path: cause.field ?? about, message: cause.message ?? cause.reason ?? '' })),
      );
    case 429:
      return budgetHolds(budgetOf(status) ?? message);
    case 500:
      // What is no field of the kind, or of the wrong type, comes as the server's own trouble.
      if (/typed patch object|not declared in schema|cannot unmarshal/.test(message)) return objectInvalid(about, message, []);
      return apiFailed(code, message);
    default:
      return apiFailed(code, message || reason || 'no reason given');
  }
}

/** What a disruption budget says against an eviction; `undefined`: the cluster is too busy, which is told by the same code. */
export const budgetOf = ({ details }: Status): string | undefined => {
  const cause = details?.causes?.find(({ reason }) => reason === 'DisruptionBudget');
  return cause === undefined ? undefined : (cause.message ?? '');
};

/** `conflict with "kubectl-client-side-apply" using apps/v1` → who, to a person. */
function conflictOf(cause: { readonly message?: string; readonly field?: string }): Problem {
  const [, owner, how] = /^conflict with "([^"]*)"(.*)$/s.exec(cause.message ?? '') ?? [];
  return {
    path: cause.field ?? '',
    message:
      owner === undefined ? (cause.message ?? '') : `${owner} owns it${how?.includes('with subresource') ? how.slice(how.indexOf(' with subresource')) : ''}`,
  };
}

const untrusted = new Set([
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'CERT_SIGNATURE_FAILURE',
  'CERT_UNTRUSTED',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

const said: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'its name is not known (DNS)',
  EAI_AGAIN: 'no name server answers (DNS)',
  EHOSTUNREACH: 'there is no way to that address',
  ENETUNREACH: 'there is no network',
  ECONNRESET: 'the connection was cut',
  ETIMEDOUT: 'the connection took too long',
};

/** What a failed connection means, by Node's error codes. */
export function failureOfError(error: unknown, context: KubeContext): Failure {
  const { code = '', message } = error as NodeJS.ErrnoException;
  if (untrusted.has(code)) return serverNotTrusted(context.name, context.server, message);
  if (code === 'CERT_HAS_EXPIRED') return serverCertificateExpired(context.name, context.server);
  return clusterUnreachable(context.name, context.server, said[code] ?? message);
}
