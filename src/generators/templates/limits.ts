/** Bytes of one template. */
export const templateBytesMax = 64 * 1024;
/** Bytes one template may fill in to. */
export const outputBytesMax = 1024 * 1024;
/** Parts of a template that may be worked through, each turn of a loop again. */
export const stepsMax = 200_000;
/** Blocks and partials inside each other. */
export const depthMax = 64;
/** Templates of one person's own for one generator. */
export const templatesMax = 200;

/** What is never read through a template, whatever holds it. */
export const forbiddenNames: ReadonlySet<string> = new Set([
  '__proto__',
  'constructor',
  'prototype',
  '__defineGetter__',
  '__defineSetter__',
  '__lookupGetter__',
  '__lookupSetter__',
]);
