/** A template, precompiled by the build: hand it to `Handlebars.template`. */
declare module '*.hbs' {
  const spec: TemplateSpecification;
  export default spec;
}
