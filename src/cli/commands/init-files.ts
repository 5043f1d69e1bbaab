/** What nimbus init writes, by path: every line commented, nothing switched on or off. Part of the program, so that it is there wherever the program is. */
export const initFiles = {
  policy: `# What Nimbus may do in this folder, on top of what ships (nimbus policy show) and of your own policy.
# Until the folder is trusted, rules here can only make things stricter. nimbus policy check runs the examples below.
nimbus: 1

# The most that one step may do; take out the # to set your own.
limits: {}
#  deletions: 5              # deletions and replacements in one step
#  resources: 50             # changes outside the workspace in one step
#  monthlyCost: { dev: 100 } # US dollars a month that one step may add

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
`,
  rules: `# Best practices in this folder: nimbus rules list shows them all, nimbus scan . looks.

# Single rules, by id: on, off, another severity, or only in some places.
rules: {}
#  aws-s3-versioning: off
#  aws-s3-public-access: critical
#  k8s-run-as-non-root: { exclude: ["legacy/**"], severity: medium }

# Nothing is looked at here.
exclude: []
#  - examples/**

# Findings that are known; only new ones are told. nimbus scan . --format baseline makes the file.
# baseline: .nimbus/baseline.json
`,
  plan: `# A plan that only looks. Run it: nimbus run .nimbus/plans/look.plan.yaml
# A step waits for the steps it names in dependsOn, and for every step whose output it uses.
nimbus: 1
goal: Look at this folder
steps:
  - id: files
    tool: files.list
    input: { path: . }
    reason: What is here.
  - id: practices
    tool: rules.scan
    input: { path: . }
    reason: Best practices over all of it.
    # Goes on although it finds something.
    continueOnError: true
`,
} as const;
