/** Amounts as Kubernetes writes them. Source: kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity. */
const units: Readonly<Record<string, number>> = {
  ...{ n: 1e-9, u: 1e-6, m: 1e-3, '': 1, k: 1e3, M: 1e6, G: 1e9, T: 1e12, P: 1e15, E: 1e18 },
  ...{ Ki: 2 ** 10, Mi: 2 ** 20, Gi: 2 ** 30, Ti: 2 ** 40, Pi: 2 ** 50, Ei: 2 ** 60 },
};

/** `250m` is 0.25, `1Ki` 1024, `1e3` 1000; NaN for what is no quantity. */
export function quantityIn(text: string): number {
  const [, number = '', unit = '', exponent] = /^([+-]?(?:\d+\.?\d*|\.\d+))(?:([numkMGTPE]|[KMGTPE]i)|[eE]([+-]?\d+))?$/.exec(text) ?? [];
  if (number === '') return Number.NaN;
  return exponent === undefined ? Number(number) * (units[unit] ?? Number.NaN) : Number(`${number}e${exponent}`);
}

/** Thousandths of a core, as the cluster's own tools write them. */
export const coresText = (millicores: number): string => `${millicores}m`;

const steps = ['Ki', 'Mi', 'Gi', 'Ti'] as const;

/** `812Ki`, `64Mi`, `1.5Gi`. */
export function bytesText(bytes: number): string {
  const unit = steps.findLast((step) => bytes >= (units[step] ?? 1)) ?? 'Ki';
  const amount = bytes / (units[unit] ?? 1);
  return `${amount >= 10 || unit === 'Ki' ? Math.round(amount) : Number(amount.toFixed(1))}${unit}`;
}
