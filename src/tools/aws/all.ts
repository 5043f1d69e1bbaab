import type { Tool } from '../../domain/tool.ts';
import { listImages } from './ec2/list-images.ts';
import { listInstances as listMachines } from './ec2/list-instances.ts';
import { listSecurityGroups } from './ec2/list-security-groups.ts';
import { rebootInstances } from './ec2/reboot-instances.ts';
import { showInstance as showMachine } from './ec2/show-instance.ts';
import { startInstances } from './ec2/start-instances.ts';
import { stopInstances } from './ec2/stop-instances.ts';
import { terminateInstances } from './ec2/terminate-instances.ts';
import { listClusters } from './eks/list-clusters.ts';
import { showCluster } from './eks/show-cluster.ts';
import { attachPolicy } from './iam/attach-policy.ts';
import { createRole } from './iam/create-role.ts';
import { deleteRole } from './iam/delete-role.ts';
import { detachPolicy } from './iam/detach-policy.ts';
import { listPolicies } from './iam/list-policies.ts';
import { listRoles } from './iam/list-roles.ts';
import { listUsers } from './iam/list-users.ts';
import { restoreRole } from './iam/restore-role.ts';
import { showRole } from './iam/show-role.ts';
import { simulatePolicy } from './iam/simulate-policy.ts';
import { takeBackRole } from './iam/take-back-role.ts';
import { listInstances as listDatabases } from './rds/list-instances.ts';
import { showInstance as showDatabase } from './rds/show-instance.ts';
import { getIdentity } from './sts/get-identity.ts';

/** Every tool of AWS, by service; last those that others are taken back with. */
export const awsTools = [
  ...[listMachines, showMachine, startInstances, stopInstances, rebootInstances, terminateInstances, listImages, listSecurityGroups],
  ...[listUsers, listRoles, listPolicies, showRole, createRole, attachPolicy, detachPolicy, deleteRole, simulatePolicy],
  ...[getIdentity, listClusters, showCluster, listDatabases, showDatabase],
  ...[takeBackRole, restoreRole],
] as unknown as readonly Tool[];
