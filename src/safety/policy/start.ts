const head = {
  workspace: `# What Nimbus may do in this folder, on top of what ships (nimbus policy show) and of your own policy.
# Until the folder is trusted, rules here can only make things stricter. nimbus policy check runs the examples below.
`,
  user: `# What Nimbus may do wherever you use it, on top of what ships (nimbus policy show). It outranks what a folder says.
# Rules here may be milder than those that ship. nimbus policy check runs the examples below.
`,
} as const;

/** A policy to start from: commented, and right as it is. It changes nothing until a rule is written. */
export const policyStart = (whose: keyof typeof head): string => `${head[whose]}nimbus: 1

# The most that one run may do; take out the # to set your own.
limits: {}
#  deletions: 5              # deletions and replacements in one run
#  resources: 50             # changes outside the workspace in one run
#  monthlyCost: { dev: 100 } # US dollars a month that one run may add

# All that is named under when must hold. answer: allow, confirm (a yes), type (a typed name) or deny.
rules: []
#  - id: no-database-deletes
#    when: { type: aws_db_instance, operation: [delete, replace] }
#    answer: deny
#    because: databases here are taken down by their owners alone

# Tests of the rules: a policy with an example that comes out otherwise is not used, and says so.
examples: []
#  - name: a database is never deleted
#    tool: terraform.apply
#    changes: [{ address: aws_db_instance.main, type: aws_db_instance, operation: delete, marks: [stateful] }]
#    expect: deny
`;
