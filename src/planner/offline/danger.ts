import { plainText } from './fill/fill.ts';
import { isNovel } from './read.ts';
import { type Token, tokenize } from './token.ts';

/** Why a request is not planned at all, and what may be asked for instead; nothing in it is run or proposed. */
export interface Refusal {
  readonly reason: string;
}

interface Rule {
  readonly when: RegExp;
  readonly unless?: RegExp;
  readonly reason: string;
}

const gate =
  '(?:approvals?|confirm(?:ation|ing)?s?|reviews?|reviewing|asking|safety|guard ?rails?|polic(?:y|ies)|permission checks?|the gate|prompts?|checks|protections?)';
const secretThing =
  '(?:secrets?|credentials?|passwords?|passwd|api ?keys?|access ?keys?|secret ?keys?|private ?keys?|ssh ?keys?|tokens?|kube ?config|\\.env\\b|id_rsa|id_ed25519|\\.pem\\b|\\.aws/|\\.ssh/|\\.kube/|\\.netrc|\\.npmrc|terraform\\.tfstate|state files?)';
const outward =
  '(?:https?://|ftp:|webhook|pastebin|gist|e-?mail|slack|discord|telegram|public|internet|external|attacker|my (?:server|machine|bucket|own)|s3://|bucket|pull request|\\bpr\\b|issue|comment|somewhere|outside)';
const destroying =
  '(?:delete|remove|destroy|wipe|nuke|purge|erase|drop|terminate|kill|tear(?:ing)? down|take down|uninstall|get rid of|obliterate|clear out|clean out|empty|blow away|rm|deleting|destroying|terminating|removing|wiping)';

