/** How a command inside a container ended. */
export type StreamEnd = { readonly ok: true; readonly code: number } | { readonly ok: false; readonly why: string };

/** From the last word of the stream, on its channel 3; without it the connection broke. */
export function endIn(text: string): StreamEnd {
  let status: { status?: string; message?: string; details?: { causes?: readonly { reason?: string; message?: string }[] } };
  try {
    status = JSON.parse(text);
  } catch {
    return { ok: false, why: text.trim() || 'it broke off before the command had ended' };
  }
  if (status.status === 'Success') return { ok: true, code: 0 };
  const exit = status.details?.causes?.find((cause) => cause.reason === 'ExitCode')?.message;
  return exit === undefined ? { ok: false, why: status.message ?? 'it gives no reason' } : { ok: true, code: Number(exit) };
}
