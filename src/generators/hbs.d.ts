/** A built-in template, precompiled by the build: fills it with a view. A name the view lacks is an error, never a hole. */
declare module '*.hbs' {
  const fill: (view: object) => string;
  // biome-ignore lint/style/noDefaultExport: how Vite and esbuild hand over a loaded file
  export default fill;
}