/** On the words of a request with everything quoted taken out. */
const rules: readonly Rule[] = [
  {
    when: new RegExp(
      `\\b(?:disabl\\w*|turn(?:ing)? off|switch(?:ing)? off|bypass\\w*|circumvent\\w*|ignor\\w*|overrid\\w*|skip\\w*|avoid|suppress|remov\\w*|forget|no|without(?: any| a| the)?|get around|work around|get rid of|never)(?: \\w+){0,4}? ${gate}\\b`,
      'i',
    ),
    unless:
      /\b(pull requests?|prs?) (that|waiting|without)|\bwithout (a )?reviews?\b.*\b(list|show|which)|\b(list|show|which|find)\b.*\bwithout\b|\b(iam|network|bucket|attached)[- ]polic|polic(y|ies) \w+ (from|to)|\b(detach|attach|remov|delet|revok|drop|get rid of)\w* (the |iam |this |that |customer |managed |old |unused )*(iam )?polic(y|ies)\b|\b(detach|remove|revoke)\b.*\bpolic(y|ies)\b.*\b(from|role)\b|no (checks|reviews?) (have|has|are|ran)/i,
    reason:
      'it asks to go around the checks and approvals that keep changes safe; those are never skipped by a request. Ask for the change itself, look at the plan, and approve it',
  },
  {
    when: /--?auto-?approve|\bauto[- ]?approv\w*|\b(?:pretend|act as (?:if|though)|assume|imagine|suppose|let's say)\b.{0,24}\b(?:approv|agree|confirm|allow|said (?:yes|ok))\w*|\b--yes\b|\bwithout (?:even )?(?:asking|telling|showing|confirming|prompting|approval|consent)|\bdon'?t (?:ask|prompt|confirm|bother asking)|\bdo not (?:ask|prompt|confirm)|\bno questions asked|\bunattended\b.*\b(apply|destroy|delete)|\b(yolo)\b/i,
    reason: 'it asks to change things without anyone saying yes. Ask for the change itself; the approval comes with the plan',
  },
  {
    when: /\bappl\w*\b.{0,40}\bwithout (?:a |any |first |the )?(?:plan\w*|preview\w*|review\w*|look\w*|check\w*)|\b(?:skip\w*|no need (?:for|to)|don'?t|do not|never|without)(?: the| a| any| even| bother(?:ing)?(?: with)?(?: the)?| running| making)* (?:terraform )?(?:plan(?:ning)?|preview(?:ing)?)\b.{0,60}\bappl|\bappl\w*\b.{0,40}\b(?:straight away|blindly|directly|right away|immediately)\b.{0,20}\bwithout|\bappl\w*\b.{0,60}\b(?:skip\w*|no)(?: the| a)? (?:plan|preview|review)|\b(?:blindly)\b.{0,20}\bappl|\bappl\w*\b.{0,40}\bblindly\b/i,
    reason:
      'it asks to apply without a plan that somebody looked at. Terraform is only ever applied from a saved plan; ask for the plan and apply it from there',
  },
  {
    when: new RegExp(
      `\\b${destroying}\\b(?: \\w+){0,3}? (?:everything|all of it|all (?:the |my |our |of (?:the |my |our )?)?(?:\\w+ ){0,3}(?:resources?|instances?|servers?|machines?|vms?|buckets?|databases?|clusters?|namespaces?|deployments?|releases?|roles?|users?|pods?|infrastructure|data|files|environments?|stacks?|things?|backups?|branches|repos|repositories|objects?|services?|secrets?|volumes?|snapshots?|tables?)\\b(?! (?:with|that have|having|labell?ed|tagged|whose|matching) )|every (?:single )?(?:\\w+ )?(?:resource|instance|server|bucket|database|cluster|namespace|deployment|release|role|user|pod|file|branch|object|thing|backup|service|secret|vm|machine)|the (?:whole|entire|complete) (?:\\w+ ){0,2}(?:account|cluster|infrastructure|environment|stack|repo|repository|bucket|database|workspace|folder|disk|system|namespace|project|state))`,
      'i',
    ),
    unless:
      /\beverything (?:that )?(?:terraform|tofu|tf) (?:has |have )?(?:manag|creat|buil|ma[dk]e|deploy|provision|own)\w*\b[\w ]{0,20}? (?:in|under|at|from) [\w.-]+\/[\w./-]+/i,
    reason: 'it names nothing in particular and would remove everything there is. Name what is to go, one by one, or by a label',
  },
  {
    when: /\b(?:every|all)\b[\w ]{0,30}\b(?:must|should|needs? to|has to|have to|can|gets?) (?:go|be (?:deleted|removed|destroyed|terminated|wiped))\b|\b(?:start|begin) (?:over )?from scratch\b[\w ]*\b(?:prod|production|account|cluster)|(?<![-\w])(wipe|nuke|obliterate|purge)\b(?!-| (?:the |this )?(?:cache|build|(?:helm )?release \S))/i,
    // "nuke local branch tmp-debug" names what is to go.
    unless:
      /\b(?:s3 object|object|file|pod) \S+\.\w+|\b(?:wipe|nuke|obliterate|purge) (?:\w+ ){0,3}(?:branch|tag|stash|pod|deployment|release|workspace|bucket|instance|role|user|namespace) (?:called |named )?["']?(?!prod|live|main\b|master\b)(?=\S*[-_/\d])[\w./-]+/i,
    reason: 'it would remove more than anyone could look at. Name what is to go',
  },
  {
    when: new RegExp(
      `\\b(?:${destroying}|destroy\\w*)\\b(?: \\w+){0,5}? (?:in |on |from |of |the |our )*\\b(?:prod|production|live)\\b(?! ?-\\w)(?=\\s*(?:$|[.,!?;]|environment|stack|infrastructure|infra|account|cluster|database|db|network|vpc|system|and|please|now))`,
      'i',
    ),
    unless: /\b(pod|object|file|branch|key|configmap)\b/i,
    reason: 'it would destroy production. That is not planned from a sentence: name the single thing that is to go, and approve its plan',
  },
  {
    when: new RegExp(
      `\\b(?:send|upload|post|e?mail|exfiltrat\\w*|leak|share|publish|push|copy|forward|paste|transfer|ship|put|attach|dump|export|commit|add|write|expose)\\w*\\b(?:(?!\\bthen\\b).){0,70}?${secretThing}(?:.{0,60}?${outward})`,
      'i',
    ),
    unless: /\b(?:rotat|scan|search|grep|find)\w*\b/i,
    reason: 'it would take secrets out to where others can read them',
  },
  { when: /\b(?:exfiltrat\w*|steal|leak)\b/i, reason: 'it would take data out to where others can read it' },
  {
    when: /(?<![\w/.-])(?:commit|push|add|stage)\b(?![/.-]).{0,30}(?:\.env\b|id_rsa|\.pem\b|credentials(?: file)?\b|private key|kube ?config|secret key|passwords?\b|\.tfstate)/i,
    unless: /\b(?:remove|rotate|stop|gitignore|example|validation|reset|field|form|policy|page|check|feature)\b/i,
    reason: 'it would put secrets into the history of a repository, where they stay',
  },
  {
    when: /\b(?:show|print|display|reveal|read|cat|get|give|tell|dump|decode|decrypt|list|open|what(?:'s| is| are))\b.{0,40}?(?:(?:secret|private|access|api|aws|ssh) ?keys?|kube ?config|passwords?|credentials|\.aws\/|\.ssh\/|id_rsa|id_ed25519|\.netrc|\/etc\/shadow|tokens?)\b/i,
    unless:
      /\b(?:who|iam|identity|caller|rotation|policy|which (?:account|identity)|report|age|expire|design|search|grep|used|hard-?coded|function|docs?|README)\b/i,
    reason: 'it would print a secret. Secrets stay handles here: they are used where they are needed and never shown',
  },
  {
    when: /\bsecrets?\b.{0,40}\b(?:plain ?text|plain|decoded?|clear ?text|decrypted|unmasked|base64|values?|contents?)\b|\b(?:decode|decrypt|unmask|reveal|contents? of)\b.{0,30}\bsecrets?\b/i,
    reason: 'it would print the values of a secret. Its name and keys can be shown, its values not',
  },
  {
    when: /\b(?:turn|switch)(?:ing)? off (?:the )?(?:deletion|termination) protection|\b(?:turn|switch)\w* (?:the |our )?(?:[\w-]+ )?(?:cloud ?trail|guard ?duty|audit ?log\w*|logging|flow logs|backups?|encryption|mfa|versioning|protection) off\b|\b(?:disabl|remov)\w* (?:the )?(?:deletion|termination|branch) protection|\bprevent_destroy\b.{0,30}\b(?:false|off|remove|disable)|\b(?:disabl|stop|turn(?:ing)? off|switch(?:ing)? off|delet|remov)\w* (?:the )?(?:cloud ?trail|guard ?duty|audit ?log\w*|logging|flow logs|backups?|encryption|mfa|versioning)\b/i,
    reason: 'it would switch off what protects against loss, or what would show it. Change that in the code, where it is reviewed',
  },
  {
    when: /\b(?:mak\w*|set|turn|expos\w*|open\w*)\b.{0,40}\b(?:bucket|database|db|s3|cluster|instance|security groups?|firewall|endpoint|ports?)\b.{0,30}\b(?:public\w*|world|everyone|anyone|internet|0\.0\.0\.0\/0|anonymous\w*)/i,
    unless: /\b(?:is|are|check|whether|list|which|not)\b|(?<![-\w])private\b/i,
    reason: 'it would open something to the whole internet',
  },
  {
    when: /\bpush\b.{0,40} \+(?:main|master|production|release|trunk)\b|\bforce[- ]?push\w*\b.{0,40}\b(?:main|master|production|prod|release|trunk)\b|\bpush\b.{0,40}(?:--force(?!-with)|\bforce\b|\bforcefully\b|(?:^| )-f\b).{0,30}\b(?:main|master|production|trunk)\b|\bpush\b.{0,40}\b(?:main|master|production|trunk)\b.{0,40}(?:--force(?!-with)|\bforce\b|\bforcefully\b|(?:^| )-f\b)|\b(?:overwrite|rewrite|rewriting|erase)\b.{0,20}\bhistory\b/i,
    reason: 'it would overwrite the history of a branch that others build on. Revert with a new commit, or push to a branch of your own',
  },
  {
    when: /\b(?:delete|remove|destroy|drop)\w*\b.{0,25}\b(?:(?:remote )?(?:branch )?(?:main|master)(?: branch)?|trunk|(?:release|production|develop) branch)\b(?! ?\.\w|\/|-)(?=\s*(?:$|[.,!?;]|branch|from|on))/i,
    unless: /\b(?:cluster|instance|database|deployment|pod|file|merge|from main)\b/i,
    reason: 'it would delete the branch that everything is built on',
  },
  {
    when: /\b(?:delete|remove|destroy|wipe|corrupt|overwrite|edit|rm)\w*\b.{0,30}\b(?:terraform state|state file|tfstate|state bucket|\.git\b(?!ignore|hub)|git history|kube-system)/i,
    reason: 'it would remove what the rest is managed with; nothing could be taken back after that',
  },
  {
    when: /\brm\s+-\w*r\w*f?|\brm\s+-\w*f\w*r|:\(\)\s*\{|\bmkfs\b|\bdd if=|\bchmod\s+(?:-R\s+)?777|>\s*\/dev\/sd|\bcurl\b.*\|\s*(?:sudo\s+)?(?:ba|z)?sh\b|\bwget\b.*\|\s*(?:ba|z)?sh\b|\bsudo\b|\bgit\s+reset\s+--hard\b|\bgit\s+clean\s+-\w*f/i,
    reason: 'it is a command that destroys files or runs unknown code, and nothing could take it back',
  },
  {
    when: /\b(?:admin(?:istrator)?|full|root|unrestricted|god)(?:[- ]?(?:rights|access|permissions|privileges))\b.{0,40}\b(?:everyone|all users|anyone|every role|public|the internet|\*)|\bgrant\b.{0,20}\b(?:everyone|anyone|all users)\b/i,
    reason: 'it would give everyone rights over everything',
  },
  {
    when: /\b(?:give|grant|let|allow|permit)\w*\b.{0,20}\b(?:everyone|everybody|anyone|anybody|all users|the (?:whole )?(?:world|internet))\b|\ballow\w* (?:all|any|every) (?:\w+ )?(?:traffic|access|connections?|ports?|ips?)\b/i,
    reason: 'it would open something to everybody. Name who is to have access, and to what',
  },
  {
    when: /\b(?:log ?in|sign ?in|act|run|work|do \w+) as (?:root|(?:an? )?admin\w*|superuser)\b|\bbecome (?:root|admin\w*)\b|\b(?:admin\w*|root) (?:credentials|password|keys?|account) for\b/i,
    reason: 'it asks for more rights than the task has been given; a profile with the rights needed is chosen by a person',
  },
  {
    when: /\bignor\w* (?:the |all |any )?(?:warnings?|errors?|findings|risks?)\b.{0,40}\b(?:apply|deploy|merge|push|delete|destroy|continue)|\b(?:say |answer )?yes to (?:all|everything)\b/i,
    reason: 'it asks to go on whatever is found. Look at what is found, and approve the plan',
  },
  {
    when: /\bformat\w* (?:the |my |this |a )?(?:disks?|drives?|volumes?|partitions?)\b|\boverwrit\w* (?:the )?(?:main|master|trunk|production|prod)\b|\b(?:run|execute|install)\w*\b.{0,30}\bfrom the (?:internet|web)\b/i,
    reason: 'it would destroy or run what nobody looked at, and nothing could take it back',
  },
  { when: /\b(?:drop|truncate)\s+(?:the\s+)?(?:database|table|schema)s?\b/i, reason: 'it would delete data for good, with nothing to bring it back' },
  {
    when: /\b(?:cover|hide|erase|remove|delete|clean|tamper)\w*\b.{0,20}\b(?:tracks?|traces?|audit|evidence|the journal|cloudtrail)\b/i,
    reason: 'it would hide what was done',
  },
  {
    when: /\bmin(?:e|ing|er)\b.{0,20}\b(?:bitcoin|monero|crypto\w*|coins?)\b|\b(?:ransomware|malware|keylogger|backdoor|reverse shell|ddos|botnet)\b/i,
    reason: 'it would misuse machines that are not there for that',
  },
];

/** What a command does, when it is handed over as a value: a command in quotes is still a command. */
const commandRules: readonly Rule[] = [
  ...rules.filter((r) => /rm\\s|drop\|truncate/.test(r.when.source)),
  {
    when: /(?:^|\s)(?:rm|shred|mkfs\S*|dd|fdisk|wipefs|userdel|halt|poweroff|shutdown|reboot|init|killall|pkill)(?:\s|$)/,
    reason: 'it is a command that destroys or stops things, and nothing could take it back',
  },
  {
    when: /\b(?:terraform|tofu)\s+(?:apply|destroy)\b|\bkubectl\s+(?:delete|apply|drain|scale)\b|\bhelm\s+(?:uninstall|install|upgrade|rollback)\b|\baws\s+\S+\s+(?:delete|terminate|put|create|remove|modify|rm|rb)\b|\baws\s+s3\s+(?:rm|rb)\b|\bgit\s+push\b.*(?:--force|-f\b)/,
    reason: 'it would go around the tool that previews and checks this. Ask for the change itself',
  },
  { when: /[|;&<>`]|\$\(|\$\{/, reason: 'it needs a shell (pipes, redirection, several commands), and commands run without one. Ask for them one by one' },
  { when: /(?:\.env\b|id_rsa|\.aws\/|\.ssh\/|\/etc\/shadow|\.kube\/config|\.netrc)/, reason: 'it would print a secret' },
];

/** Whether a request as a whole is refused; what is quoted does not count. */
export function refusalOf(request: string, tokens: readonly Token[] = tokenize(request)): Refusal | undefined {
  const text = ` ${plainText(tokens, request).replaceAll('’', "'")} `;
  const rule = rules.find((r) => r.when.test(text) && r.unless?.test(text) !== true);
  return rule === undefined ? undefined : { reason: `Refused: ${rule.reason}.` };
}

/** Whether a command that a step would run is refused. */
export function commandRefusal(argv: readonly string[]): Refusal | undefined {
  const text = argv.join(' ');
  const rule = commandRules.find((r) => r.when.test(text));
  return rule === undefined ? undefined : { reason: `Refused: ${JSON.stringify(text)}: ${rule.reason}.` };
}

/** Names that a request gives to nothing: for messages. */
export const novelIn = (tokens: readonly Token[]): readonly string[] => tokens.filter(isNovel).map((t) => t.text);
