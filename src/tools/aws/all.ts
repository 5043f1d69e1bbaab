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
import { createPolicy } from './iam/create-policy.ts';
import { createRole } from './iam/create-role.ts';
import { createUser } from './iam/create-user.ts';
import { deletePolicy } from './iam/delete-policy.ts';
import { deleteRole } from './iam/delete-role.ts';
import { deleteUser } from './iam/delete-user.ts';
import { detachPolicy } from './iam/detach-policy.ts';
import { listPolicies } from './iam/list-policies.ts';
import { listRoles } from './iam/list-roles.ts';
import { listUsers } from './iam/list-users.ts';
import { restorePolicy } from './iam/restore-policy.ts';
import { restoreRole } from './iam/restore-role.ts';
import { restoreUser } from './iam/restore-user.ts';
import { showPolicy } from './iam/show-policy.ts';
import { showRole } from './iam/show-role.ts';
import { showUser } from './iam/show-user.ts';
import { simulatePolicy } from './iam/simulate-policy.ts';
import { takeBackPolicy } from './iam/take-back-policy.ts';
import { takeBackRole } from './iam/take-back-role.ts';
import { takeBackUser } from './iam/take-back-user.ts';
import { listInstances as listDatabases } from './rds/list-instances.ts';
import { showInstance as showDatabase } from './rds/show-instance.ts';
import { copyObject } from './s3/copy-object.ts';
import { createBucket } from './s3/create-bucket.ts';
import { deleteBucket } from './s3/delete-bucket.ts';
import { deleteObject } from './s3/delete-object.ts';
import { getObject } from './s3/get-object.ts';
import { listBuckets } from './s3/list-buckets.ts';
import { listObjects } from './s3/list-objects.ts';
import { listVersions } from './s3/list-versions.ts';
import { putObject } from './s3/put-object.ts';
import { removeBucket } from './s3/remove-bucket.ts';
import { restoreBucket } from './s3/restore-bucket.ts';
import { restoreObject } from './s3/restore-object.ts';
import { restoreVersion } from './s3/restore-version.ts';
import { showBucket } from './s3/show-bucket.ts';
import { showObject } from './s3/show-object.ts';
import { sync } from './s3/sync.ts';
import { takeBackSync } from './s3/take-back-sync.ts';
import { getIdentity } from './sts/get-identity.ts';

/** Every tool of AWS, by service; last those that others are taken back with. */
export const awsTools = [
  ...[listMachines, showMachine, startInstances, stopInstances, rebootInstances, terminateInstances, listImages, listSecurityGroups],
  ...[
    listBuckets,
    showBucket,
    createBucket,
    deleteBucket,
    listObjects,
    showObject,
    listVersions,
    restoreVersion,
    getObject,
    putObject,
    copyObject,
    deleteObject,
    sync,
  ],
  ...[listUsers, listRoles, listPolicies, showUser, showRole, showPolicy, createUser, createRole, createPolicy],
  ...[attachPolicy, detachPolicy, deleteUser, deleteRole, deletePolicy, simulatePolicy],
  ...[getIdentity, listClusters, showCluster, listDatabases, showDatabase],
  ...[takeBackUser, restoreUser, takeBackRole, restoreRole, takeBackPolicy, restorePolicy, removeBucket, restoreBucket, restoreObject, takeBackSync],
] as unknown as readonly Tool[];
