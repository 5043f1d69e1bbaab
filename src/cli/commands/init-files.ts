import { policyStart } from '../../safety/policy/start.ts';

/** What nimbus init writes, by path: every line commented, nothing switched on or off. Part of the program, so that it is there wherever the program is. */
export const initFiles = {
  policy: policyStart('workspace'),
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
