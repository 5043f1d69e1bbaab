/** An object in a cluster, as the tools' inputs name it. */
export interface Place {
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
  readonly context?: string;
}
