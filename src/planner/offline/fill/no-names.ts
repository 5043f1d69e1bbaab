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
