import { isKnown } from '../lexicon/words.ts';
import { isNovel } from '../read.ts';
import type { Token } from '../token.ts';

/** Stand between a word for a thing and its name. */
export const determiners = new Set(
  'sidecar stuck hanging hung failing crashing crashed versioned encrypted handmade the a an my our your this that these those new existing current local old latest all its their it them both just only previous ec2 s3 iam eks rds aws kubernetes k8s helm git terraform github single about around down up exactly whole customer'.split(
    ' ',
  ),
);

/** What is asked about a thing, never its name. */
export const generic = new Set(
  'access fewer more less least most little longer else bit version versions context parallelism depth name names status region endpoint size type details severity yaml json csv violations everything nothing project codebase repo repository workspace tree structure layout hierarchy moment mistakes errors problems findings contents usages usage references reference occurrences mentions uses calls callers organised organized structured arranged laid lines line outcome result results output vs versus progress whatever ns namespace namespaces copies replicas entries warnings logs original revision revisions rev versioning encryption assume assumes trust trusts know knows serve serves set'.split(
    ' ',
  ),
);

/** Names of toolsets and services. */
export const toolsets = new Set('terraform tf kubernetes k8s kubectl helm git github aws amazon ec2 s3 iam eks rds sts'.split(' '));

/** What many things do: "which pods eat the most", "how much do the nodes take". */
export const stative = /^(eat|take|consume|need|exist|hang|sit|live|burn|hog|cost|keep|belong|carry|hold|crash|die|fail)$/;

/** How a thing is, in words nobody gives it for a name. */
export const states = /^(left|ready|particular|matching|give|cpu|crashlooping|crashloop|crashloopbackoff|notready|unhealthy|evicted|oomkilled)$/;

/** English that nobody gives a thing for a name, unless it is said to be one: "kill that bucket together with its contents". */
export const everyday: ReadonlySet<string> = new Set(
  `allow allows older start attached assume tell instead wait bit force continue everyone save twice best broken both previous could
  different bring ask pass change follow crashed finished valid again say whether manage under until leave crashing minutes past mistakes uncommitted
  away take times tall great whole far moment because look locally try fine below since even better mind trouble latest lovely know wonder happen love
  thank lately around printing assumed enough regular remind mean failing think reach remember waiting paying correct bad wide though able whom
  existing quick nobody anybody plain ago rather typed wrong weird happened complete ended begin angry started together fresh looking missing obsolete
  passing often stuck kick reachable sure properly someone believe always came got throw tear ignored told made longer else rid went newest managing
  differences agreed worse containing earlier worked aside grateful said bigger available itself died noon weekend tracked reported outdated took
  midnight mentions unfinished behaving accidentally realise hesitate dying held usually particular postpone faster anymore newer delivers anyway hmm
  someone somebody anyone kept attempt froze slipped sometimes arriving owned tearing excluding trusting lying ignoring temporarily evolve incl leaving behaviour carrying
  naming closely recursively automatically equal complaining coming fell directly odd overnight haunted seeing strange helped myself promised tonight
  wakes unused idea history reset keep keeps half brings contains reverse hooks counter undoes reason ignore`.split(/\s+/),
);

export const isEnglish = (token: Token): boolean => token.kind === 'word' && /^[A-Za-z]+$/.test(token.text) && (isKnown(token.word) || !isNovel(token));

/** `queue-viewer-b`, `rds_2`: written as nobody writes a word. */
export const isOnlyName = (token: Token): boolean => token.kind === 'word' && isNovel(token) && /^[a-z][a-z\d]*[-_][\w-]*$/i.test(token.text);
