/** Set by the build. */
declare const NIMBUS_VERSION: string | undefined;

/** Nimbus's own, as in package.json. */
export const version: string = typeof NIMBUS_VERSION === 'string' ? NIMBUS_VERSION : 'development';
