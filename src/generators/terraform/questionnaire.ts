import type { Questionnaire } from '../../domain/question.ts';
import { bucket } from './questions/bucket.ts';
import { checkBucket } from './questions/checks/bucket.ts';
import { checkCluster } from './questions/checks/cluster.ts';
import { checkDatabase } from './questions/checks/database.ts';
import { checkNetwork } from './questions/checks/network.ts';
import { checkProject } from './questions/checks/project.ts';
import { cluster } from './questions/cluster.ts';
import { database } from './questions/database.ts';
import { lookedUp } from './questions/facts.ts';
import { network } from './questions/network.ts';
import { output } from './questions/output.ts';
import { project } from './questions/project.ts';
import { state } from './questions/state.ts';

/** The questionnaire as of an ISO date, which decides the versions that are offered and refused, and nothing else. */
export const terraformQuestionnaireOn = (today: string): Questionnaire => ({
  generator: 'terraform',
  title: 'Generate Terraform',
  groups: [project, network, cluster(today), database(today), bucket, state, output],
  check: (answers) => [
    ...checkProject(answers),
    ...checkNetwork(answers),
    ...checkCluster(answers, today),
    ...checkDatabase(answers, today),
    ...checkBucket(answers),
  ],
});

/** As of the day its facts were looked up: the same everywhere and always. */
export const terraformQuestionnaire: Questionnaire = terraformQuestionnaireOn(lookedUp);
