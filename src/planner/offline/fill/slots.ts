import type { TokenKind } from '../token.ts';

/** How people say the value of an input; by the input's name, whatever the tool. */
export interface Slot {
  /** Forms a value may have, and how well each fits. */
  readonly kinds: Readonly<Partial<Record<TokenKind, number>>>;
  /** Words beside which it stands: "namespace shop", "the shop namespace". */
  readonly nouns: string;
  /** Words in front of it, with how much they say. */
  readonly preps: Readonly<Record<string, number>>;
  /** Said once, it holds for the other steps of the toolset as well. */
  readonly scope?: boolean;
  /** "called X" is this. */
  readonly naming?: boolean;
  /** A text: a quote, or the words behind one of {@link opens} up to the end. */
  readonly free?: string;
  /** What in the context it is when it is not said. */
  readonly around?: 'gitBranch' | 'openFile';
}

const name: Slot['kinds'] = { word: 1, path: 0.2, version: 0.2 };
const folder: Slot['kinds'] = { path: 2, word: 0.6 };
const ref: Slot['kinds'] = { word: 1, path: 1.6, version: 1, region: 0.2, sha: 2 };

const all = (words: string, weight: number): Slot['preps'] => Object.fromEntries(words.split(' ').map((word) => [word, weight]));

/** Later entries hold for what earlier ones do not name; the first that matches `toolset.verb#field` or `#field` wins. */
const table: readonly (readonly [RegExp, Slot])[] = [
  [
    /#(namespace)$/,
    {
      kinds: name,
      nouns: 'namespace ns',
      preps: { in: 2.2, from: 1.2, within: 2, inside: 2, into: 1.6, to: 1.1, for: 0.6, '-n': 4, across: 0.5, on: 0.4 },
      scope: true,
    },
  ],
  [/^(kubernetes|helm)\..*#context$/, { kinds: { ...name, arn: 2 }, nouns: 'cluster context', preps: { on: 1, context: 3 }, scope: true }],
  [/#region$/, { kinds: { region: 4 }, nouns: 'region', preps: { in: 1 }, scope: true }],
  [/#profile$/, { kinds: name, nouns: 'profile account credentials', preps: { profile: 3 }, scope: true }],
  [/#workspace$/, { kinds: name, nouns: 'workspace ws', preps: { workspace: 3 }, scope: true }],
  [/^helm\..*#repository$/, { kinds: { url: 2 }, nouns: 'repo repository', preps: { from: 1, repo: 2 } }],
  [/#repository$/, { kinds: { path: 1.5, url: 2 }, nouns: 'repo repository', preps: { in: 1.5, of: 1, on: 0.8, for: 1, from: 0.8 }, scope: true }],
  [/^helm\..*#release$/, { kinds: name, nouns: 'release', preps: { of: 1.5, as: 3, for: 1.2, release: 3, is: 0.5, from: 0.3 }, naming: true }],
  [
    /#chart$/,
    { kinds: { path: 3, url: 3, word: 0.4 }, nouns: 'chart', preps: { from: 1.6, in: 1, against: 1, with: 0.6, using: 1, to: 0.4, chart: 2, at: 1 } },
  ],
  [/#(version)$/, { kinds: { version: 3, number: 0.3 }, nouns: 'version', preps: { version: 3, to: 1, at: 1 } }],
  [/#revision$/, { kinds: { number: 1.2 }, nouns: 'revision rev version', preps: { revision: 3, to: 1.5, release: -1 } }],
  [/#valuesFiles$/, { kinds: { path: 1 }, nouns: 'values', preps: { with: 2, using: 2, '-f': 4, values: 3, from: 1, and: 0.3 } }],
  [/#varFiles$/, { kinds: { path: 0.5 }, nouns: 'variables vars', preps: { with: 1.6, using: 1.6, from: 0.6, and: 0.2, 'var-file': 3 } }],
  [
    /^kubernetes\..*#name$/,
    {
      kinds: { ...name, path: 0 },
      nouns: '<kind> workload',
      preps: { of: 1.6, for: 1.2, from: 1, in: -0.2, into: 1, inside: 1, on: 0.6, by: 0.5, to: 0.3, is: 0.5, did: 0.4, does: 0.4 },
      naming: true,
    },
  ],
  [/#container$/, { kinds: name, nouns: 'container', preps: { container: 3 } }],
  [/#replicas$/, { kinds: { number: 2, word: 0 }, nouns: 'replica replicas copies copy instances pods times', preps: { to: 2, at: 0.5, with: 0.5 } }],
  [/#tail$/, { kinds: { number: 1 }, nouns: 'lines line rows entries', preps: { last: 2, tail: 1, latest: 1 } }],
  [
    /#limit$|#max$|#depth$/,
    {
      kinds: { number: 0.6 },
      nouns: 'commits commit levels level entries results revisions issues pullrequest pull_requests pull_request prs pr objects files deep',
      preps: { last: 1.5, first: 1.5, top: 1.5, latest: 1.5, recent: 1, depth: 3, most: 1 },
    },
  ],
  [/#since$/, { kinds: { span: 2, quote: -1 }, nouns: '', preps: { since: 2, last: 2, past: 2, within: 1 } }],
  [/#gracePeriodSeconds$/, { kinds: { number: 0, span: 0.5 }, nouns: 'seconds grace', preps: { grace: 2, period: 2, of: 0.4 } }],
  [/#timeout(Minutes|Seconds)?$/, { kinds: { number: -0.5, span: 0.5 }, nouns: 'timeout minutes', preps: { timeout: 3, after: 0.5 } }],
  [/#localPort$/, { kinds: { number: 1 }, nouns: '', preps: { localhost: 3, local: 3, locally: 2, forward: 1, on: 1, port: 0.6 } }],
  [/#remotePort$/, { kinds: { number: 1.1 }, nouns: '', preps: { port: 0.8, to: 0.8, its: 1, on: 0.2 } }],
  [
    /#selector$/,
    { kinds: { pair: 2 }, nouns: 'label labels selector', preps: { label: 2, labels: 2, '-l': 4, selector: 3, with: 0.5, labelled: 2, labeled: 2 } },
  ],
  [/#vpcId$|#groupIds$|#instanceIds?$/, { kinds: { id: 3 }, nouns: '', preps: {} }],
  [/#(sourceBucket)$/, { kinds: { word: 1, path: 0.2 }, nouns: 'bucket', preps: { from: 2.5, to: -3, into: -3, onto: -3, over: -1 } }],
  [/copyObject#bucket$/, { kinds: { word: 1, path: 0.2 }, nouns: 'bucket', preps: { from: -3, in: 0.6, to: 2, into: 2, with: 0.3 } }],
  [/#(bucket)$/, { kinds: { word: 1, path: 0.2 }, nouns: 'bucket', preps: { in: 1, from: 1.2, to: 1.2, of: 1, into: 1.2, on: 0.3, with: 0.8 }, naming: true }],
  [/#sourceKey$/, { kinds: { path: 2, word: 0.3 }, nouns: 'object key file', preps: { as: -2, to: -2, into: -2, under: -1, key: 3 } }],
  [/#key$/, { kinds: { path: 2, word: 0.3 }, nouns: 'object key file', preps: { as: 2.2, under: 0.5, key: 3 } }],
  [/#prefix$/, { kinds: { path: 1.2, word: 0 }, nouns: 'prefix folder directory', preps: { under: 2.5, prefix: 3, below: 2.5, in: 0.3, with: 0.3 } }],
  [/s3\.getObject#path$/, { kinds: { path: 1.2 }, nouns: '', preps: { to: 2.2, as: 2.5, into: 2.2, at: 2.2, under: 2 } }],
  [/s3\.putObject#path$/, { kinds: { path: 2.2, word: 0.2 }, nouns: 'file', preps: {} }],
  [/#(source)$/, { kinds: { path: 2, s3: 2, word: 0.6 }, nouns: 'folder directory', preps: { from: 2, to: -3, into: -3, onto: -3 } }],
  [/#(destination)$/, { kinds: { path: 1.5, s3: 2, word: 0.3 }, nouns: 'bucket folder directory', preps: { to: 2.5, into: 2.5, with: 2, from: -3 } }],
  [
    /#exclude$/,
    {
      kinds: { path: -1, word: -0.5, quote: 0 },
      nouns: '',
      preps: { exclude: 3.5, excluding: 3.5, except: 3.5, without: 2.5, skip: 3, skipping: 3, ignoring: 3 },
    },
  ],
  [/#(policy)$/, { kinds: { arn: 4, word: 1, path: 0.3 }, nouns: 'policy permission permissions', preps: { policy: 2 } }],
  [/(at|de)tachPolicy#role$/, { kinds: { word: 1, arn: 0 }, nouns: 'role', preps: { to: 1.3, from: 1.3, off: 1.3, of: 1.3, role: 2 }, naming: true }],
  [/createUser#groups$/, { kinds: { word: 0.2 }, nouns: 'group groups', preps: {} }],
  [/#(role)$/, { kinds: { word: 1, arn: 0 }, nouns: 'role', preps: { to: 0.8, from: 0.8, role: 2, of: 0.4 }, naming: true }],
  [/#principal$/, { kinds: { arn: 3, word: 1 }, nouns: 'role user', preps: { for: 0.8, as: 0.5, can: 0.5, may: 0.5, is: 0.5 } }],
  [/#actions$/, { kinds: { action: 4 }, nouns: '', preps: {} }],
  [/#resources$/, { kinds: { arn: 0.5, address: 3 }, nouns: '', preps: { on: 3, resource: 2 } }],
  [/#trusts$/, { kinds: { word: 0 }, nouns: 'service account', preps: { for: 1.5, by: 2, account: 2 } }],
  [/eks\..*#cluster$/, { kinds: name, nouns: 'cluster', preps: { of: 1, on: 0.8, for: 1.2 }, naming: true }],
  [/rds\..*#instance$/, { kinds: name, nouns: 'instance database db rds_instance database_instance rds', preps: { of: 1, for: 1 }, naming: true }],
  [/#owner$|#type$/, { kinds: { word: -0.5, path: 0.6 }, nouns: 'type', preps: { type: 2, owner: 2 } }],
  [/listImages#name$/, { kinds: { quote: 1, word: 0, path: 0 }, nouns: '', preps: { named: 2, called: 2 } }],
  [/#number$/, { kinds: { issue: 4, number: 1.5 }, nouns: 'pr pull_request issue ticket bug mr merge_request checks', preps: { on: 0.5, of: 0.5 } }],
  [
    /createPullRequest#base$/,
    { kinds: ref, nouns: 'branch base', preps: { against: 3, into: 3, onto: 3, to: 1.8, base: 3, towards: 2, for: 0.2, with: -0.5 } },
  ],
  [/createPullRequest#head$/, { kinds: ref, nouns: 'branch', preps: { from: 3, for: 1, of: 1, head: 3 }, around: 'gitBranch' }],
  [/#base$/, { kinds: ref, nouns: 'branch', preps: { against: 3, into: 3, base: 3, targeting: 3, to: 1 } }],
  [/(listChecks|rerunChecks|showJobLog)#ref$/, { kinds: ref, nouns: 'branch tag', preps: { of: 1.5, on: 1.5, for: 1.5 } }],
  [/git\.log#author$/, { kinds: { user: 2.5, word: 0.4 }, nouns: '', preps: { by: 3, author: 3, of: 2.2, from: 1 } }],
  [/#(author)$/, { kinds: { user: 2.5, word: 0 }, nouns: '', preps: { by: 3, from: 1.8, author: 3, of: 1.7 } }],
  [/#(assignee|assignees)$/, { kinds: { user: 2, word: 0 }, nouns: 'assignee assignees', preps: { to: 2.1, assigned: 2.5, assign: 2, assignee: 3 } }],
  [
    /requestReview#reviewers$/,
    { kinds: { user: 2, word: 0.6 }, nouns: 'reviewer reviewers', preps: { reviewer: 3, reviewers: 3, ask: 2, from: 2, by: 2, of: -2 } },
  ],
  [/#reviewers$/, { kinds: { user: 2, word: -0.5 }, nouns: 'reviewer reviewers', preps: { reviewer: 3, reviewers: 3, ask: 2, from: 0.5 } }],
  [/#(addLabels|removeLabels)$/, { kinds: { word: -0.2, quote: 0.5 }, nouns: 'label labels', preps: { label: 3.5, labels: 3.5, with: 2, as: 1.5 } }],
  [/#(assign|unassign)$/, { kinds: { user: 2.5, word: 0.2 }, nouns: '', preps: { to: 2.5, from: 2, assign: 2, unassign: 3 } }],
  [/#replace$/, { kinds: { address: 3 }, nouns: '', preps: { replace: 3, replacing: 3, recreate: 2 } }],
  [
    /#labels?$/,
    {
      kinds: { word: -0.5, quote: 0 },
      nouns: 'label labels labelled labeled',
      preps: { label: 3.5, labels: 3.5, labelled: 3.5, labeled: 3.5, tagged: 3, marked: 2 },
    },
  ],
  [
    /#(title)$/,
    {
      kinds: { quote: 2 },
      nouns: 'title',
      preps: { titled: 3, called: 2.5, named: 2.5, title: 3, saying: 0.5, about: 1, for: 0.5 },
      free: 'titled called named title about',
    },
  ],
  [
    /#description$/,
    {
      kinds: { quote: 1.5 },
      nouns: 'description text note',
      preps: { description: 3, described: 3, describing: 3, saying: 3, as: 1, says: 3 },
      free: 'description described describing saying',
    },
  ],
  [
    /#(body|comment)$/,
    {
      kinds: { quote: 1.5 },
      nouns: 'body comment description text note remark',
      preps: { saying: 3, says: 3, say: 3, body: 3, description: 3, that: 1, comment: 2.5, text: 2, with: 0.5, mentioning: 2, described: 2 },
      free: 'saying says say body description that comment mentioning',
    },
  ],
  [
    /git\.tag#message$/,
    {
      kinds: { quote: 2.5 },
      nouns: 'message',
      preps: { message: 3, saying: 3, with: 1, '-m': 4, msg: 3, ':': 1 },
      free: 'message saying msg',
    },
  ],
  [
    /git\.(commit|stash|merge)#message$/,
    {
      kinds: { quote: 2.5 },
      nouns: 'message',
      preps: { message: 3, saying: 3, as: 2, name: 2, with: 1, '-m': 4, called: 2, named: 1.5, msg: 3, ':': 1 },
      free: 'message saying msg as called',
    },
  ],
  [
    /git\.log#message$/,
    {
      kinds: { quote: 1, word: -0.3 },
      nouns: 'message',
      preps: {
        ...all('mention mentions mentioning mentioned reference references referencing contain contains containing matching', 2.4),
        ...all('about concerning saying says say', 2.4),
        including: 2,
        message: 2,
        with: 0.5,
      },
    },
  ],
  [/#message$/, { kinds: { quote: 2 }, nouns: 'message', preps: { message: 3, saying: 3 }, free: 'message saying' }],
  [
    /stopForward#id$/,
    { kinds: { word: 1, path: 0.2 }, nouns: 'forward forwarding tunnel port-forward portforward forwards', preps: { with: 0.5 }, naming: true },
  ],
  [/#url$/, { kinds: { url: 4 }, nouns: '', preps: {} }],
  [
    /git\.clone#(directory|into|folder|path)$|#into$/,
    { kinds: { path: 2, word: 0.5 }, nouns: 'folder directory', preps: { into: 3, to: 2.5, in: 2, as: 2.5 } },
  ],
  [/git\.merge#(from|branch|ref)$/, { kinds: ref, nouns: 'branch tag commit', preps: { from: 1.5, in: 1, of: 0.5, branch: 2 }, naming: true }],
  [
    /git\.status#directory$/,
    {
      kinds: { path: 0.5, word: -0.4 },
      nouns: 'repository repo folder directory',
      preps: { in: 2.2, inside: 2.2, of: 1.6, for: 1.6, under: 2, at: 1 },
      scope: true,
    },
  ],
  [/git\..*#directory$/, { kinds: { path: -0.5, word: -1 }, nouns: 'repository repo', preps: { in: 2.2, inside: 2.2, repository: 2 }, scope: true }],
  [/git\..*#remote$/, { kinds: { word: -0.5 }, nouns: 'remote', preps: { remote: 2, to: 0.3, from: 0.3 } }],
  [
    /#commits$/,
    {
      kinds: { sha: 3, word: 0.4, version: 0.4, path: -0.6 },
      nouns: 'commit commits',
      preps: { of: 1, by: 0.5, onto: -3, to: -3, on: -3, from: -3, in: -2, with: -1 },
    },
  ],
  [/git\.show#commit$/, { kinds: ref, nouns: 'commit tag', preps: { at: 3, of: 1, in: 1, from: 1.5, with: 0.6 } }],
  [/git\.blame#line$/, { kinds: { number: 1 }, nouns: 'line', preps: { line: 3, lines: 3 } }],
  [/git\.push#tag$/, { kinds: { version: 2, word: 0.6 }, nouns: 'tag', preps: { tag: 3 } }],
  [/createRelease#target$/, { kinds: ref, nouns: 'branch commit', preps: { from: 2, at: 2, on: 1.5, of: 1, tag: -3, release: -3, called: -2 } }],
  [/github\.\w*Release#tag$/, { kinds: { version: 3, word: 0.4 }, nouns: 'release tag', preps: { tag: 3, of: 0.5, for: 1 }, naming: true }],
  [/git\.log#(from)$/, { kinds: ref, nouns: 'branch', preps: { from: 3, of: 1, on: 1.15, in: 1.15, to: 1.15, onto: 1.15, into: 1.15, for: 1, branch: 2 } }],
  [
    /git\..*#(from|start|startPoint|at|base)$/,
    { kinds: ref, nouns: 'branch', preps: { from: 3, off: 3, of: 1, based: 2, on: 0.8, between: 3, since: 2.5, against: 2, with: 1 } },
  ],
  [/git\.diff#to$/, { kinds: ref, nouns: '', preps: { to: 2.5, and: 2.5, with: 1.5 } }],
  [/git\.log#(notIn)$/, { kinds: ref, nouns: '', preps: { but: 1, in: -0.6, since: 2.4, after: 2, tag: 2.4, release: 2 } }],
  [/git\.push#to$/, { kinds: { word: -0.6, path: 1 }, nouns: '', preps: { to: 1.6, as: 3, name: 3, into: 2, onto: 2, called: 3 } }],
  [/git\..*#(newName|to|renameTo)$/, { kinds: ref, nouns: '', preps: { to: 3, into: 2 } }],
  [
    /git\.(push|pull|clone)#(branch|ref|refspec)$/,
    { kinds: ref, nouns: 'branch', preps: { branch: 2, on: 0.4, to: 0.5, from: 1.2, origin: 1.5, upstream: 1.5, in: -2, inside: -2 }, naming: true },
  ],
  [
    /git\.\w+#(branch|name|ref|target|revision|rev)$/,
    { kinds: ref, nouns: 'branch tag commit', preps: { to: 1.2, branch: 2, into: -0.5, from: 0.2, out: 1, as: 2, onto: 2 }, naming: true },
  ],
  [/#paths$/, { kinds: { path: 2, word: -0.5 }, nouns: 'file files folder', preps: { in: 1.8, of: 1, to: 0.3, for: 1, changed: 0.5 } }],
  [
    /#(query|text|search|phrase)$/,
    {
      kinds: { quote: 4, command: 4, address: 1.5, word: 0.6, cidr: 2, action: 2, arn: 2, id: 2, pair: 1, path: -1.4 },
      nouns: 'variable variables constant function method class symbol identifier string text word phrase term setting key name env',
      preps: {
        for: 2.5,
        containing: 2.5,
        mention: 2,
        mentioning: 2,
        of: 1,
        string: 3,
        text: 2,
        word: 3,
        contain: 2.5,
        contains: 2.5,
        with: 0.6,
        uses: 2,
        use: 2,
        using: 1,
      },
    },
  ],
  [
    /#(content|contents)$/,
    {
      kinds: { quote: 4 },
      nouns: 'content text',
      preps: { content: 3, with: 2, containing: 3, saying: 3, text: 2 },
      free: 'content containing saying text line',
    },
  ],
  [/#(glob|pattern|include|match|files)$/, { kinds: { path: -3, quote: 0.5 }, nouns: '', preps: {} }],
  [/files\.diff#(from|left|a|before|path|first|old)$/, { kinds: { path: 3 }, nouns: 'file', preps: { between: 1, from: 1, compare: 1 } }],
  [
    /files\.diff#(to|right|b|after|against|with|other|second|new)$/,
    { kinds: { path: 2.5 }, nouns: 'file', preps: { and: 1, with: 1.5, to: 1.5, against: 1.5 } },
  ],
  [/files\.diff#text$/, { kinds: { quote: 2 }, nouns: 'text', preps: {} }],
  [/files\.write#path$/, { kinds: { path: 3, word: 0.2 }, nouns: 'file', preps: { to: 2, in: 2, into: 2, as: 2.5, called: 2, named: 2 } }],
  [
    /^(rules|files)\.(scan|fix|list|tree|search)#path$/,
    {
      kinds: { path: 3, word: 0.7 },
      nouns: 'folder directory module dir',
      preps: { in: 2.2, of: 1.6, under: 2.2, below: 2.2, beneath: 2.2, inside: 2.2, on: 1.4, over: 1.6, for: 0.3, from: 1.5, at: 1.2, within: 2 },
      around: 'openFile',
    },
  ],
  [/#lineCount$/, { kinds: { number: 0.8 }, nouns: 'lines', preps: { first: 2 } }],
  [/#startLine$/, { kinds: { number: 0.4 }, nouns: '', preps: { line: 3, from: 1 } }],
  [/#out$/, { kinds: { path: 2, word: 0.6 }, nouns: 'folder directory', preps: { in: 2.2, into: 2.6, to: 1.4, under: 2, inside: 2, as: 0.2 } }],
  [
    /#(directory|out)$/,
    {
      kinds: folder,
      nouns: 'folder directory module stack dir',
      preps: {
        in: 2.2,
        into: 2.2,
        of: 1.2,
        for: 1.2,
        from: 1.2,
        under: 2,
        below: 2,
        inside: 2,
        within: 2,
        to: 0.6,
        on: 1.2,
        over: 1.2,
        at: 1.2,
        that: 0.6,
        directory: 2,
        folder: 2,
        out: 1,
      },
      scope: true,
    },
  ],
  [
    /#path$/,
    {
      kinds: { path: 3, word: 0.2 },
      nouns: 'file folder directory dir',
      preps: { in: 2, of: 1.2, from: 1.2, to: 1.5, into: 1.5, under: 2, below: 2, beneath: 2, inside: 2, for: 0.8, '-f': 4, file: 1, as: 1.5 },
      around: 'openFile',
    },
  ],
  [/stateMove#from$/, { kinds: { address: 3 }, nouns: 'resource module', preps: { from: 2, of: 0.5, to: -3, into: -3, as: -3 } }],
  [/stateMove#to$/, { kinds: { address: 2 }, nouns: '', preps: { to: 3, into: 3, as: 3, under: 1 } }],
  [/#address$/, { kinds: { address: 4 }, nouns: '', preps: { as: 1, to: 0.5 } }],
  [/#targets$/, { kinds: { address: 3 }, nouns: '', preps: {} }],
  [
    /import#id$/,
    { kinds: { id: 3, arn: 3, word: 1, path: 0.2, quote: 1, number: 0 }, nouns: 'bucket id instance vpc role cluster database', preps: { import: 1 } },
  ],
  [/terraform\.workspace#name$/, { kinds: name, nouns: 'workspace ws', preps: { to: 2, into: 2 }, naming: true }],
  [/output#name$/, { kinds: { word: 1 }, nouns: 'output', preps: { of: 0.4 }, naming: true }],
  [
    /#filter$/,
    {
      kinds: { quote: 1, word: -0.8, address: 2 },
      nouns: '',
      preps: { matching: 3, like: 3, containing: 3, named: 2, called: 2, filter: 3, starting: 1, with: 0.3, module: 1 },
    },
  ],
  [/#baseline$/, { kinds: { path: 1 }, nouns: 'baseline', preps: { baseline: 3, against: 1.5, with: 0.6 } }],
  [/#rules$/, { kinds: { word: 0 }, nouns: 'rule rules', preps: { rule: 3, rules: 2, only: 0.5 } }],
  [/#name$/, { kinds: name, nouns: '', preps: { of: 1, for: 0.8 }, naming: true }],
];

const cache = new Map<string, Slot | undefined>();

/** How the value of an input is said, or `undefined` where nothing is known of such an input. */
export function slotOf(tool: string, field: string): Slot | undefined {
  const key = `${tool}#${field}`;
  if (!cache.has(key)) cache.set(key, table.find(([pattern]) => pattern.test(key))?.[1]);
  return cache.get(key);
}
