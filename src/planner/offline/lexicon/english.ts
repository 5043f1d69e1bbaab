/**
 * English words that lie within a letter or two of one of ours ("collect" and "correct", "logo" and "logs"): never taken for a
 * misspelling of it. They can still be names.
 */
export const notMisspelt: ReadonlySet<string> = new Set(
  `aborted aborting agents attacker attacks badges blog bounds bounty braces bracket brackets brands bullet bundled bundling cached caching casing
  chained chaining channel channels chat chunks client clients coloring commas compact companies computing concepts conform constant constants contact
  context contexts core counters couple crashes creator cyclic deflate delays design detection device disclose discord dots edition editions editor emit
  emits emitted emitting exploit export exporting exports fees filter filters flow flows font forfeit fork gratis heading hook hooks hosted image impact
  incoming inline insert invoice iterate lack laptop layer layers lazily loader locator logger logo lookup loop loops mapped mapping marketing markup
  mask mime mock mode models modes modular mount nest nested nesting null outage packet parse parsed parser parsers parses parsing partner partners peer
  persist phased phases phone photo phrase picture pipe piped pipes piping pooling ported powered prepend prepended processes promote pure quote quoted
  quotes rate readme rebasing records reporting reserved resize resort routed schemes scoped scripting sends series severity skip slash slashes sliced
  snippet socket span sparse spawned spawning stalls starring stars strings styling subset suites supplier tape themes tick timing tracing trailing
  twitch vars args params specs creds envs prereqs unsigned upper validity variety vendor videos visual waiters width`.split(/\s+/),
);

/** The same, of words that nobody gives a thing for a name. */
export const notNames: readonly string[] =
  `accessed accessing acts adapt aims alleging among amongst appear appears arise assert bear beyond bold bound caused causing chance chances chosen
  clearly coding collect collected complied complies comply composed connected connecting contacting convert converts correctly dealing decided declare
  declared declares declaring dedicated deemed deeply define defines defining derived desired divided ease easier ended ending entire exceed exceeds
  exit exiting exits expected expire explore express extended extending extends forced forcing furthermore hanging hints hitting improving indeed
  inserted inserting instead involved involving larger lately leading leads leaking least likewise limited limiting linked listening loaded loading
  looking matched matches meaning mistake mistakes mixed mixing mocked mocking moment moreover nor notice older otherwise overriding paying photo
  precision preserved preserving prevent prevented prevents purpose purposes reached refers reflect regarded regarding related relies rely relying
  remaining repeat repeated require required requires requiring resize respect retain retained retried retries retrying reused rundown seen serving
  shaking shorter skipped skips slower smart solves speaking splitting spread startup stated static stories strict taken though thought thus tool
  tooling tools toward treated treating tries trying typed typing unlike unstable unused various verb walking ways whenever whereas wherever whilst whom`.split(
    /\s+/,
  );
