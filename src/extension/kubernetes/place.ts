/** An object in a cluster, as the tools' inputs name it. */
export interface Place {
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
  readonly context?: string;
}

/** `shop (context kind-dev)`, as every plan and question names where it acts. */
export const placeOf = (namespace: string | undefined, context: string | undefined): string =>
  `${namespace ?? 'the namespace of the context'}${context === undefined ? '' : ` (context ${context})`}`;
